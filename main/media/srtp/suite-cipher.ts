import { createCounterCipher } from './counter-cipher.ts';
import { createGcmCipher } from './gcm-cipher.ts';
import type { PacketCipher } from './packet-cipher.ts';
import type { SessionKeys } from './session-keys.ts';
import { suiteProfile, type SrtpSuite } from './suites.ts';

/** The cipher of a suite under its session keys. */
export function createPacketCipher(suite: SrtpSuite, keys: { readonly rtp: SessionKeys; readonly rtcp: SessionKeys }): PacketCipher {
  const profile = suiteProfile(suite);
  return profile.mode === 'gcm' ? createGcmCipher(keys) : createCounterCipher(keys, profile);
}
