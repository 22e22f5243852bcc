import { DialString } from '../../preload/contract/primitives.ts';
import { isDiallable, plainly } from '../../preload/contract/written-number.ts';
import { parseDestination } from '../sip/call/destination.ts';

const SCHEME = /^(tel|callto|sips?):(?:\/\/)?/i;
/** The schemes that this program may open. */
export const LINK_SCHEMES = ['tel', 'callto', 'sip', 'sips'] as const;

/** Whether an argument of the command line is a clicked link. */
export function isDialLink(argument: string): boolean {
  return SCHEME.test(argument);
}

/**
 * What a tel (RFC 3966), callto, sip or sips link asks to dial, as a person would type it; null: nothing that can be called.
 * Headers and parameters of the link are left out: a web page must not choose what our INVITE carries (RFC 3261 s. 19.1.5).
 */
export function readDialLink(link: string): string | null {
  const scheme = SCHEME.exec(link);
  if (scheme === null) return null;
  const target = plainly(decoded(link.slice(scheme[0].length))).replace(/[?;].*$/s, '').replace(/\/$/, '');
  const isSip = /^sip/i.test(scheme[1] ?? '');
  const destination = isSip && target.includes('@') ? `${(scheme[1] ?? '').toLowerCase()}:${target}` : target;
  // The parser of the dialler has the last word on hosts; the line's own domain stands in where the link names none.
  return isDiallable(destination) && DialString.safeParse(destination).success && parseDestination(destination, 'line.invalid').ok ? destination : null;
}

/** Links come with %20 and %2B, or as they were written; what does not decode stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
