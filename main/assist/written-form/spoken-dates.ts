import { MONTH } from '../understanding/summary/patterns.ts';
import { BELOW_HUNDRED, belowHundred, NONZERO, ordinalValue, TEEN, TEN, writeOrdinal } from './number-words.ts';

const UNIT_ORDINAL = '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)';
const DAY = `(?:(?:twenty|thirty)[ -]${UNIT_ORDINAL}|thirtieth|twentieth|(?:ten|eleven|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)th|twelfth|eighteenth|${UNIT_ORDINAL})`;
/** A month that is a word too must have its capital. */
const NAMED_MONTH = '(?:[Jj]anuary|[Ff]ebruary|March|[Aa]pril|May|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember|[Oo]ctober|[Nn]ovember|[Dd]ecember)';
const LARGE_ORDINAL = new RegExp(`(?<!\\ba )\\b(?:${TEN}[ -]${UNIT_ORDINAL}|(?:ten|eleven|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)th|twelfth|twentieth|thirtieth)\\b`, 'gi');
const WITHIN_CENTURY = `(?:oh[ -]${NONZERO}|${TEEN}|${TEN}(?:[ -]${NONZERO})?)`;
const CENTURY_YEAR = `(?:eighteen|nineteen|twenty)[ -]${WITHIN_CENTURY}`;
const MILLENNIUM_YEAR = `two thousand(?: and)?(?: ${BELOW_HUNDRED})?`;
const YEAR = `(?:${CENTURY_YEAR}|${MILLENNIUM_YEAR})`;
const AFTER_DATE = new RegExp(`(\\b${MONTH}(?: \\d{1,2}(?:st|nd|rd|th))?)(,?)( of)? (${YEAR})(?!\\w)`, 'gi');
const AFTER_WORD = new RegExp(`\\b(in|since|until|of|by|from|year) (${CENTURY_YEAR})(?![\\w-]| (?:dollars?|euros?|pounds?|cents?|percent|minutes?|hours?|days?|people))`, 'gi');

/** Days and years: "the third of March" → the 3rd of March, "since nineteen ninety nine" → since 1999, "the fourteenth floor" → the 14th floor. */
export function writeDates(text: string): string {
  const written = (said: string): string => writeOrdinal(ordinalValue(said) ?? 0);
  return text
    .replace(new RegExp(`\\b(${DAY})( of)? (?=${MONTH}\\b)`, 'gi'), (_, day: string, of = '') => `${written(day)}${String(of)} `)
    .replace(new RegExp(`\\b(${NAMED_MONTH})( the)? (${DAY})\\b`, 'g'), (_, month: string, the = '', day = '') => `${month}${String(the)} ${written(String(day))}`)
    .replace(LARGE_ORDINAL, written)
    .replace(AFTER_DATE, (_, date: string, comma: string, of: string | undefined, year: string) => `${date}${of ?? (/\d/.test(date) ? ',' : comma)} ${writeYear(year)}`)
    .replace(AFTER_WORD, (_, word: string, year: string) => `${word} ${writeYear(year)}`);
}

function writeYear(said: string): string {
  const words = said.toLowerCase();
  if (words.startsWith('two thousand')) return String(2_000 + (belowHundred(words.replace(/^two thousand(?: and)? ?/, '')) ?? 0));
  const [century = '', ...rest] = words.split(/[ -]/);
  return String((belowHundred(century) ?? 0) * 100 + (belowHundred(rest.join(' ')) ?? 0));
}
