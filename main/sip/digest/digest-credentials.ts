import { randomBytes } from 'node:crypto';
import { readAlgorithm } from './algorithms.ts';
import { digestResponse } from './digest-response.ts';

/** What sip.js hands over of a challenge; the shim has written it (shim/challenge.ts). */
export interface SipJsChallenge {
  readonly realm?: string;
  readonly nonce?: string;
  readonly opaque?: string;
  readonly algorithm?: string;
  readonly qop?: string | readonly string[];
}
interface ChallengedRequest {
  readonly method?: string;
  readonly ruri?: { toRaw(): string } | string | undefined;
  readonly body?: { readonly body?: string } | string | undefined;
}

/** The calls that sip.js makes on its DigestAuthentication. */
export interface DigestCredentials {
  /** false: this challenge cannot be answered. */
  authenticate(request: ChallengedRequest, challenge: SipJsChallenge, body?: string): boolean;
  /** The credentials for every realm that has challenged this request, the latest last; shim/credentials-of-realms.ts gives each its own header. */
  toString(): string;
}

/** sip.js' grammar takes MD5 for the whole of MD5-sess and drops the message; the shim writes this token instead. sip.js hands tokens over in upper case. */
export const MD5_SESS_ALIAS = 'SESSION-MD5';
/** Nobody's request passes more proxies that ask for a password. */
const MOST_REALMS = 4;

/** Credentials of one request and its repetitions; nc counts the uses of each nonce (RFC 7616 s. 3.4). */
export function createDigestCredentials(username: string, password: string, newCnonce: () => string = () => randomBytes(12).toString('hex')): DigestCredentials {
  /** The latest challenge of each realm: a proxy on the way wants its credentials again when the next one asks for its own (RFC 3261 s. 22.3). */
  const challenges = new Map<string, SipJsChallenge>();
  const uses = new Map<string, number>();
  let value = '';

  function answer(request: ChallengedRequest, challenge: SipJsChallenge, body: string | undefined): string | null {
    const { realm, nonce, opaque } = challenge;
    const algorithm = readAlgorithm(challenge.algorithm === MD5_SESS_ALIAS ? 'MD5-sess' : challenge.algorithm);
    if (realm === undefined || nonce === undefined || nonce === '' || algorithm === null) return null;
    const offered = challenge.qop === undefined ? [] : [challenge.qop].flat();
    const qop = offered.includes('auth') ? 'auth' : offered.includes('auth-int') ? 'auth-int' : null;
    const count = (uses.get(nonce) ?? 0) + 1;
    uses.set(nonce, count);
    const nc = count.toString(16).padStart(8, '0');
    const cnonce = newCnonce();
    // As the request line has it: toString() would write the host in lower case.
    const uri = typeof request.ruri === 'string' ? request.ruri : (request.ruri?.toRaw() ?? '');
    const ownBody = typeof request.body === 'string' ? request.body : (request.body?.body ?? '');
    const response = digestResponse({ algorithm, username, realm, password, method: request.method ?? '', uri, nonce, qop, cnonce, nc, body: body ?? ownBody });
    return [
      `Digest username=${quote(username)}`, `realm=${quote(realm)}`, `nonce=${quote(nonce)}`, `uri=${quote(uri)}`, `response="${response}"`, `algorithm=${algorithm}`,
      ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
      ...(qop === null ? [] : [`qop=${qop}`, `nc=${nc}`]),
      // A session key is made with cnonce even where the server offered no qop (RFC 7616 s. 3.4.2).
      ...(qop === null && !algorithm.endsWith('-sess') ? [] : [`cnonce="${cnonce}"`]),
    ].join(', ');
  }

  return {
    authenticate(request, challenge, body) {
      const latest = answer(request, challenge, body);
      if (latest === null || challenge.realm === undefined) return false;
      challenges.delete(challenge.realm);
      const earlier = [...challenges.values()].slice(1 - MOST_REALMS).map((before) => answer(request, before, body));
      challenges.set(challenge.realm, challenge);
      value = [...earlier, latest].join(', ');
      return true;
    },
    toString: () => value,
  };
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
