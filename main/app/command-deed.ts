import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { CallDeed } from './command-line.ts';
import type { TrayOrder } from './tray-menu.ts';

/** What `--answer` and `--hang-up` mean for the calls of the moment; null: there is no such call. */
export function orderOf(deed: CallDeed, calls: readonly CallSnapshot[]): TrayOrder | null {
  const ringing = calls.find(({ state }) => state.kind === 'ringing-in');
  if (deed === 'answer') return ringing === undefined ? null : { kind: 'answer', callId: ringing.callId };
  const ours = calls.filter(({ state }) => state.kind !== 'ended' && state.kind !== 'ringing-in');
  const heard = ours.find(({ hold }) => !hold.byUs) ?? ours[0];
  if (heard !== undefined) return { kind: 'hang-up', callId: heard.callId };
  return ringing === undefined ? null : { kind: 'reject', callId: ringing.callId };
}
