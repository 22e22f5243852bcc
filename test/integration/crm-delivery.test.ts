import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueOf } from '../../main/calls/crm-desk.ts';
import { createCrmDelivery, type CrmDelivery } from '../../main/crm/crm-delivery.ts';
import { systemClock, type Clock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { newOutboxEntry } from '../../main/records/outbox.ts';
import { openRecordStore } from '../../main/records/open-record-store.ts';
import type { OutboxEntry, RecordStore } from '../../main/records/record-store.ts';
import { startWebhookReceiver, type ReceiverAnswer, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { longRecord } from '../unit/records/sample-record.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** Of nobody but this test. */
const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgw9vRdSttNiKFx7t3
6ENxKwjjAHXtKY1IhrOPV7JO9h2hRANCAARXAUxRbSfEQzOcNoLVuUsQEIzSHnTY
6NbL2nATqSf8XCKAS8LWr1ja4SF3yVSU9lmtTT5YMsQesTvUuVgfGNlV
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUJK1qYhZMJT6U4i6qLpC/HR3D7j4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzAwNTQwOFoYDzIxMjYxMDMw
MDA1NDA4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARXAUxRbSfEQzOcNoLVuUsQEIzSHnTY6NbL2nATqSf8XCKAS8LWr1ja
4SF3yVSU9lmtTT5YMsQesTvUuVgfGNlVo1MwUTAdBgNVHQ4EFgQUwyEJLGEEDstB
sEFqjgDwh7MvSikwHwYDVR0jBBgwFoAUwyEJLGEEDstBsEFqjgDwh7MvSikwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAxoVeZbwA3Of7bxd53Q8Kz
AHoqsQxfUQPZshABMJ2fEQIgHB202G2gXoZiKM32fOTzZ8Mi33D7qhX518rWK1rY
OvE=
-----END CERTIFICATE-----`,
};
/** Times faster than real, so that a delay of minutes takes seconds; the receiver's check of timestamps allows five minutes. */
const HURRY = 20;
function createHurriedClock(): Clock {
  const startedAtMs = Date.now();
  return {
    nowMs: () => startedAtMs + (Date.now() - startedAtMs) * HURRY,
    monotonicMs: () => systemClock.monotonicMs() * HURRY,
    startTimer: (delayMs, onFire) => systemClock.startTimer(delayMs / HURRY, onFire),
  };
}

let folder: string;
let store: RecordStore;
let receiver: WebhookReceiver;
let delivery: CrmDelivery;
let clock: Clock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-crm-'));
  store = await openRecordStore({ file: join(folder, 'store.json'), clock: systemClock, log: silentLog });
  receiver = await startWebhookReceiver({ secret: SECRET });
  clock = createHurriedClock();
  delivery = createCrmDelivery({ queue: queueOf(store), fetch, clock, random: () => 0.5, log: silentLog });
});
afterEach(async () => {
  await delivery.stop();
  await receiver.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function deliverAgainst(answers: readonly ReceiverAnswer[], until: OutboxEntry['state']): Promise<OutboxEntry> {
  receiver.answerWith(...answers);
  delivery.setTarget({ url: receiver.url, secret: SECRET });
  delivery.start();
  const record = longRecord('call-1');
  await store.update((data) => ({ ...data, records: [record], outbox: [newOutboxEntry(record, 'entry-1', Math.round(clock.nowMs()))] }));
  await expect.poll(() => store.read().outbox[0]?.state, { timeout: 20_000, interval: 10 }).toBe(until);
  return store.read().outbox[0]!;
}

describe('a delivery to a real server', () => {
  it('is verified there, byte for byte what the store held, and noted as delivered', async () => {
    const entry = await deliverAgainst([], 'delivered');
    expect(receiver.received).toMatchObject([{ type: 'call.completed', entryId: 'entry-1', isSignatureValid: true, event: { data: { callId: 'call-1', startedAt: '2026-03-14T09:30:00.000Z' } } }]);
    expect(entry).toMatchObject({ attempts: 1, httpStatus: 200, lastError: null });
  });

  it('goes through a cut connection, a 429 with Retry-After and silence, with one webhook-id and the same bytes', async () => {
    const entry = await deliverAgainst(['cut', { status: 429, headers: { 'retry-after': '20' } }, 'never'], 'delivered');
    expect(entry.attempts).toBe(4);
    expect(new Set(receiver.received.map(({ entryId, body }) => `${entryId} ${body}`)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-signature'])).size).toBe(4);
    const gapsMs = receiver.received.slice(1).map(({ atMs }, index) => (atMs - receiver.received[index]!.atMs) * HURRY);
    expect(gapsMs[0]).toBeGreaterThanOrEqual(4_900);
    expect(gapsMs[1]).toBeGreaterThanOrEqual(19_900);
    // 15 s of silence and then the third delay.
    expect(gapsMs[2]).toBeGreaterThanOrEqual(134_000);
  });

  it('follows no redirect', async () => {
    receiver.answerWith({ status: 307, headers: { location: receiver.url } });
    expect(await delivery.sendTest({ url: receiver.url, secret: SECRET })).toMatchObject({ ok: false, error: { code: 'refused', detail: expect.stringContaining('redirects are not followed') } });
    expect(receiver.received).toHaveLength(1);
  });

  it('is a dead letter at once with 410', async () => {
    expect(await deliverAgainst([{ status: 410 }], 'dead')).toMatchObject({ attempts: 1, lastError: '410 Gone' });
  });

  it('signed with another secret is refused by the receiver, and the evidence says so', async () => {
    const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    expect(await delivery.sendTest({ url: receiver.url, secret: other })).toMatchObject({ ok: false, error: { code: 'refused', detail: '401 Unauthorized: No matching signature found' } });
    expect(receiver.received[0]?.isSignatureValid).toBe(false);
  });
});

describe('an endpoint that cannot be reached', () => {
  it('is told as nothing answering', async () => {
    const { url } = receiver;
    await receiver.close();
    expect(await delivery.sendTest({ url, secret: SECRET })).toMatchObject({ ok: false, error: { code: 'unreachable', detail: 'ECONNREFUSED: nothing answers at this address' } });
  });

  it('is told as self-signed when its certificate is', async () => {
    const server = createServer(SELF_SIGNED, (_request, response) => response.end());
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const result = await delivery.sendTest({ url: `https://127.0.0.1:${port}/`, secret: SECRET });
    expect(result).toMatchObject({ ok: false, error: { code: 'unreachable', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT: its certificate is self-signed' } });
    await new Promise((resolve) => void server.close(resolve));
  });
});
