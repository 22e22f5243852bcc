import { belowHundred, DIGIT, DIGIT_WORDS, NONZERO, TEEN, TEN } from './number-words.ts';

const ALPHABET = 'alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliet|juliett|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|x-ray|yankee|zulu';
const NAMED = '[A-Za-z](?: as in| for| like) [A-Za-z]+';
const LETTER = '(?:(?:double|triple) )?[A-Za-z](?![\\w\'])';
const NUMBER = `(?:${NONZERO} hundred|${TEN}(?:[ -]${NONZERO})?|${TEEN}|${DIGIT}|\\d+)(?!\\w)`;
const ITEM = `(?:${NAMED}|(?:${ALPHABET})(?!\\w)|${NUMBER}|${LETTER})`;
const JOINT = '(?:,? (?:dash|hyphen) |, | |-)';
const RUN = new RegExp(`(?<![\\w'.@])${ITEM}(?:${JOINT}${ITEM})+(?![\\w'@])`, 'gi');
const ITEMS = new RegExp(`(${ITEM})|( (?:dash|hyphen) )`, 'gi');
const IS_NUMBER = new RegExp(`^${NUMBER}$`, 'i');
const IS_WORD_OF_ALPHABET = new RegExp(`^(?:${ALPHABET})$`, 'i');

/* "I" and "a" are words where no other letter stands beside them. */
const STARTS_AS_WORD = /^(?:I[, -]+(?![A-Z](?![\w']))|a (?![a-z](?![\w'])))/;
const ENDS_AS_WORD = /(?<!(?<![\w'])[A-Z][, -]+)[, -]+(?:I|a)$/;

interface Item {
  readonly kind: 'letter' | 'named' | 'alphabet' | 'number' | 'dash';
  readonly written: string;
  readonly said: string;
}

/**
 * Codes read letter by letter: "A B one two three" → AB123, "T as in Tango, four" → T4, "S M I T H" → SMITH.
 * Digits alone are no code, and neither are one or two letters: "I had a B".
 */
export function writeCodes(text: string): string {
  return text.replace(RUN, (run) => {
    const [first, last] = [STARTS_AS_WORD.exec(run)?.[0] ?? '', ENDS_AS_WORD.exec(run)?.[0] ?? ''];
    const rest = run.slice(first.length, run.length - last.length);
    return first + (isCode(itemsOf(rest)) ? itemsOf(rest).map(({ written }) => written).join('') : rest) + last;
  });
}

function itemsOf(run: string): Item[] {
  return [...run.matchAll(ITEMS)].map(([said]): Item => {
    if (/^ (?:dash|hyphen) $/i.test(said)) return { kind: 'dash', written: '-', said };
    if (IS_NUMBER.test(said)) return { kind: 'number', written: writeNumber(said), said };
    const repeat = /^(?:(double)|triple) /i.exec(said);
    if (repeat !== null) return { kind: 'letter', written: said.slice(-1).toUpperCase().repeat(repeat[1] === undefined ? 3 : 2), said };
    const kind = IS_WORD_OF_ALPHABET.test(said) ? 'alphabet' : said.length > 1 ? 'named' : 'letter';
    return { kind, written: said.charAt(0).toUpperCase(), said };
  });
}

function writeNumber(said: string): string {
  const hundreds = / hundred$/i.test(said) ? '00' : '';
  const number = said.toLowerCase().replace(/ hundred$/, '');
  return `${DIGIT_WORDS.get(number) ?? belowHundred(number) ?? number}${hundreds}`;
}

const MOST_AMBIGUOUS = /^[ai]$/;
const IS_CLEAR_LETTER = /^[B-HJ-Z]$/;
const LEAST_LETTERS = 3;

function isCode(items: readonly Item[]): boolean {
  const count = (kind: Item['kind']): number => items.filter((item) => item.kind === kind).length;
  const [letters, named, alphabet, numbers] = [count('letter'), count('named'), count('alphabet'), count('number')];
  // "B for breakfast": what does not begin with its letter spells nothing.
  if (items.some(({ kind, said }) => kind === 'named' && said.charAt(0).toLowerCase() !== (said.split(' ').at(-1) ?? '').charAt(0).toLowerCase())) return false;
  if (items.some(({ kind, said }) => kind === 'letter' && MOST_AMBIGUOUS.test(said)) && numbers > 0) return false;
  if (alphabet > 0 && letters + named === 0) return alphabet >= 2 && (numbers > 0 || alphabet > LEAST_LETTERS);
  if (numbers === 0 && items.map(({ said }) => said).join('').length === 2) return items.every(({ said }) => IS_CLEAR_LETTER.test(said));
  const spelled = letters + named + alphabet;
  if (named > 0) return spelled + numbers >= 2;
  return spelled >= LEAST_LETTERS || (spelled >= 1 && numbers >= 2) || (spelled >= 2 && numbers >= 1);
}
