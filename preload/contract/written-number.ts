/** RFC 3966 visual separators and what else stands in written numbers, marks of text direction included. */
const SEPARATORS = /[\s().,/\p{Pd}\p{Cf}]/gu;
const WRITTEN_NUMBER = /^(?=.*[\d*#])[+(]*[\d*#][\d*#\s().,/\p{Pd}\p{Cf}]*$/u;
/** +44 (0)20: the national prefix, not dialled after a country code. */
const NATIONAL_PREFIX = /^(\+\d[\d\s]*)\(0\)/;

/** What was typed without marks of text direction, and with plain digits for wide ones. */
export function plainly(text: string): string {
  return text.normalize('NFKC').replace(/\p{Cf}/gu, '').trim();
}

/** Whether a plain text is a number in some writing, or a code such as *21#. */
export function isWrittenNumber(plain: string): boolean {
  return WRITTEN_NUMBER.test(plain);
}

/** A written number as it is dialled. */
export function digitsOf(written: string): string {
  return written.replace(NATIONAL_PREFIX, '$1').replace(SEPARATORS, '');
}

/** Whether this can be called: a number in some writing, a name, an address with a host, or a sip, sips or tel URI. */
export function isDiallable(text: string): boolean {
  const plain = plainly(text);
  const bare = plain.replace(/^(?:sips?|tel):/i, '');
  return isWrittenNumber(bare) || /^[^\s:<>";?@]+(?:@[A-Za-z0-9.\-:[\]]+)?$/u.test(bare);
}
