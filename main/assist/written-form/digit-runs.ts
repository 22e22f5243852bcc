import { BELOW_HUNDRED, belowHundred, DIGIT, DIGIT_WORDS } from './number-words.ts';

const ONE = `(?:(?:double|triple) )?(?:${DIGIT}|\\d+)`;
const RUN = new RegExp(`(?<![\\w.,:/$€£-])(plus )?(${ONE}(?:(?:, | |-)${ONE})+)(?![\\w'-]| (?:hundred|thousand|million|billion|point|percent)|[.,:/-]\\d)`, 'gi');
const DECIMAL = new RegExp(`\\b(${BELOW_HUNDRED}|\\d+) point ((?:${DIGIT}|\\d+)(?:[ -](?:${DIGIT}|\\d))*)\\b`, 'gi');
const CUED = new RegExp(`\\b((?:press|extension|room|option|page|flat|gate|platform|apartment|channel|code) |number (?=\\S+[.,;?!]|\\S+$))(${DIGIT}(?: ${DIGIT})?)\\b(?!-| (?:hundred|thousand|point|of|more|last|at))`, 'gi');
const REPEATS: Readonly<Record<string, number>> = { double: 2, triple: 3 };
const IN_GROUPS = /\b(?:phone|telephone|mobile|cell|call|ring|reach|card|fax|number)\b/i;
const IN_ONE = /\b(?:order|invoice|reference|customer|contract|ticket|case|booking|tracking|serial|account)\b/i;
/** Shorter ones are nobody's telephone number and no card's. */
const LEAST_GROUPED = 7;
const LEAST_DIGITS = 3;

/** Digit by digit: "double four seven" → 447, "three point one four" → 3.14, "press one" → press 1. Telephone and card numbers keep the groups they were said in. */
export function writeDigitRuns(text: string): string {
  return text
    .replace(/\btwenty[- ]four[ -]seven\b/gi, '24/7')
    .replace(DECIMAL, (_, whole: string, rest: string) => `${belowHundred(whole) ?? whole}.${rest.split(/[ -]/).map(digitsOf).join('')}`)
    .replace(RUN, (whole, plus: string | undefined, run: string, at: number) => {
      const groups = run.split(/, /).map((group) => writeGroup(group));
      const digits = groups.join('');
      // What is written in numerals already was grouped by the recogniser.
      const isSpelled = new RegExp(DIGIT, 'i').test(run) || /^\d(?:\D+\d)+$/.test(run);
      if (digits.length < LEAST_DIGITS || !isSpelled || (plus !== undefined && digits.length < LEAST_GROUPED)) return whole;
      const before = text.slice(0, at);
      const keepsGroups = digits.length >= LEAST_GROUPED && groups.every((group) => group.length > 1) && IN_GROUPS.test(before) && !IN_ONE.test(before);
      return `${plus === undefined ? '' : '+'}${groups.join(keepsGroups ? ' ' : '')}`;
    })
    .replace(CUED, (_, cue: string, run: string) => `${cue}${run.split(' ').map(digitsOf).join('')}`);
}

function writeGroup(group: string): string {
  const words = group.split(/[ -]/);
  return words.map((word, index) => {
    if (REPEATS[word.toLowerCase()] !== undefined) return '';
    return digitsOf(word).repeat(REPEATS[(words[index - 1] ?? '').toLowerCase()] ?? 1);
  }).join('');
}

const digitsOf = (word: string): string => String(DIGIT_WORDS.get(word.toLowerCase()) ?? word);
