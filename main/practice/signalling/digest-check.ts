import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { headersOf, type SipHeader, type SipRequest } from '../../sip/wire/message.ts';
import type { Clock } from '../../platform/clock.ts';

/** How the server judges the credentials of a request (RFC 3261 s. 22, RFC 7616, RFC 8760). */
export type DigestVerdict =
  | { readonly kind: 'accepted' }
  /** No usable credentials, or right ones on an old nonce (`isStale`): ask with a fresh challenge. */
  | { readonly kind: 'challenge'; readonly isStale: boolean }
  | { readonly kind: 'wrong' };

export interface DigestCheck {
  /** The challenges to send: the stronger algorithm first (RFC 8760 s. 2.3). */
  challenge(headerName: 'WWW-Authenticate' | 'Proxy-Authenticate', isStale: boolean): SipHeader[];
  judge(request: SipRequest, headerName: 'Authorization' | 'Proxy-Authorization'): DigestVerdict;
}

const ALGORITHMS: Readonly<Record<string, string>> = { 'SHA-256': 'sha256', MD5: 'md5' };
/** Short, so that a refreshed registration meets `stale` as it would with a strict registrar. */
const NONCE_LIFETIME_MS = 120_000;
const REMEMBERED_NONCES = 256;

export function createDigestCheck(options: { realm: string; user: string; password: string; clock: Clock }): DigestCheck {
  const { realm, user, password, clock } = options;
  const secret = randomBytes(32);
  /** The highest nonce count seen, so that a captured request cannot be played again (RFC 7616 s. 3.4). */
  const counts = new Map<string, number>();

  const seal = (issuedMs: string): string => createHmac('sha256', secret).update(issuedMs).digest('hex').slice(0, 32);
  const newNonce = (): string => {
    const issued = Math.floor(clock.monotonicMs()).toString(36);
    return `${issued}.${randomBytes(6).toString('hex')}.${seal(issued)}`;
  };
  const ageOf = (nonce: string): number | null => {
    const [issued = '', , mark] = nonce.split('.');
    return mark === seal(issued) ? clock.monotonicMs() - Number.parseInt(issued, 36) : null;
  };

  return {
    challenge(headerName, isStale) {
      const nonce = newNonce();
      return Object.keys(ALGORITHMS).map((algorithm) => ({
        name: headerName,
        value: `Digest realm="${realm}", nonce="${nonce}", qop="auth", algorithm=${algorithm}${isStale ? ', stale=true' : ''}`,
      }));
    },
    judge(request, headerName) {
      const credentials = headersOf(request, headerName).map(parseCredentials).find((fields) => fields?.get('realm') === realm);
      if (credentials === undefined || credentials === null) return { kind: 'challenge', isStale: false };
      const nonce = credentials.get('nonce') ?? '';
      const ageMs = ageOf(nonce);
      // A nonce of an earlier start of this process is not ours: a new challenge, not a wrong password.
      if (ageMs === null) return { kind: 'challenge', isStale: true };
      if (credentials.get('username') !== user || !isRightResponse(credentials, request.method, password)) return { kind: 'wrong' };

      const count = Number.parseInt(credentials.get('nc') ?? '', 16);
      if (ageMs > NONCE_LIFETIME_MS || count <= (counts.get(nonce) ?? 0)) return { kind: 'challenge', isStale: true };
      counts.set(nonce, count);
      const oldest = counts.keys().next().value;
      if (counts.size > REMEMBERED_NONCES && oldest !== undefined) counts.delete(oldest);
      return { kind: 'accepted' };
    },
  };
}

/**
 * The digest of RFC 7616 s. 3.4.1 with qop=auth.
 *
 * @returns lower-case hexadecimal digits, or null for an algorithm that is not offered
 */
export function digestResponse(fields: {
  algorithm: string; username: string; realm: string; password: string; method: string; uri: string; nonce: string; nc: string; cnonce: string;
}): string | null {
  const name = ALGORITHMS[fields.algorithm.toUpperCase()];
  if (name === undefined) return null;
  const hash = (text: string): string => createHash(name).update(text).digest('hex');
  const user = hash(`${fields.username}:${fields.realm}:${fields.password}`);
  return hash([user, fields.nonce, fields.nc, fields.cnonce, 'auth', hash(`${fields.method}:${fields.uri}`)].join(':'));
}

/** The fields of a Digest challenge or of credentials, names in lower case; null for another scheme. */
export function parseCredentials(value: string): ReadonlyMap<string, string> | null {
  const scheme = /^Digest\s+/i.exec(value);
  if (scheme === null) return null;
  const fields = new Map<string, string>();
  for (const match of value.slice(scheme[0].length).matchAll(/([a-z0-9-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)) {
    fields.set((match[1] ?? '').toLowerCase(), match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '');
  }
  return fields;
}

function isRightResponse(fields: ReadonlyMap<string, string>, method: string, password: string): boolean {
  const given = (name: string): string => fields.get(name) ?? '';
  if (given('qop') !== 'auth' || !/^[0-9a-f]{8}$/i.test(given('nc'))) return false;
  const expected = digestResponse({
    algorithm: fields.get('algorithm') ?? 'MD5', username: given('username'), realm: given('realm'), password,
    method, uri: given('uri'), nonce: given('nonce'), nc: given('nc'), cnonce: given('cnonce'),
  });
  const response = Buffer.from(given('response').toLowerCase());
  return expected !== null && response.length === expected.length && timingSafeEqual(response, Buffer.from(expected));
}
