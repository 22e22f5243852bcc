import { randomBytes } from 'node:crypto';
import type { SrtpPolicy } from '../../../preload/contract/accounts.ts';
import { SRTP_SUITES, suiteProfile, type SrtpSuite } from '../srtp/suites.ts';
import { NO_ENCRYPTION, type LocalEncryption } from './crypto-lines.ts';

/** Three suites, not six: every peer speaks one of them, and an INVITE that names them still fits a datagram (RFC 3261 s. 18.1.1). */
const OFFERED: readonly SrtpSuite[] = ['AEAD_AES_256_GCM', 'AEAD_AES_128_GCM', 'AES_CM_128_HMAC_SHA1_80'];

/** Fresh master keys for one leg. */
export function createLocalEncryption(policy: SrtpPolicy, offered: readonly SrtpSuite[] = OFFERED): LocalEncryption {
  if (policy === 'off') return NO_ENCRYPTION;
  const keyOf = (suite: SrtpSuite): string => {
    const { keyBytes, saltBytes } = suiteProfile(suite);
    return randomBytes(keyBytes + saltBytes).toString('base64');
  };
  return { policy, offered, keys: Object.fromEntries(SRTP_SUITES.map((suite) => [suite, keyOf(suite)])) as Record<SrtpSuite, string> };
}
