import type { SummaryEntity } from '../../../../preload/contract/assist.ts';

const SIGNS: Readonly<Record<string, string>> = { dollar: '$', buck: '$', euro: '€', pound: '£' };
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' ');
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
  const day = dayOf(before ?? after ?? '');
  if (day === null) return said;
  return [weekday === undefined ? null : `${capital(weekday)},`, String(day), capital(month), year ?? null].filter((part) => part !== null).join(' ');
}

/** "the twenty seventh" → 27th */
function writeBareDay(said: string): string {
  const day = dayOf(/^the ([a-z\d-]+(?: [a-z]+)?)$/i.exec(said)?.[1] ?? '');
  return day === null ? said : `${day}${['th', 'st', 'nd', 'rd'][day % 10 > 3 || Math.floor(day / 10) === 1 ? 0 : day % 10] ?? 'th'}`;
}

function dayOf(said: string): number | null {
  const digits = /^(\d{1,2})(?:st|nd|rd|th)?$/i.exec(said)?.[1];
  if (digits !== undefined) return Number(digits);
  const [tens, ones] = said.toLowerCase().split(/[ -]/);
  if (ones === undefined) return tens === 'thirtieth' ? 30 : ORDINALS.indexOf(tens ?? '') + 1 || null;
  const unit = ORDINALS.slice(0, 9).indexOf(ones) + 1;
  return unit === 0 ? null : tens === 'twenty' ? 20 + unit : tens === 'thirty' ? 30 + unit : null;
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
