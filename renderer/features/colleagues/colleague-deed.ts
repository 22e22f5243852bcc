import type { ExtensionState } from '../../../preload/contract/presence.ts';

/** What a click on a colleague does: during a call they get it, a ringing one is relieved of theirs, else they are called. */
export type ColleagueDeed = 'call' | 'transfer' | 'pick-up';

export function deedFor(state: ExtensionState, isOnCall: boolean): ColleagueDeed {
  if (isOnCall) return 'transfer';
  return state.kind === 'ringing' ? 'pick-up' : 'call';
}
