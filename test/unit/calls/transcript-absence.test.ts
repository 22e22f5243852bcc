import { describe, expect, it } from 'vitest';
import { transcriptAbsenceOf } from '../../../main/calls/transcript-absence.ts';
import { withCallProgress, withConfirmed, withEndedCall, withInterruptedCalls, withRefusedCall, withStartedCall } from '../../../main/records/call-transitions.ts';
import { TranscriptAbsence } from '../../../preload/contract/records.ts';
import type { AssistStatus } from '../../../preload/contract/assist.ts';
import { createMemoryStore } from '../../support/memory-store.ts';
import { callId, endedCall, missedEnd, runningRecord, startedCall, utterance } from '../records/sample-record.ts';

const ready: AssistStatus = { kind: 'ready', engine: 'moonshine' };
const off: AssistStatus = { kind: 'off', failure: { code: 'models-missing', message: '' } };
const quality = (packetsIn: number) => ({ packetsOut: 100, packetsIn, packetsLost: 0, jitterMs: null, roundTripMs: null, mos: null });
const data = createMemoryStore().read();
const eventOf = (body: string | undefined): unknown => (JSON.parse(body ?? '') as { data: { transcriptAbsence: unknown } }).data.transcriptAbsence;

describe('why a call has no transcript', () => {
  it.each([
    ['words were heard', [utterance(0)], off, quality(9), null],
    ['the assist was off', [], off, quality(9), { kind: 'assist-off', code: 'models-missing' }],
    ['the models were loading', [], { kind: 'starting' } as const, quality(9), { kind: 'assist-starting' }],
    ['no packet came', [], ready, quality(0), { kind: 'no-audio' }],
    ['no audio was measured', [], ready, null, { kind: 'no-audio' }],
    ['nobody spoke', [], ready, quality(9), { kind: 'nothing-said' }],
  ])('%s (T48)', (_name, transcript, status, line, absence) => {
    expect(transcriptAbsenceOf(transcript, status, line)).toEqual(absence);
  });

  it('is in the event that goes to the CRM (T48)', () => {
    const ended = withEndedCall(withStartedCall(data, runningRecord('a')), callId('a'), endedCall({ transcript: [] }), 1, () => 'e');
    const noted = withCallProgress(ended, callId('a'), { transcriptAbsence: { kind: 'assist-off', code: 'models-missing' } });
    const confirmed = withConfirmed(noted, callId('a'), null, 'resolved', 2, () => 'e');
    expect(confirmed.ok && eventOf(confirmed.value.outbox[0]?.body)).toEqual({ kind: 'assist-off', code: 'models-missing' });
  });

  it('is that nobody answered, or that the app stopped in the middle (T48)', () => {
    expect(eventOf(withRefusedCall(data, startedCall('b'), missedEnd, 1, () => 'e').outbox[0]?.body)).toEqual({ kind: 'not-answered' });
    expect(eventOf(withInterruptedCalls(withStartedCall(data, runningRecord('c', { answeredAtMs: 1 })), 2, () => 'e').outbox[0]?.body)).toEqual({ kind: 'interrupted' });
    expect(eventOf(withInterruptedCalls(withStartedCall(data, runningRecord('d', { transcript: [utterance(0)] })), 2, () => 'e').outbox[0]?.body)).toBeNull();
  });

  it('is read from what it was written as', () => {
    for (const absence of [{ kind: 'not-answered' }, { kind: 'assist-off', code: 'x' }]) expect(TranscriptAbsence.parse(JSON.parse(JSON.stringify(absence)))).toEqual(absence);
    expect(TranscriptAbsence.safeParse({ kind: 'elsewise' }).success).toBe(false);
  });
});
