import type { SummaryEntity, Utterance } from '../../../../preload/contract/assist.ts';
import { writeEntity } from './entity-forms.ts';
import { EMAIL, FULL_DATE, MONTH, ORDINAL, WEEKDAY } from './patterns.ts';
import { writeNumbers } from '../../written-form/spoken-numbers.ts';
import { withoutTakenBack, type Mention } from './taken-back.ts';

const PART_OF_DAY = '(?:in the (?:morning|afternoon|evening)|at night|a\\.?m\\.?|p\\.?m\\.?|o\'clock)';
const CLOCK = '(?:\\d{1,2}(?::\\d{2})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';

/** The kinds in the order in which they claim words: what an earlier one took, a later one leaves alone. */
const PATTERNS: readonly { readonly kind: SummaryEntity['kind']; readonly pattern: RegExp; readonly group?: number }[] = [
  { kind: 'email', pattern: EMAIL },
  { kind: 'amount', pattern: /(?:[$€£]\s?\d[\d,]*(?:\.\d{1,2})?|\b(?:\d[\d,]*(?:\.\d{1,2})?|one|two|three|four|five|six|seven|eight|nine)\s?(?:dollars?|euros?|pounds?|cents?|bucks|francs?))(?![\w])/gi },
  { kind: 'date', pattern: new RegExp(`${FULL_DATE.source}|\\b(?:next |this |last )?${WEEKDAY}\\b|\\b(?:the day after tomorrow|(?:tomorrow|yesterday|this)(?: morning| afternoon| evening)|tomorrow|yesterday|tonight|(?:next|last) (?:week|month)|end of (?:the month|${MONTH}))\\b|\\bthe ${ORDINAL}(?=[.,?!]|$)|\\b\\d{4}-\\d{2}-\\d{2}\\b`, 'gi') },
  { kind: 'time', pattern: new RegExp(`\\b${CLOCK} ?${PART_OF_DAY}(?![\\w])|\\b\\d{1,2}:\\d{2}\\b|\\bhalf past ${CLOCK}\\b|\\b(?:noon|midday|midnight)\\b`, 'gi') },
  { kind: 'order-number', pattern: /\b(?:order|invoice|bill|purchase)(?: number| no\.?| id)?(?:,? (?:is|was|it's|it is))?[\s:#]*((?:[A-Z]{1,3}-?)?\d[\d-]{2,}\d)\b/gi, group: 1 },
  { kind: 'reference', pattern: /\b(?:reference|repair|booking|ticket|case|customer|account|contract|policy|tracking)(?: number| no\.?| id)?(?:,? (?:is|was|it's|it is))?[\s:#]*((?:[A-Z]{1,3}-?)?\d[\d-]{2,}\d)\b/gi, group: 1 },
  { kind: 'name', pattern: /\b(?:[Mm]y name is|[Tt]he name is|[Uu]nder the name(?: of)?|[Nn]ame of) ((?:(?:Mrs?|Ms|Dr)\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)|\b([A-Z][a-z]+) speaking\b/g, group: 1 },
  { kind: 'phone', pattern: /(?<![\w])(?:\+\d|\(?\d{3,}\)?[\s().-]\(?\d)[\d\s().-]{2,}\d\b/g },
];

/** What a bare number is, by what was spoken of when it was said; null for what must not be kept (cards) or cannot be told. */
const NUMBER_SUBJECTS: readonly { readonly kind: SummaryEntity['kind'] | null; readonly subject: RegExp; readonly leastDigits: number }[] = [
  { kind: null, subject: /\b(?:account number|password|code|pin)\b/gi, leastDigits: 1 },
  { kind: 'phone', subject: /\b(?:phone|telephone|mobile|cell|call (?:you|me)|reach (?:you|me)|ring (?:you|me)|(?:wrong|this|my) number|number (?:should|for you|where))\b/gi, leastDigits: 6 },
  { kind: 'order-number', subject: /\b(?:order|invoice|bill|purchase)\b/gi, leastDigits: 4 },
  { kind: 'reference', subject: /\b(?:reference|repair|booking|ticket|case|customer|contract|policy|tracking|serial|return|receipt)\b/gi, leastDigits: 4 },
];
const BARE_NUMBER = /(?<![\w.,:/-])(?:[A-Z]{1,4}-?)?\d{4,16}(?![\w/:]|[.,-]\d)/g;
const LEAST_ORDER_DIGITS = 4;
const NO_NAME = /^(?:Yes|No|Sure|Well|Okay|Sorry|Hello|Thanks?|Good|Great|Right|Fine|Of|It|The|My|That)\b/;
const BARE_YEAR = /^(?:19|20)\d{2}$/;
/** How far back the subject of a number may stand: the question that it answers. */
const UTTERANCES_BACK = 4;
/** Where a card is spoken of, a number longer than this may be the card's. */
const MOST_DIGITS_BESIDE_CARD = 5;

/** Order numbers, references, amounts, dates, times, phone numbers and e-mail addresses, each once, with the utterances that name it. */
export function findEntities(utterances: readonly Utterance[]): SummaryEntity[] {
  const texts = utterances.map(({ text }) => joinLetters(writeNumbers(text)));
  const mentions = texts.flatMap((text, utterance) => {
    const before = texts.slice(Math.max(0, utterance - UTTERANCES_BACK), utterance).join(' ');
    const asked = utterances.slice(0, utterance).findLast(({ speaker }) => speaker !== utterances[utterance]?.speaker)?.text ?? '';
    return [...namesAnswered(text, asked), ...entitiesIn(text, before)].map((entity): Mention => ({ ...entity, utterance }));
  });
  const found = new Map<string, SummaryEntity>();
  for (const { kind, text, utterance } of withoutTakenBack(mentions, texts)) {
    const key = `${kind} ${text.toLowerCase()}`;
    const known = found.get(key);
    const utteranceId = utterances[utterance]?.utteranceId;
    if (utteranceId !== undefined) found.set(key, { kind, text: known?.text ?? text, utteranceIds: [...new Set([...(known?.utteranceIds ?? []), utteranceId])] });
  }
  return [...found.values()];
}

/** What answers the question for a name: the words with capitals that the answer begins with. */
function namesAnswered(answer: string, question: string): Omit<Mention, 'utterance'>[] {
  if (!/\bname\b[^.]*\?/i.test(question)) return [];
  const name = /^(?:(?:[Ii]t is|[Yy]es|[Ss]ure|[Oo]f course|[Oo]kay|[Jj]ust write)[,.]? )?([A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?)[.,]/.exec(answer)?.[1];
  return name === undefined || NO_NAME.test(name) ? [] : [{ kind: 'name', text: name, at: answer.indexOf(name) }];
}

/** "D W 605581" is one number. A single "A" or "I" is more often a word. */
function joinLetters(text: string): string {
  return text.replace(/\b((?:[A-Z][ ,-]+){2,4}|[B-HJ-Z][ ,-]+)(?=\d{3,})/g, (letters) => letters.replace(/[ ,-]/g, ''));
}

function entitiesIn(text: string, before: string): Omit<Mention, 'utterance'>[] {
  let rest = text;
  const found: Omit<Mention, 'utterance'>[] = [];
  for (const { kind, pattern, group = 0 } of PATTERNS) {
    rest = rest.replace(pattern, (...parts: unknown[]) => {
      const whole = String(parts[0]);
      const at = Number(parts.find((part, index) => index > 0 && typeof part === 'number'));
      const said = String(parts[group] ?? whole).trim().slice(0, 200);
      found.push({ kind, text: writeEntity(kind, said), at });
      return '\u0000'.repeat(whole.length);
    });
  }
  for (const match of rest.matchAll(BARE_NUMBER)) {
    const kind = BARE_YEAR.test(match[0]) ? null : kindOfNumber(match[0], `${before} ${text.slice(0, match.index)}`);
    if (kind !== null) found.push({ kind, text: match[0], at: match.index });
  }
  return found.sort((a, b) => a.at - b.at);
}

/** By the subject that was named last before the number. */
function kindOfNumber(number: string, before: string): SummaryEntity['kind'] | null {
  const digits = number.replace(/\D/g, '').length;
  if (digits > MOST_DIGITS_BESIDE_CARD && /\bcard\b/i.test(before)) return null;
  const subjects = NUMBER_SUBJECTS.filter(({ leastDigits }) => digits >= leastDigits)
    .flatMap(({ kind, subject }) => [...before.matchAll(subject)].slice(-1).map((match) => ({ kind, at: match.index + match[0].length })));
  const [nearest] = subjects.sort((a, b) => b.at - a.at);
  // A number of which nothing more is said is most often the order's.
  return nearest === undefined ? (digits >= LEAST_ORDER_DIGITS && /\bnumber\b/i.test(before) ? 'order-number' : null) : nearest.kind;
}
