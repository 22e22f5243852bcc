import type { MediaEncryption } from '../../../preload/contract/calls.ts';

export type LockState = 'open' | 'readable' | 'locked';

/** What the lock of a call may say: closed only where nobody on the way can have the keys. */
export function lockOf(encryption: MediaEncryption): LockState {
  if (encryption.kind === 'none') return 'open';
  return encryption.areKeysReadable ? 'readable' : 'locked';
}
