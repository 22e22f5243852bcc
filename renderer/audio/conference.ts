import type { CallSnapshot } from '../../preload/contract/calls.ts';

/** Whether this call is heard by the others of the conference. */
function takesPart(call: CallSnapshot): boolean {
  return call.isInConference && !call.hold.byUs && call.media.isWanted && (call.state.kind === 'connecting' || call.state.kind === 'active');
}

/** Whose voices each call gets beside our own: in a conference those of all others, else nobody's. */
export function voicesFor(calls: readonly CallSnapshot[]): ReadonlyMap<CallSnapshot['callId'], readonly CallSnapshot['callId'][]> {
  const members = calls.filter(takesPart).map((call) => call.callId);
  return new Map(calls.map(({ callId }) => [callId, members.includes(callId) ? members.filter((other) => other !== callId) : []]));
}
