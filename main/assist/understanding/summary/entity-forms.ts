import type { SummaryEntity } from '../../../../preload/contract/assist.ts';
import { ordinalValue, writeOrdinal } from '../../written-form/number-words.ts';

const SIGNS: Readonly<Record<string, string>> = { dollar: '$', buck: '$', euro: '€', pound: '£' };
const SMALL = 'one two three four five six seven eight nine'.split(' ');

/** An entity as people write it: "forty eight dollars" is $48, "the fourth of march" is 4 March, "anna dot b at example dot com" is an address. */
export function writeEntity(kind: SummaryEntity['kind'], said: string): string {
  if (kind === 'email') return said.replace(/ dot /gi, '.').replace(/ underscore /gi, '_').replace(/ dash /gi, '-').replace(/ at /i, '@');
  if (kind === 'amount') return writeAmount(said);
  return kind === 'date' ? writeDate(said) : said;
}

function writeAmount(said: string): string {
  const [, number = '', unit = ''] = /^([\d.,]+|[a-z]+)\s?([a-z]+?)s?$/i.exec(said) ?? [];
  const sign = SIGNS[unit.toLowerCase()];
  const small = SMALL.indexOf(number.toLowerCase()) + 1;
  return sign === undefined ? said : `${sign}${small === 0 ? number : small}`;
}

function writeDate(said: string): string {
  const [, weekday, before, month, after, year] = /^(?:([a-z]+day),? )?(?:the )?([a-z\d-]+(?: [a-z]+th| first| second| third)?)?(?: of)? ?\b(january|february|march|april|may|june|july|august|september|october|november|december)\b(?: (?:the )?([a-z\d-]+(?: [a-z]+)?))?(?:,? (\d{4}))?$/i.exec(said) ?? [];
  if (month === undefined) return writeBareDay(said);
  const day = ordinalValue(before ?? after ?? '');
  if (day === null) return said;
  return [weekday === undefined ? null : `${capital(weekday)},`, String(day), capital(month), year ?? null].filter((part) => part !== null).join(' ');
}

/** "the twenty seventh" → 27th */
function writeBareDay(said: string): string {
  const day = ordinalValue(/^the ([a-z\d-]+(?: [a-z]+)?)$/i.exec(said)?.[1] ?? '');
  return day === null ? said : writeOrdinal(day);
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
