import { describe, expect, it } from 'vitest';
import { lockOf } from '../../../../renderer/features/call/lock.ts';

describe('the lock of a call', () => {
  it('is open where nothing is encrypted', () => {
    expect(lockOf({ kind: 'none' })).toBe('open');
  });

  it.each([[true, 'readable'], [false, 'locked']] as const)('tells keys that others can read: %s is %s', (areKeysReadable, state) => {
    expect(lockOf({ kind: 'sdes', suite: 'AEAD_AES_256_GCM', areKeysReadable })).toBe(state);
  });
});
