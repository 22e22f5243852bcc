import { digitsOf, isWrittenNumber, plainly } from '../../../preload/contract/written-number.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import { parseSipUri } from '../wire/sip-fields.ts';

/** Where a call goes: the Request-URI, and the user part as a person reads it. */
export interface Destination {
  readonly uri: string;
  readonly user: string;
}

const NAME = /^[^\s:<>";?]+$/u;
const ESCAPED_HOST_URI = /^(sips?):([^@\s<>"]+)@([^\s<>"]+)$/i;

/** Reads what a person typed: a number in any writing, an extension, user@host, or a sip, sips or tel URI. `rewrite` has the last word on what comes without a host. */
export function parseDestination(text: string, domain: string, rewrite = (dialled: string): string => dialled): Result<Destination, 'bad-destination'> {
  const typed = plainly(text);
  const tel = /^tel:([^;?]+)/i.exec(typed)?.[1];
  if (tel !== undefined) return isWrittenNumber(tel) ? at(domain, rewrite(digitsOf(tel)), text) : bad(text);
  if (/^sips?:/i.test(typed)) return uriOf(typed, text);
  if (typed.includes('@')) return uriOf(`sip:${typed}`, text);
  if (isWrittenNumber(typed)) return at(domain, rewrite(digitsOf(typed)), text);
  return NAME.test(typed) ? at(domain, rewrite(typed), text) : bad(text);
}

function at(domain: string, user: string, text: string): Result<Destination, 'bad-destination'> {
  return NAME.test(user) ? success({ uri: `sip:${escapeUser(user)}@${domain}`, user }) : bad(text);
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
