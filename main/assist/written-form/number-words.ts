/* The words of numbers, for all who read them. */

export const UNITS = new Map('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ').map((word, value) => [word, value]));
export const TENS = new Map('twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, index) => [word, (index + 2) * 10]));
export const DIGIT_WORDS = new Map([...[...UNITS].filter(([, value]) => value < 10), ['oh', 0] as const]);
export const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(' ');

/* Sources of regular expressions, without groups that capture. */
export const DIGIT = '(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)';
export const NONZERO = '(?:one|two|three|four|five|six|seven|eight|nine)';
export const TEEN = '(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)';
export const TEN = '(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)';
/** 0 to 99 in words. */
export const BELOW_HUNDRED = `(?:${TEN}(?:[ -]${NONZERO})?|${TEEN}|zero|${NONZERO})`;

/** The value of a number below a hundred ("forty five", "oh five", "twelve", "12"); null for anything else. */
export function belowHundred(said: string): number | null {
  if (/^\d{1,2}$/.test(said)) return Number(said);
  const [first = '', second] = said.toLowerCase().split(/[ -]/);
  if (second === undefined) return UNITS.get(first) ?? TENS.get(first) ?? null;
  const unit = DIGIT_WORDS.get(second);
  const ten = first === 'oh' || first === 'zero' ? 0 : TENS.get(first);
  return unit === undefined || ten === undefined ? null : ten + unit;
}

/** "fourteenth", "twenty first", "14th" → 14; null for anything else. */
export function ordinalValue(said: string): number | null {
  const digits = /^(\d{1,2})(?:st|nd|rd|th)?$/i.exec(said)?.[1];
  if (digits !== undefined) return Number(digits);
  const [first = '', second] = said.toLowerCase().split(/[ -]/);
  if (second === undefined) return first === 'thirtieth' ? 30 : ORDINALS.indexOf(first) + 1 || null;
  const unit = ORDINALS.slice(0, 9).indexOf(second) + 1;
  const ten = TENS.get(first);
  return unit === 0 || ten === undefined ? null : ten + unit;
}

/** 1 → 1st, 12 → 12th. */
export function writeOrdinal(value: number): string {
  const isTeen = Math.floor(value / 10) % 10 === 1;
  return `${value}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th'}`;
}
