import type { CallId } from '../../../preload/contract/primitives.ts';
import type { CallSnapshot } from '../../../preload/contract/calls.ts';
import type { Lamps } from './headset-layout.ts';

/** A headset answers a lamp with a report of its own within this time; such a report is no press. */
const ECHO_MS = 300;
/** A button that is let go this soon is a button and no switch, whatever its description says. */
const PRESS_MS = 700;

/** What of the calls concerns a headset; both null: the headset is none of our business. */
export interface HeadsetCalls {
  readonly ringing: CallId | null;
  readonly talking: { readonly callId: CallId; readonly isMuted: boolean; readonly isHeld: boolean } | null;
}

export type HeadsetOrder =
  | { readonly kind: 'answer'; readonly callId: CallId }
  | { readonly kind: 'hang-up'; readonly callId: CallId }
  | { readonly kind: 'mute'; readonly callId: CallId; readonly isMuted: boolean };

/** A button as it was last reported, and what we last told the headset of the same thing. */
interface Button {
  readonly isDown: boolean;
  readonly downAtMs: number;
  /** Its going down was an order, not the echo of a lamp. */
  readonly wasOrder: boolean;
  readonly isMomentary: boolean;
  readonly told: boolean;
  readonly toldAtMs: number;
}

/**
 *   released ──(a call rings or runs)──▶ open: lamps follow the calls, presses are orders
 *       ▲                                  │
 *       └──(no call any more: all lamps off, the device closed)──┘
 *
 * Of hook switch and mute each a Button; `isState` of the layout says how a report is meant.
 */
export interface HeadsetState {
  readonly hook: Button;
  readonly mute: Button;
}

const UP: Button = { isDown: false, downAtMs: -Infinity, wasOrder: false, isMomentary: false, told: false, toldAtMs: -Infinity };
export const FRESH_HEADSET: HeadsetState = { hook: UP, mute: UP };
export const LAMPS_OFF: Lamps = { offHook: false, ring: false, mute: false, hold: false };

/** Of several calls the one that is heard counts, else the first. */
export function headsetCalls(calls: readonly CallSnapshot[]): HeadsetCalls {
  const ringing = calls.find(({ state }) => state.kind === 'ringing-in');
  const ours = calls.filter(({ state }) => state.kind !== 'ringing-in' && state.kind !== 'ended');
  const talking = ours.find(({ hold }) => !hold.byUs) ?? ours[0];
  return { ringing: ringing?.callId ?? null, talking: talking === undefined ? null : { callId: talking.callId, isMuted: talking.isMuted, isHeld: talking.hold.byUs } };
}

export const isHeadsetWanted = ({ ringing, talking }: HeadsetCalls): boolean => ringing !== null || talking !== null;

export function lampsFor({ ringing, talking }: HeadsetCalls): Lamps {
  return { ring: ringing !== null, offHook: talking !== null, mute: talking?.isMuted ?? false, hold: talking?.isHeld ?? false };
}

/** Notes what the headset was told, so that its echo is known as such. */
export function withLamps({ hook, mute }: HeadsetState, lamps: Lamps, atMs: number): HeadsetState {
  return { hook: told(hook, lamps.offHook, atMs), mute: told(mute, lamps.mute, atMs) };
}

function told(button: Button, value: boolean, atMs: number): Button {
  return button.told === value ? button : { ...button, told: value, toldAtMs: atMs };
}

/** What a report of the hook switch or the mute button orders; null: nothing. */
export function pressed(state: HeadsetState, name: keyof HeadsetState, isDown: boolean, isState: boolean, calls: HeadsetCalls, atMs: number): { readonly state: HeadsetState; readonly order: HeadsetOrder | null } {
  const { button, wish } = readReport(state[name], isDown, isState, atMs);
  const next = { ...state, [name]: button };
  if (wish === null) return { state: next, order: null };
  return { state: next, order: name === 'hook' ? hookOrder(wish, calls) : muteOrder(wish, calls) };
}

function hookOrder(wish: 'on' | 'off' | 'toggle', { ringing, talking }: HeadsetCalls): HeadsetOrder | null {
  // With a call that waits the talk is ended first; the next press answers. Nobody is put on hold by surprise.
  if (talking !== null) return wish === 'on' ? null : { kind: 'hang-up', callId: talking.callId };
  return ringing === null || wish === 'off' ? null : { kind: 'answer', callId: ringing };
}

function muteOrder(wish: 'on' | 'off' | 'toggle', { talking }: HeadsetCalls): HeadsetOrder | null {
  if (talking === null) return null;
  const isMuted = wish === 'toggle' ? !talking.isMuted : wish === 'on';
  return isMuted === talking.isMuted ? null : { kind: 'mute', callId: talking.callId, isMuted };
}

/** HID Usage Tables s. 3.4.1.2: an on/off control is a state where it is absolute, and toggles at each press where it is relative. */
function readReport(before: Button, isDown: boolean, isState: boolean, atMs: number): { readonly button: Button; readonly wish: 'on' | 'off' | 'toggle' | null } {
  if (isDown === before.isDown) return { button: before, wish: null };
  const isEcho = atMs - before.toldAtMs < ECHO_MS;
  const button = { ...before, isDown, downAtMs: isDown ? atMs : before.downAtMs, wasOrder: false };
  if (!isState || before.isMomentary) return { button, wish: isDown && !isEcho ? 'toggle' : null };
  if (isDown === before.told) return { button, wish: null };
  if (before.wasOrder && atMs - before.downAtMs < PRESS_MS) return { button: { ...button, isMomentary: true }, wish: null };
  if (isEcho) return { button, wish: null };
  return { button: { ...button, wasOrder: isDown }, wish: isDown ? 'on' : 'off' };
}
