import type { MediaEncryption } from '../../../preload/contract/calls.ts';
import type { Messages } from '../../locales/en.ts';

export type LockState = 'open' | 'readable' | 'unproven' | 'locked';

/** What the lock of a call may say: closed only where nobody on the way can have the keys. */
export function lockOf(encryption: MediaEncryption): LockState {
  if (encryption.kind === 'none') return 'open';
  if (encryption.kind === 'dtls') return encryption.isPeerProven ? 'locked' : 'unproven';
  return encryption.areKeysReadable ? 'readable' : 'locked';
}

/** The same in a sentence. */
export function lockText(encryption: MediaEncryption, words: Messages['lock']): string {
  if (encryption.kind === 'none') return words.openText;
  if (encryption.kind === 'dtls') return (encryption.isPeerProven ? words.dtlsText : words.unprovenText)(encryption.suite);
  return (encryption.areKeysReadable ? words.readableText : words.lockedText)(encryption.suite);
}
