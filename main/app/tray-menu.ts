import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import type { SystemWords } from './words.ts';

export type TrayOrder =
  | { readonly kind: 'open' | 'quit' }
  | { readonly kind: 'answer' | 'reject' | 'hang-up'; readonly callId: CallId }
  | { readonly kind: 'mute'; readonly callId: CallId; readonly isMuted: boolean };

export type TrayItem =
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'order'; readonly label: string; readonly order: TrayOrder }
  | { readonly kind: 'separator' };

export interface TrayMenu {
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

const nameOf = ({ remote }: CallSnapshot): string => remote.displayName ?? remote.user;

/** What the icon in the system's bar offers: the same controls of a call as its window (T24, T25). */
export function trayMenu(calls: readonly CallSnapshot[], words: SystemWords): TrayMenu {
  const running = calls.filter(({ state }) => state.kind !== 'ended');
  const [first] = running;
  return {
    tooltip: first === undefined ? 'Sidetone' : `Sidetone: ${stateOf(first, words)}, ${nameOf(first)}`,
    items: [
      { kind: 'order', label: words.open, order: { kind: 'open' } },
      ...running.flatMap((call): TrayItem[] => [{ kind: 'separator' }, { kind: 'text', label: `${stateOf(call, words)}: ${nameOf(call)}` }, ...ordersOf(call, words)]),
      { kind: 'separator' },
      { kind: 'order', label: words.quit, order: { kind: 'quit' } },
    ],
  };
}

function stateOf({ state, hold }: CallSnapshot, words: SystemWords): string {
  if (state.kind === 'ringing-in') return words.ringing;
  if (state.kind === 'dialling' || state.kind === 'ringing-out') return words.calling;
  return hold.byUs ? words.onHold : words.inCall;
}

function ordersOf({ callId, state, isMuted }: CallSnapshot, words: SystemWords): TrayItem[] {
  if (state.kind === 'ringing-in') return [{ kind: 'order', label: words.answer, order: { kind: 'answer', callId } }, { kind: 'order', label: words.reject, order: { kind: 'reject', callId } }];
  const hangUp: TrayItem = { kind: 'order', label: words.hangUp, order: { kind: 'hang-up', callId } };
  if (state.kind !== 'active') return [hangUp];
  return [{ kind: 'order', label: isMuted ? words.unmute : words.mute, order: { kind: 'mute', callId, isMuted: !isMuted } }, hangUp];
}
