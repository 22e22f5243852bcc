import { createHash } from 'node:crypto';
import { hashNameOf, isSessionAlgorithm, type DigestAlgorithm } from './algorithms.ts';

export interface DigestInput {
  readonly algorithm: DigestAlgorithm;
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  /** null: the server speaks RFC 2069, without client nonce and count. */
  readonly qop: 'auth' | 'auth-int' | null;
  readonly cnonce: string;
  /** Eight hexadecimal digits. */
  readonly nc: string;
  /** The entity body, hashed for auth-int alone. */
  readonly body: string;
}

/** The `response` of the credentials (RFC 7616 s. 3.4.1 to 3.4.3, RFC 8760). */
export function digestResponse(input: DigestInput): string {
  const hash = (text: string): string => createHash(hashNameOf(input.algorithm)).update(text, 'utf8').digest('hex');
  const secret = hash(`${input.username}:${input.realm}:${input.password}`);
  const ha1 = isSessionAlgorithm(input.algorithm) ? hash(`${secret}:${input.nonce}:${input.cnonce}`) : secret;
  const ha2 = hash(input.qop === 'auth-int' ? `${input.method}:${input.uri}:${hash(input.body)}` : `${input.method}:${input.uri}`);
  return hash(input.qop === null ? `${ha1}:${input.nonce}:${ha2}` : `${ha1}:${input.nonce}:${input.nc}:${input.cnonce}:${input.qop}:${ha2}`);
}
