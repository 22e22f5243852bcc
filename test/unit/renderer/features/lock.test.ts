import { describe, expect, it } from 'vitest';
import { en } from '../../../../renderer/locales/en.ts';
import { lockOf, lockText } from '../../../../renderer/features/call/lock.ts';

describe('the lock of a call', () => {
  it('is open where nothing is encrypted', () => {
    expect(lockOf({ kind: 'none' })).toBe('open');
  });

  it.each([[true, 'readable'], [false, 'locked']] as const)('tells keys that others can read: %s is %s', (areKeysReadable, state) => {
    expect(lockOf({ kind: 'sdes', suite: 'AEAD_AES_256_GCM', areKeysReadable })).toBe(state);
  });

  it.each([[true, 'locked', 'end to trunk with DTLS-SRTP (X)'], [false, 'unproven', 'without TLS']] as const)('under DTLS-SRTP is closed only where TLS vouched for the fingerprint: %s is %s', (isPeerProven, state, words) => {
    expect(lockOf({ kind: 'dtls', suite: 'X', isPeerProven })).toBe(state);
    expect(lockText({ kind: 'dtls', suite: 'X', isPeerProven }, en.lock)).toContain(words);
  });
});
