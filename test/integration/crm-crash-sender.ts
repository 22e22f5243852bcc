import { writeSync } from 'node:fs';
import { queueOf } from '../../main/calls/crm-desk.ts';
import { createCrmDelivery } from '../../main/crm/crm-delivery.ts';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { countEntries } from '../../main/records/outbox.ts';
import { openRecordStore } from '../../main/records/open-record-store.ts';

/* The process that crm-crash.test.ts kills: delivers what waits in the store, as the app does, and prints `drained` when the store says that nothing waits. */
const [file = '', url = '', secret = ''] = process.argv.slice(2);
const store = await openRecordStore({ file, clock: systemClock, log: silentLog });
const delivery = createCrmDelivery({ queue: queueOf(store), fetch, clock: systemClock, random: Math.random, log: silentLog });
delivery.setTarget({ url, secret });
store.subscribe((data) => { if (countEntries(data, 'waiting') === 0) writeSync(1, 'drained\n'); });
delivery.start();
// The loop alone keeps no process alive while it waits for an entry.
setInterval(() => undefined, 1_000);
