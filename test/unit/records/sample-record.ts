import { AccountId, CallId, UtteranceId, SuggestionId } from '../../../preload/contract/primitives.ts';
import { EMPTY_SUMMARY, type Summary, type Utterance } from '../../../preload/contract/assist.ts';
import type { CallEnd } from '../../../preload/contract/calls.ts';
import type { CallRecord } from '../../../preload/contract/records.ts';
import { newCallRecord, type EndedCall, type StartedCall } from '../../../main/records/call-transitions.ts';

export const STARTED_AT_MS = Date.UTC(2026, 2, 14, 9, 30, 0);
export const callId = (text: string): CallId => CallId.parse(text);

export const plainEnd: CallEnd = { result: 'completed', endedBy: 'remote', sipStatus: null, reason: '', failure: null };
export const missedEnd: CallEnd = { result: 'missed', endedBy: 'remote', sipStatus: 487, reason: 'Request Terminated', failure: null };

export const sampleSummary: Summary = {
  ...EMPTY_SUMMARY,
  reason: { text: 'The caller wants to move an appointment.', utteranceIds: [] },
  dispositionSuggestion: { dispositionId: 'appointment', confidence: 0.8 },
};

export function startedCall(id: string, changes: Partial<StartedCall> = {}): StartedCall {
  return {
    callId: callId(id),
    accountId: AccountId.parse('main-office'),
    direction: 'incoming',
    local: { uri: 'sip:agent@example.org', displayName: 'Agent' },
    remote: { uri: 'sip:+493012345678@example.org', user: '+493012345678', displayName: 'Erika Muster' },
    startedAtMs: STARTED_AT_MS,
    ...changes,
  };
}

export function runningRecord(id: string, changes: Partial<CallRecord> = {}): CallRecord {
  return { ...newCallRecord(startedCall(id)), ...changes };
}

export function utterance(index: number, text = 'I would like to move my appointment to next week if that is possible.'): Utterance {
  return { utteranceId: UtteranceId.parse(`u-${index}`), speaker: index % 2 === 0 ? 'caller' : 'agent', state: 'final', text, startMs: index * 4_000, endMs: index * 4_000 + 3_200, confidence: 0.91 };
}

export function endedCall(changes: Partial<EndedCall> = {}): EndedCall {
  return {
    answeredAtMs: STARTED_AT_MS + 4_000, endedAtMs: STARTED_AT_MS + 64_000, end: plainEnd, codec: 'PCMU', quality: null,
    transcript: [utterance(0), utterance(1)], intents: [], suggestions: [], summary: null,
    ...changes,
  };
}

/** A call of some five minutes as the assist leaves it: about 20 kB of JSON. */
export function longRecord(id: string): CallRecord {
  const transcript = Array.from({ length: 70 }, (_, index) => utterance(index));
  return {
    ...runningRecord(id),
    ...endedCall({ transcript }),
    intents: transcript.filter((_, index) => index % 6 === 0).map(({ utteranceId }) => ({ utteranceId, intentId: 'reschedule', label: 'Reschedule an appointment', confidence: 0.87 })),
    suggestions: Array.from({ length: 8 }, (_, index) => ({
      suggestionId: SuggestionId.parse(`s-${index}`), articleId: 'rescheduling', title: 'Rescheduling an appointment', heading: 'Up to 24 hours before',
      excerpt: 'Customers may move an appointment free of charge up to 24 hours before it begins. '.repeat(4), source: 'rescheduling.md',
      utteranceId: UtteranceId.parse(`u-${index * 6}`), triggerText: 'move my appointment to next week', confidence: 0.78, latencyMs: 412, state: 'shown' as const, steps: [],
    })),
    summary: sampleSummary,
    disposition: 'appointment',
    wrapUp: 'confirmed',
  };
}
