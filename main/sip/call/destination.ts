import { failure, success, type Result } from '../../../preload/contract/result.ts';
import { parseSipUri } from '../wire/sip-fields.ts';

/** Where a call goes: the Request-URI, and the user part as a person reads it. */
export interface Destination {
  readonly uri: string;
  readonly user: string;
}

/** RFC 3966 visual separators and what else stands in written numbers, marks of text direction included. */
const SEPARATORS = /[\s().,/\p{Pd}\p{Cf}]/gu;
const WRITTEN_NUMBER = /^(?=.*[\d*#])[+(]*[\d*#][\d*#\s().,/\p{Pd}\p{Cf}]*$/u;
/** +44 (0)20: the national prefix, not dialled after a country code. */
const NATIONAL_PREFIX = /^(\+\d[\d\s]*)\(0\)/;
const ESCAPED_HOST_URI = /^(sips?):([^@\s<>"]+)@([^\s<>"]+)$/i;

/** Reads what a person typed: a number in any writing, an extension, user@host, or a sip, sips or tel URI. */
export function parseDestination(text: string, domain: string): Result<Destination, 'bad-destination'> {
  const typed = text.normalize('NFKC').replace(/\p{Cf}/gu, '').trim();
  const tel = /^tel:([^;?]+)/i.exec(typed)?.[1];
  if (tel !== undefined) return WRITTEN_NUMBER.test(tel) ? numberAt(tel, domain) : bad(text);
  if (/^sips?:/i.test(typed)) return uriOf(typed, text);
  if (typed.includes('@')) return uriOf(`sip:${typed}`, text);
  if (WRITTEN_NUMBER.test(typed)) return numberAt(typed, domain);
  if (!/^[^\s:<>";?]+$/u.test(typed)) return bad(text);
  return success({ uri: `sip:${escapeUser(typed)}@${domain}`, user: typed });
}

function numberAt(written: string, domain: string): Result<Destination, 'bad-destination'> {
  const user = written.replace(NATIONAL_PREFIX, '$1').replace(SEPARATORS, '');
  return success({ uri: `sip:${escapeUser(user)}@${domain}`, user });
}

function uriOf(uri: string, text: string): Result<Destination, 'bad-destination'> {
  const parts = ESCAPED_HOST_URI.exec(uri);
  const user = parts?.[2];
  if (parts === null || user === undefined || parseSipUri(`sip:x@${parts[3] ?? ''}`) === null) return bad(text);
  return success({ uri: `${(parts[1] ?? '').toLowerCase()}:${escapeUser(user)}@${parts[3] ?? ''}`, user: user.split(/[;:]/)[0] ?? user });
}

/** RFC 3261 s. 25.1 `user`: what may not stand there is escaped, what is escaped already stays. */
function escapeUser(user: string): string {
  return encodeURIComponent(user).replace(/%(?:25([0-9A-F]{2})|2B|24|26|3D|2C|3B|3F|2F|3A)/gi, (escaped, kept: string | undefined) => (kept === undefined ? decodeURIComponent(escaped) : `%${kept}`));
}

function bad(text: string): Result<Destination, 'bad-destination'> {
  return failure('bad-destination', `"${text}" is no number or address that can be called.`);
}
