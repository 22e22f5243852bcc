import { headerOf, headersOf, type SipMessage } from '../wire/message.ts';
import { parseNameAddress, parseSipUri, splitList } from '../wire/sip-fields.ts';

/** A refresh leaves room for a REGISTER that is lost and sent again until Timer F (32 s). */
const REFRESH_MARGIN_SEC = 60;
/** RFC 5626 s. 4.5, with our own base and limit. */
const FIRST_RETRY_MS = 2_000;
/** A server that answers is spared; one that does not may be back at any time, and hears nothing of us until then (T04). */
export const LONGEST_RETRY_MS = { refused: 120_000, silent: 10_000 } as const;

/** When to refresh a binding that was granted for so long: a minute before its end, of a short one at half time. */
export function refreshDelayMs(grantedSec: number): number {
  return Math.max(grantedSec / 2, grantedSec - REFRESH_MARGIN_SEC, 1) * 1_000;
}

/**
 * How long to wait before the next try after so many failures in a row: doubling, and between half and the whole of it by chance,
 * so that the phones of an office do not all come back in one instant (RFC 5626 s. 4.5).
 * @param random 0 to 1
 * @param longestMs one of LONGEST_RETRY_MS
 */
export function retryDelayMs(failures: number, random: number, longestMs: number): number {
  const longest = Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1), longestMs);
  return Math.round(longest * (0.5 + random / 2));
}

/**
 * For how long a 200 to REGISTER grants our binding (RFC 3261 s. 10.2.4): expires of our Contact, else Expires, else what we asked for.
 * Some registrars leave out our Contact or its expires.
 */
export function grantedSecOf(response: SipMessage, ourContact: string, askedSec: number): number {
  const ours = parseSipUri(ourContact);
  const contact = headersOf(response, 'contact').flatMap(splitList).map(parseNameAddress).find((candidate) => {
    const uri = parseSipUri(candidate?.uri ?? '');
    return uri !== null && uri.user === ours?.user && uri.host === ours.host && uri.port === ours.port;
  });
  return readSec(contact?.params.get('expires')) ?? readSec(headerOf(response, 'expires')) ?? askedSec;
}

function readSec(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
