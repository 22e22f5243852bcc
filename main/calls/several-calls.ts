import type { CallSnapshot } from '../../preload/contract/calls.ts';
import { answeredAtMs, isEnded } from './call-state.ts';

/** As many as a person can keep apart; the next caller hears busy. */
const MOST_CALLS = 4;

/** Whether there is room for one more call, dialled or ringing: one at a time until it is answered. */
export function hasRoom(calls: readonly CallSnapshot[]): boolean {
  const running = calls.filter((call) => !isEnded(call));
  return running.length < MOST_CALLS && running.every((call) => answeredAtMs(call) !== null);
}

const isAnswered = (call: CallSnapshot): boolean => !isEnded(call) && answeredAtMs(call) !== null;

/** The call with all that are in conference with it. */
export function together(calls: readonly CallSnapshot[], callId: string | null): readonly CallSnapshot[] {
  const call = calls.find((other) => other.callId === callId);
  if (call === undefined) return [];
  return call.isInConference ? conferenceOf(calls) : [call];
}

export function conferenceOf(calls: readonly CallSnapshot[]): readonly CallSnapshot[] {
  return calls.filter((call) => call.isInConference && isAnswered(call));
}

/** The calls that may be made a conference of. */
export function mergeable(calls: readonly CallSnapshot[]): readonly CallSnapshot[] {
  return calls.filter(isAnswered);
}

/** The calls that are heard now, beside `callId` and its conference: they go on hold when that one is to be heard. */
export function heardBeside(calls: readonly CallSnapshot[], callId: string | null): readonly CallSnapshot[] {
  const kept = together(calls, callId);
  return calls.filter((call) => !kept.includes(call) && isAnswered(call) && !call.hold.byUs);
}
