import type { AccountView } from '../../../preload/contract/accounts.ts';
import type { Messages } from '../../locales/en.ts';

/** What the person calls the line; the practice line is called so in their language. */
export function accountLabel({ settings }: AccountView, t: Messages): string {
  return settings.kind === 'practice' ? t.accounts.practiceKind : settings.label;
}
