import { writeSync } from 'node:fs';
import { newCallRecord, withConfirmed, withEndedCall, withStartedCall } from '../../main/records/call-transitions.ts';
import { openRecordStore } from '../../main/records/open-record-store.ts';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { callId, endedCall, longRecord, sampleSummary, startedCall } from '../unit/records/sample-record.ts';

/* The process that records-crash.test.ts kills: writes calls as fast as it can and prints `id` once each is acknowledged. */
const [file = '', round = '0'] = process.argv.slice(2);
const store = await openRecordStore({ file, clock: systemClock, log: silentLog });
const { transcript, intents, suggestions } = longRecord('pattern');

for (let index = 0; ; index++) {
  const id = `call-${round}-${index}`;
  const newEntryId = (): string => `entry-of-${id}`;
  await store.update((data) => withStartedCall(data, newCallRecord(startedCall(id))));
  await store.update((data) => withEndedCall(data, callId(id), endedCall({ transcript, intents, suggestions }), Date.now(), newEntryId));
  const written = await store.update((data) => {
    const confirmed = withConfirmed(data, callId(id), sampleSummary, 'resolved', Date.now(), newEntryId);
    if (!confirmed.ok) throw new Error(confirmed.error.message);
    return confirmed.value;
  });
  if (!written.ok) throw new Error(written.error.message);
  writeSync(1, `${id}\n`);
}
