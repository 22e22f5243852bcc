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
  /** The value of (Proxy-)Authorization for the last challenge. */
  toString(): string;
}

/** sip.js' grammar takes MD5 for the whole of MD5-sess and drops the message; the shim writes this token instead. sip.js hands tokens over in upper case. */
export const MD5_SESS_ALIAS = 'SESSION-MD5';

/** Credentials of one request and its repetitions; nc counts the uses of one nonce (RFC 7616 s. 3.4). */
export function createDigestCredentials(username: string, password: string, newCnonce: () => string = () => randomBytes(12).toString('hex')): DigestCredentials {
  let value = '';
  let counted = { nonce: '', uses: 0 };

  return {
    authenticate(request, challenge, body) {
      const { realm, nonce, opaque } = challenge;
      const algorithm = readAlgorithm(challenge.algorithm === MD5_SESS_ALIAS ? 'MD5-sess' : challenge.algorithm);
      if (realm === undefined || nonce === undefined || nonce === '' || algorithm === null) return false;
      const offered = challenge.qop === undefined ? [] : [challenge.qop].flat();
      const qop = offered.includes('auth') ? 'auth' : offered.includes('auth-int') ? 'auth-int' : null;
      counted = { nonce, uses: counted.nonce === nonce ? counted.uses + 1 : 1 };
      const nc = counted.uses.toString(16).padStart(8, '0');
      const cnonce = newCnonce();
      // As the request line has it: toString() would write the host in lower case.
      const uri = typeof request.ruri === 'string' ? request.ruri : (request.ruri?.toRaw() ?? '');
      const ownBody = typeof request.body === 'string' ? request.body : (request.body?.body ?? '');
      const response = digestResponse({ algorithm, username, realm, password, method: request.method ?? '', uri, nonce, qop, cnonce, nc, body: body ?? ownBody });
      value = [
        `Digest username=${quote(username)}`, `realm=${quote(realm)}`, `nonce=${quote(nonce)}`, `uri=${quote(uri)}`, `response="${response}"`, `algorithm=${algorithm}`,
        ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
        ...(qop === null ? [] : [`qop=${qop}`, `nc=${nc}`]),
        // A session key is made with cnonce even where the server offered no qop (RFC 7616 s. 3.4.2).
        ...(qop === null && !algorithm.endsWith('-sess') ? [] : [`cnonce="${cnonce}"`]),
      ].join(', ');
      return true;
    },
    toString: () => value,
  };
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
