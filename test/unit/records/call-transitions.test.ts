import { describe, expect, it } from 'vitest';
import { newCallRecord, withAutomaticWrapUps, withCallProgress, withConfirmed, withEndedCall, withInterruptedCalls, withoutRecord, withRefusedCall, withSavedSummary, withStartedCall } from '../../../main/records/call-transitions.ts';
import { emptyStoreData } from '../../../main/records/store-image.ts';
import type { StoreData } from '../../../main/records/record-store.ts';
import { callId, endedCall, missedEnd, runningRecord, sampleSummary, startedCall, STARTED_AT_MS, utterance } from './sample-record.ts';

const NOW_MS = STARTED_AT_MS + 100_000;
const newEntryId = (): string => 'entry-1';
const running = (): StoreData => withStartedCall(emptyStoreData, newCallRecord(startedCall('call-1')));
const open = (): StoreData => withEndedCall(running(), callId('call-1'), endedCall(), NOW_MS, newEntryId);
function confirmed(): StoreData {
  const result = withConfirmed(open(), callId('call-1'), sampleSummary, 'appointment', NOW_MS, newEntryId);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('the life of a call record', () => {
  it('begins running, without an end and without an event', () => {
    expect(running().records).toEqual([runningRecord('call-1')]);
    expect(running().outbox).toEqual([]);
  });

  it('is begun once, however often the start is told', () => {
    const once = running();
    expect(withStartedCall(once, runningRecord('call-1', { codec: 'opus' }))).toBe(once);
  });

  it('is open after an answered call, and nothing is sent before the agent has spoken', () => {
    expect(open().records[0]).toMatchObject({ wrapUp: 'open', end: { result: 'completed' }, codec: 'PCMU' });
    expect(open().outbox).toEqual([]);
  });

  it('takes a summary that comes after the end, until it is confirmed', () => {
    expect(withCallProgress(open(), callId('call-1'), { summary: sampleSummary }).records[0]?.summary).toEqual(sampleSummary);
    const done = confirmed();
    expect(withCallProgress(done, callId('call-1'), { summary: null })).toBe(done);
  });

  it('puts the confirmation and its event into one and the same state', () => {
    const data = confirmed();
    expect(data.records[0]).toMatchObject({ wrapUp: 'confirmed', disposition: 'appointment', summary: sampleSummary });
    expect(data.outbox).toMatchObject([{ entryId: 'entry-1', eventType: 'call.completed', callId: 'call-1', state: 'waiting', attempts: 0, nextAttemptAtMs: NOW_MS }]);
    expect(JSON.parse(data.outbox[0]!.body).data.disposition).toBe('appointment');
  });

  it('keeps the summary it has where the confirmation brings none', () => {
    const withSummary = withCallProgress(open(), callId('call-1'), { summary: sampleSummary });
    const result = withConfirmed(withSummary, callId('call-1'), null, 'resolved', NOW_MS, newEntryId);
    expect(result.ok && result.value.records[0]?.summary).toEqual(sampleSummary);
  });

  it('refuses a second confirmation, an edit after it, and a call it never heard of', () => {
    expect(withConfirmed(confirmed(), callId('call-1'), null, 'refund', NOW_MS, newEntryId)).toMatchObject({ ok: false, error: { code: 'already-confirmed' } });
    expect(withSavedSummary(confirmed(), callId('call-1'), sampleSummary)).toMatchObject({ ok: false, error: { code: 'already-confirmed' } });
    expect(withSavedSummary(open(), callId('call-2'), sampleSummary)).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
  });

  it('cannot be confirmed while the call runs', () => {
    expect(withConfirmed(running(), callId('call-1'), null, 'resolved', NOW_MS, newEntryId)).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
  });

  it('keeps an edit of the summary without ending the wrap-up', () => {
    const saved = withSavedSummary(open(), callId('call-1'), sampleSummary);
    expect(saved.ok && saved.value.records[0]).toMatchObject({ wrapUp: 'open', summary: sampleSummary });
    expect(saved.ok && saved.value.outbox).toEqual([]);
  });

  it('completes at once, as call.missed, when nobody answered an incoming call', () => {
    const data = withEndedCall(running(), callId('call-1'), endedCall({ answeredAtMs: null, end: missedEnd, transcript: [] }), NOW_MS, newEntryId);
    expect(data.records[0]).toMatchObject({ wrapUp: 'automatic', end: { result: 'missed' } });
    expect(data.outbox).toMatchObject([{ eventType: 'call.missed' }]);
  });

  it('ends once: the second end changes nothing', () => {
    const data = open();
    expect(withEndedCall(data, callId('call-1'), endedCall({ end: missedEnd }), NOW_MS, newEntryId)).toBe(data);
  });

  it('is written whole for a call that never rang here', () => {
    const data = withRefusedCall(emptyStoreData, startedCall('call-9'), { ...missedEnd, result: 'busy', sipStatus: 486 }, NOW_MS, newEntryId);
    expect(data.records[0]).toMatchObject({ callId: 'call-9', endedAtMs: NOW_MS, end: { sipStatus: 486 }, wrapUp: 'automatic' });
    expect(data.outbox).toMatchObject([{ eventType: 'call.missed' }]);
  });
});

describe('wrap-ups that nobody confirmed', () => {
  const endedAtMs = STARTED_AT_MS + 64_000;

  it('complete automatically once they are old enough, without a disposition', () => {
    const data = withAutomaticWrapUps(open(), endedAtMs + 600_000, 600_000, newEntryId);
    expect(data.records[0]).toMatchObject({ wrapUp: 'automatic', disposition: null });
    expect(data.outbox).toHaveLength(1);
  });

  it('stay open until then, and so does a running call', () => {
    const early = open();
    expect(withAutomaticWrapUps(early, endedAtMs + 599_999, 600_000, newEntryId)).toBe(early);
    const data = running();
    expect(withAutomaticWrapUps(data, endedAtMs + 9_999_999, 600_000, newEntryId)).toBe(data);
  });
});

describe('calls that a crash cut off', () => {
  it('become interrupted at the start, end with the last known word and are queued', () => {
    const cutOff = withCallProgress(running(), callId('call-1'), { answeredAtMs: STARTED_AT_MS + 4_000, transcript: [utterance(0), utterance(1)] });
    const data = withInterruptedCalls(cutOff, NOW_MS, newEntryId);
    expect(data.records[0]).toMatchObject({ endedAtMs: STARTED_AT_MS + 4_000 + 7_200, end: { result: 'interrupted', endedBy: 'system' }, wrapUp: 'automatic' });
    expect(JSON.parse(data.outbox[0]!.body)).toMatchObject({ type: 'call.completed', data: { end: { result: 'interrupted' } } });
  });

  it('leave ended calls alone and are interrupted once', () => {
    const data = open();
    expect(withInterruptedCalls(data, NOW_MS, newEntryId)).toBe(data);
    const once = withInterruptedCalls(running(), NOW_MS, newEntryId);
    expect(withInterruptedCalls(once, NOW_MS, newEntryId)).toBe(once);
  });
});

describe('removing a record', () => {
  it('takes its event with it, delivered or not', () => {
    const result = withoutRecord(confirmed(), callId('call-1'));
    expect(result.ok && result.value).toMatchObject({ records: [], outbox: [] });
  });

  it('is refused for a running or an unknown call', () => {
    expect(withoutRecord(running(), callId('call-1'))).toMatchObject({ ok: false, error: { code: 'call-in-progress' } });
    expect(withoutRecord(running(), callId('call-2'))).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
  });
});
