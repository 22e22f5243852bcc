import type { CallRecord, DeliveryState } from '../../preload/contract/records.ts';
import type { OutboxEntry, StoreData } from './record-store.ts';
import { callEventBody, callEventType } from './webhook-body.ts';

/** The entry for a completed record; its body is fixed here, so that every attempt signs the same bytes. */
export function newOutboxEntry(record: CallRecord, entryId: string, nowMs: number): OutboxEntry {
  return {
    entryId,
    eventType: callEventType(record),
    callId: record.callId,
    body: callEventBody(record, nowMs),
    createdAtMs: nowMs,
    attempts: 0,
    nextAttemptAtMs: nowMs,
    lastError: null,
    state: 'waiting',
    deliveredAtMs: null,
    httpStatus: null,
  };
}

/** What still has to be sent, in the order of the next attempt. */
export function waitingEntries(data: StoreData): OutboxEntry[] {
  return data.outbox.filter((entry) => entry.state === 'waiting').sort((a, b) => a.nextAttemptAtMs - b.nextAttemptAtMs || a.createdAtMs - b.createdAtMs);
}

/** Delivered: the entry stays as the proof that the history shows, without the body, which the record holds anyway. */
export function withDelivered(data: StoreData, entryId: string, httpStatus: number, atMs: number): StoreData {
  return withEntry(data, entryId, (entry) => ({ ...entry, body: '', attempts: entry.attempts + 1, lastError: null, state: 'delivered', deliveredAtMs: atMs, httpStatus }));
}

export function withDeliveryFailed(data: StoreData, entryId: string, error: string, next: { readonly kind: 'retry'; readonly atMs: number } | { readonly kind: 'dead' }): StoreData {
  return withEntry(data, entryId, (entry) => {
    const failed = { ...entry, attempts: entry.attempts + 1, lastError: error };
    return next.kind === 'retry' ? { ...failed, nextAttemptAtMs: next.atMs } : { ...failed, state: 'dead' };
  });
}

/** Puts every dead letter back into the queue, due now and with all its attempts before it. */
export function withDeadRetried(data: StoreData, nowMs: number): StoreData {
  if (countEntries(data, 'dead') === 0) return data;
  return { ...data, outbox: data.outbox.map((entry) => (entry.state === 'dead' ? { ...entry, state: 'waiting', attempts: 0, nextAttemptAtMs: nowMs } : entry)) };
}

export function countEntries(data: StoreData, state: OutboxEntry['state']): number {
  return data.outbox.reduce((count, entry) => count + (entry.state === state ? 1 : 0), 0);
}

/** What the history shows of an entry; undefined: the call has none (yet). */
export function deliveryState(entry: OutboxEntry | undefined): DeliveryState {
  if (entry === undefined) return { kind: 'none' };
  const { attempts, nextAttemptAtMs, lastError, deliveredAtMs, httpStatus } = entry;
  switch (entry.state) {
    case 'waiting': return { kind: 'waiting', attempts, nextAttemptAtMs, lastError };
    case 'delivered': return { kind: 'delivered', attempts, deliveredAtMs: deliveredAtMs ?? entry.createdAtMs, httpStatus: httpStatus ?? 0 };
    case 'dead': return { kind: 'dead', attempts, lastError: lastError ?? '' };
  }
}

/** An entry that is not waiting any more stays as it is: a late answer must not overwrite the earlier one. */
function withEntry(data: StoreData, entryId: string, change: (entry: OutboxEntry) => OutboxEntry): StoreData {
  if (!data.outbox.some((entry) => entry.entryId === entryId && entry.state === 'waiting')) return data;
  return { ...data, outbox: data.outbox.map((entry) => (entry.entryId === entryId ? change(entry) : entry)) };
}
