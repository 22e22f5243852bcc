import { parseNameAddress, parseSipUri } from '../wire/sip-fields.ts';

/** One dialog, as a Replaces header names it (RFC 3891 s. 6.1), seen from us, and where its peer is reached. */
export interface DialogId {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** The peer's Contact: its Request-URI. */
  readonly remoteTarget: string;
}

/** What a Refer-To asks for (RFC 3515 s. 2.1): an INVITE to `uri`, which may take a dialog over. */
export interface ReferTarget {
  readonly uri: string;
  /** The value of a Replaces header, unescaped; null for a plain transfer. */
  readonly replaces: string | null;
}

const LONGEST = 2_048;

/** The Refer-To that sends a caller to the peer of `dialog`, taking our place there (RFC 5589 s. 7.3). */
export function referToReplacing({ callId, localTag, remoteTag, remoteTarget }: DialogId): string {
  const replaces = encodeURIComponent(`${callId};to-tag=${remoteTag};from-tag=${localTag}`);
  return `${withoutHeaders(remoteTarget)}?Replaces=${replaces}`;
}

/**
 * Reads a peer's Refer-To. Of the headers that its URI may carry (RFC 3261 s. 19.1.1) Replaces alone is taken: a peer does not write the rest of our INVITE.
 *
 * @returns null for what is no sip URI, and for methods other than INVITE
 */
export function readReferTo(value: string): ReferTarget | null {
  const uri = value.length > LONGEST ? undefined : parseNameAddress(value)?.uri;
  if (uri === undefined || !/^sip:/i.test(uri) || (parseSipUri(uri)?.user ?? null) === null) return null;
  const plain = withoutHeaders(uri);
  const method = /;method=([^;]+)/i.exec(plain)?.[1];
  if (method !== undefined && method.toUpperCase() !== 'INVITE') return null;
  const header = /[?&]replaces=([^&]*)/i.exec(uri.slice(plain.length))?.[1];
  if (header === undefined) return { uri: plain, replaces: null };
  const replaces = unescape(header);
  // A line end would begin a header of its own.
  return replaces === null || !/^[^\s;,]+(?:\s*;\s*[\w-]+(?:=[^\s;,]+)?)+$/.test(replaces) ? null : { uri: plain, replaces };
}

/** The status of a message/sipfrag body (RFC 3420); null where it holds none. */
export function statusOfFragment(body: string): number | null {
  const status = /^SIP\/2\.0 ([1-6]\d\d)\b/.exec(body.trimStart())?.[1];
  return status === undefined ? null : Number(status);
}

function withoutHeaders(uri: string): string {
  return uri.split('?')[0] ?? uri;
}

function unescape(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
