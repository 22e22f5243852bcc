import type { SummaryEntity, Utterance } from '../../../../preload/contract/assist.ts';
import { writeNumbers } from './spoken-numbers.ts';

const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const WEEKDAY = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
const ORDINAL = '(?:\\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-?\\s?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-?\\s?first)';
const PART_OF_DAY = '(?:in the (?:morning|afternoon|evening)|at night|a\\.?m\\.?|p\\.?m\\.?|o\'clock)';
const CLOCK = '(?:\\d{1,2}(?::\\d{2})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';

/** The kinds in the order in which they claim words: what an earlier one took, a later one leaves alone. */
const PATTERNS: readonly { readonly kind: SummaryEntity['kind']; readonly pattern: RegExp; readonly group?: number }[] = [
  { kind: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w.]+ at [\w]+ dot (?:com|org|net|info|eu|de|uk)\b/gi },
  { kind: 'amount', pattern: /(?:[$€£]\s?\d[\d,]*(?:\.\d{1,2})?|\b\d[\d,]*(?:\.\d{1,2})?\s?(?:dollars?|euros?|pounds?|cents?|bucks|francs?))(?![\w])/gi },
  { kind: 'date', pattern: new RegExp(`\\b(?:${WEEKDAY},? )?(?:the )?${ORDINAL} (?:of )?${MONTH}(?:,? \\d{4})?\\b|\\b${MONTH} (?:the )?${ORDINAL}(?:,? \\d{4})?\\b|\\b(?:next |this )?${WEEKDAY}\\b|\\b(?:the day after tomorrow|tomorrow|yesterday|next week|last week)\\b|\\b\\d{4}-\\d{2}-\\d{2}\\b`, 'gi') },
  { kind: 'time', pattern: new RegExp(`\\b${CLOCK} ?${PART_OF_DAY}(?![\\w])|\\b\\d{1,2}:\\d{2}\\b|\\bhalf past ${CLOCK}\\b`, 'gi') },
  { kind: 'order-number', pattern: /\b(?:order|invoice|bill|purchase)(?: number| no\.?| id)?(?:,? (?:is|was|it's|it is))?[\s:#]*((?:[A-Z]{1,3}-?)?\d[\d-]{2,}\d)\b/gi, group: 1 },
  { kind: 'reference', pattern: /\b(?:reference|repair|booking|ticket|case|customer|account|contract|policy|tracking)(?: number| no\.?| id)?(?:,? (?:is|was|it's|it is))?[\s:#]*((?:[A-Z]{1,3}-?)?\d[\d-]{2,}\d)\b/gi, group: 1 },
  { kind: 'phone', pattern: /(?<![\w])\+?\(?\d[\d\s().-]{6,}\d\b/g },
  { kind: 'order-number', pattern: /\b(?:it's|it is|number is|that's)[\s:#]*((?:[A-Z]{1,3}-?)?\d{4,})\b/gi, group: 1 },
];

/** Order numbers, references, amounts, dates, times, phone numbers and e-mail addresses, each once, with the utterances that name it. */
export function findEntities(utterances: readonly Utterance[]): SummaryEntity[] {
  const found = new Map<string, SummaryEntity>();
  for (const utterance of utterances) {
    for (const { kind, text } of entitiesIn(writeNumbers(utterance.text))) {
      const key = `${kind} ${text.toLowerCase()}`;
      const known = found.get(key);
      found.set(key, { kind, text: known?.text ?? text, utteranceIds: [...(known?.utteranceIds ?? []), utterance.utteranceId] });
    }
  }
  return [...found.values()];
}

function entitiesIn(text: string): { kind: SummaryEntity['kind']; text: string }[] {
  let rest = text;
  const found: { kind: SummaryEntity['kind']; text: string; at: number }[] = [];
  for (const { kind, pattern, group = 0 } of PATTERNS) {
    rest = rest.replace(pattern, (...parts: unknown[]) => {
      const whole = String(parts[0]);
      const at = Number(parts.find((part, index) => index > 0 && typeof part === 'number'));
      found.push({ kind, text: String(parts[group] ?? whole).trim().slice(0, 200), at });
      return '\u0000'.repeat(whole.length);
    });
  }
  return found.sort((a, b) => a.at - b.at);
}
