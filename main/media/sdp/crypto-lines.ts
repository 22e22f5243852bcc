import type { SrtpPolicy } from '../../../preload/contract/accounts.ts';
import type { SrtpKeying } from '../srtp/session-keys.ts';
import { SRTP_SUITES, suiteProfile, type SrtpSuite } from '../srtp/suites.ts';

/** One a=crypto line (RFC 4568 s. 4). */
export interface CryptoLine {
  readonly tag: number;
  readonly keying: SrtpKeying;
}

/** What a leg may encrypt with. Where the policy is off there are no keys, so that none can get into an SDP. */
export type LocalEncryption =
  | { readonly policy: 'off' }
  | {
    readonly policy: Exclude<SrtpPolicy, 'off'>;
    /** The suites we offer, in our order; an answer takes any that we speak. */
    readonly offered: readonly SrtpSuite[];
    /** Our master key for each suite, the same in every SDP of a leg: a new one would begin the rollover count anew (RFC 4568 s. 7.1.4). */
    readonly keys: Readonly<Record<SrtpSuite, string>>;
  };

export const NO_ENCRYPTION: LocalEncryption = { policy: 'off' };

/** Our lines in an offer. */
export function offeredLines(encryption: LocalEncryption): CryptoLine[] {
  if (encryption.policy === 'off') return [];
  return encryption.offered.map((suite, index) => ({ tag: index + 1, keying: { suite, inline: encryption.keys[suite] } }));
}

/** Reads one line as sdp-transform splits it; null for what we cannot obey: another suite or key method, an MKI, session parameters that change the packets. */
export function readCryptoLine(line: { readonly id: unknown; readonly suite: unknown; readonly config: unknown; readonly sessionConfig?: unknown }): CryptoLine | null {
  const tag = Number(line.id);
  const suite = SRTP_SUITES.find((name) => name === line.suite);
  if (suite === undefined || !Number.isInteger(tag) || tag < 0 || tag > 999_999_999) return null;
  // The window size hint binds nobody (RFC 4568 s. 6.3.7); any other parameter would have to be obeyed.
  if (line.sessionConfig !== undefined && !/^(WSH=\d+)?$/.test(String(line.sessionConfig))) return null;
  const key = /^inline:([A-Za-z0-9+/]+={0,2})(?:\|(?:2\^)?\d+)?$/.exec(String(line.config));
  const material = Buffer.from(key?.[1] ?? '', 'base64');
  const { keyBytes, saltBytes } = suiteProfile(suite);
  return material.length === keyBytes + saltBytes ? { tag, keying: { suite, inline: material.toString('base64') } } : null;
}
