import { describe, expect, it } from 'vitest';
import { UtteranceId } from '../../../preload/contract/primitives.ts';
import { CallRecord } from '../../../preload/contract/records.ts';
import { countEntries, deliveryState, newOutboxEntry, waitingEntries, withDeadRetried, withDelivered, withDeliveryFailed } from '../../../main/records/outbox.ts';
import type { OutboxEntry, StoreData } from '../../../main/records/record-store.ts';
import { emptyStoreData } from '../../../main/records/store-image.ts';
import { callEventBody, callEventType } from '../../../main/records/webhook-body.ts';
import { endedCall, longRecord, missedEnd, plainEnd, runningRecord, STARTED_AT_MS } from './sample-record.ts';

const NOW_MS = STARTED_AT_MS + 100_000;
const entry = (entryId: string, changes: Partial<OutboxEntry> = {}): OutboxEntry => ({ ...newOutboxEntry(longRecord(`call-of-${entryId}`), entryId, NOW_MS), ...changes });
const withEntries = (...outbox: OutboxEntry[]): StoreData => ({ ...emptyStoreData, outbox });

describe('the body of a call event', () => {
  it('has the payload shape of Standard Webhooks: type, timestamp, data', () => {
    expect(JSON.parse(callEventBody(longRecord('call-1'), NOW_MS))).toMatchObject({ type: 'call.completed', timestamp: '2026-03-14T09:31:40.000Z', data: { callId: 'call-1' } });
  });

  it('carries the whole CallRecord and its times in ISO 8601', () => {
    const { startedAt, answeredAt, endedAt, ...data } = JSON.parse(callEventBody(longRecord('call-1'), NOW_MS)).data;
    expect(CallRecord.parse(data)).toEqual(longRecord('call-1'));
    expect([startedAt, answeredAt, endedAt]).toEqual(['2026-03-14T09:30:00.000Z', '2026-03-14T09:30:04.000Z', '2026-03-14T09:31:04.000Z']);
  });

  it('tells nobody what the agent searched for, or said afterwards that utterances were', () => {
    const record = { ...longRecord('call-1'), searches: [{ query: 'refunds', utteranceId: null, title: null }], labels: [{ utteranceId: UtteranceId.parse('u-0'), verdict: { kind: 'none' as const }, labelledAtMs: NOW_MS }] };
    expect(callEventBody(record, NOW_MS)).toBe(callEventBody(longRecord('call-1'), NOW_MS));
  });

  it('says null for the time of an answer that never came', () => {
    expect(JSON.parse(callEventBody({ ...longRecord('call-1'), answeredAtMs: null }, NOW_MS)).data.answeredAt).toBeNull();
  });

  it.each([
    ['incoming', 'missed', null, 'call.missed'],
    ['incoming', 'busy', null, 'call.missed'],
    ['incoming', 'rejected', null, 'call.completed'],
    ['incoming', 'completed', STARTED_AT_MS, 'call.completed'],
    ['outgoing', 'busy', null, 'call.completed'],
    ['outgoing', 'cancelled', null, 'call.completed'],
  ] as const)('of an %s call that was %s (answered at %s) is %s', (direction, result, answeredAtMs, type) => {
    const end = { ...(result === 'missed' ? missedEnd : plainEnd), result };
    expect(callEventType({ ...runningRecord('call-1'), ...endedCall({ end, answeredAtMs }), direction })).toBe(type);
  });
});

describe('the outbox', () => {
  it('gives what waits in the order of the next attempt, the older first', () => {
    const data = withEntries(entry('late', { nextAttemptAtMs: NOW_MS + 50 }), entry('done', { state: 'delivered' }), entry('newer', { createdAtMs: NOW_MS + 1 }), entry('older'), entry('lost', { state: 'dead' }));
    expect(waitingEntries(data).map(({ entryId }) => entryId)).toEqual(['older', 'newer', 'late']);
  });

  it('keeps a delivered entry as proof and drops its body', () => {
    const data = withDelivered(withEntries(entry('a', { lastError: '500' })), 'a', 204, NOW_MS + 5);
    expect(data.outbox[0]).toMatchObject({ state: 'delivered', body: '', attempts: 1, httpStatus: 204, deliveredAtMs: NOW_MS + 5, lastError: null });
  });

  it('counts a failed attempt and keeps the very bytes for the next one', () => {
    const before = entry('a');
    const data = withDeliveryFailed(withEntries(before), 'a', '500', { kind: 'retry', atMs: NOW_MS + 5_000 });
    expect(data.outbox[0]).toEqual({ ...before, attempts: 1, lastError: '500', nextAttemptAtMs: NOW_MS + 5_000 });
  });

  it('lets no late answer overwrite a delivery', () => {
    const data = withEntries(entry('a', { state: 'delivered' }));
    expect(withDeliveryFailed(data, 'a', '500', { kind: 'dead' })).toBe(data);
  });

  it('puts dead letters back, due now and with all attempts before them', () => {
    const dead = withDeliveryFailed(withEntries(entry('a'), entry('b')), 'a', '410 Gone', { kind: 'dead' });
    expect(countEntries(dead, 'dead')).toBe(1);
    expect(withDeadRetried(dead, NOW_MS + 9).outbox[0]).toMatchObject({ state: 'waiting', attempts: 0, nextAttemptAtMs: NOW_MS + 9, lastError: '410 Gone' });
    const none = withEntries(entry('b'));
    expect(withDeadRetried(none, NOW_MS)).toBe(none);
  });

  it('shows each state as the history does', () => {
    expect(deliveryState(undefined)).toEqual({ kind: 'none' });
    expect(deliveryState(entry('a', { attempts: 2, lastError: '500' }))).toEqual({ kind: 'waiting', attempts: 2, nextAttemptAtMs: NOW_MS, lastError: '500' });
    expect(deliveryState(entry('a', { state: 'delivered', attempts: 1, deliveredAtMs: NOW_MS, httpStatus: 200 }))).toEqual({ kind: 'delivered', attempts: 1, deliveredAtMs: NOW_MS, httpStatus: 200 });
    expect(deliveryState(entry('a', { state: 'dead', attempts: 13, lastError: '500' }))).toEqual({ kind: 'dead', attempts: 13, lastError: '500' });
  });
});
