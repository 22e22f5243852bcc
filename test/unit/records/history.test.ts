import { describe, expect, it } from 'vitest';
import { HistorySnapshot } from '../../../preload/contract/records.ts';
import { historySnapshot } from '../../../main/records/history.ts';
import { newOutboxEntry } from '../../../main/records/outbox.ts';
import { emptyStoreData } from '../../../main/records/store-image.ts';
import { longRecord, runningRecord, STARTED_AT_MS } from './sample-record.ts';

describe('the history', () => {
  it('shows the newest 200 calls first and counts all', () => {
    const records = Array.from({ length: 230 }, (_, index) => runningRecord(`call-${index}`, { startedAtMs: STARTED_AT_MS + index }));
    const snapshot = historySnapshot({ ...emptyStoreData, records }, 7);
    expect(snapshot).toMatchObject({ revision: 7, total: 230 });
    expect(snapshot.rows.map((row) => row.callId)).toEqual(Array.from({ length: 200 }, (_, index) => `call-${229 - index}`));
  });

  it('gives rows that fit the contract, with the reason of the summary and the state of the delivery', () => {
    const record = longRecord('call-1');
    const snapshot = historySnapshot({ ...emptyStoreData, records: [record, runningRecord('call-0')], outbox: [newOutboxEntry(record, 'entry-1', STARTED_AT_MS)] }, 1);
    expect(HistorySnapshot.parse(snapshot)).toEqual(snapshot);
    expect(snapshot.rows).toMatchObject([{ reason: 'The caller wants to move an appointment.', delivery: { kind: 'waiting' } }, { reason: null, delivery: { kind: 'none' } }]);
  });
});
