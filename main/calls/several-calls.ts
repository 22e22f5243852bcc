import type { CallSnapshot } from '../../preload/contract/calls.ts';
import { answeredAtMs, isEnded } from './call-state.ts';

/** As many as a person can keep apart; the next caller hears busy. */
const MOST_CALLS = 4;

/** Whether there is room for one more call, dialled or ringing: one at a time until it is answered. */
export function hasRoom(calls: readonly CallSnapshot[]): boolean {
  const running = calls.filter((call) => !isEnded(call));
  return running.length < MOST_CALLS && running.every((call) => answeredAtMs(call) !== null);
}

/** The calls that are heard now, beside `callId`: they go on hold when that one is to be heard. */
export function heardBeside(calls: readonly CallSnapshot[], callId: string | null): readonly CallSnapshot[] {
  return calls.filter((call) => call.callId !== callId && !isEnded(call) && answeredAtMs(call) !== null && !call.hold.byUs);
}
