import type { CallRecord, HistorySnapshot, RecordRow } from '../../preload/contract/records.ts';
import { deliveryState } from './outbox.ts';
import type { OutboxEntry, StoreData } from './record-store.ts';

/** How many rows the history list shows. */
const HISTORY_ROWS = 200;

/** The newest rows first. */
export function historySnapshot(data: StoreData, revision: number): HistorySnapshot {
  const entryOf = new Map(data.outbox.map((entry) => [entry.callId, entry]));
  const newest = [...data.records].sort((a, b) => b.startedAtMs - a.startedAtMs).slice(0, HISTORY_ROWS);
  return { revision, rows: newest.map((record) => recordRow(record, entryOf.get(record.callId))), total: data.records.length };
}

export function recordRow(record: CallRecord, entry: OutboxEntry | undefined): RecordRow {
  const { callId, direction, remote, startedAtMs, answeredAtMs, endedAtMs, end, disposition, wrapUp, summary } = record;
  return { callId, direction, remote, startedAtMs, answeredAtMs, endedAtMs, end, disposition, wrapUp, reason: summary?.reason?.text ?? null, delivery: deliveryState(entry) };
}
