import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { newOutboxEntry } from '../../main/records/outbox.ts';
import { openRecordStore } from '../../main/records/open-record-store.ts';
import type { OutboxEntry } from '../../main/records/record-store.ts';
import { buildProcess } from '../support/build-process.ts';
import { startWebhookReceiver, type ReceiverAnswer, type WebhookReceiver } from '../support/webhook-receiver.ts';
import { longRecord } from '../unit/records/sample-record.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let sender: Awaited<ReturnType<typeof buildProcess>>;
let folder: string;
beforeAll(async () => {
  sender = await buildProcess('test/integration/crm-crash-sender.ts');
  folder = await mkdtemp(join(tmpdir(), 'sidetone-delivery-'));
});
afterAll(async () => {
  await sender.remove();
  await rm(folder, { recursive: true, force: true });
});

const openStore = (file: string) => openRecordStore({ file, clock: systemClock, log: silentLog });

async function storeWith(name: string, count: number): Promise<{ file: string; outbox: readonly OutboxEntry[] }> {
  const file = join(folder, name);
  const store = await openStore(file);
  const records = Array.from({ length: count }, (_, index) => longRecord(`${name}-call-${index}`));
  const kept = await store.update((data) => ({ ...data, records, outbox: records.map((record, index) => newOutboxEntry(record, `${name}-entry-${index}`, Date.now())) }));
  expect(kept.ok).toBe(true);
  return { file, outbox: store.read().outbox };
}

function startSender(file: string, url: string): ChildProcess {
  const child = spawn(process.execPath, [sender.file, file, url, SECRET], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
async function startReceiver(answers: readonly ReceiverAnswer[] = []): Promise<WebhookReceiver> {
  const receiver = await startWebhookReceiver({ secret: SECRET, answers });
  onTestFinished(() => receiver.close());
  return receiver;
}
async function killNow(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => void child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
}

describe('the CRM delivery under kill -9', () => {
  it('sends what a crash cut off in mid-delivery again after the restart, with the same webhook-id and the same bytes', async () => {
    const { file, outbox: [entry] } = await storeWith('mid', 1);
    const receiver = await startReceiver(['never']);
    const first = startSender(file, receiver.url);
    await receiver.waitFor(({ answeredStatus }) => answeredStatus === null, 10_000);
    await killNow(first);
    const second = startSender(file, receiver.url);
    const drained = once(second.stdout!, 'data');
    const delivered = await receiver.waitFor(({ answeredStatus }) => answeredStatus === 200, 10_000);
    expect(delivered).toMatchObject({ entryId: entry!.entryId, body: entry!.body, isSignatureValid: true });
    expect(receiver.received.map(({ entryId }) => entryId)).toEqual([entry!.entryId, entry!.entryId]);
    expect(String(await drained)).toBe('drained\n');
    await killNow(second);
    expect((await openStore(file)).read().outbox).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('delivers every entry at least once, killed at random moments', async () => {
    const { file, outbox } = await storeWith('random', 20);
    const receiver = await startReceiver();
    const idsReceived = (): Set<string> => new Set(receiver.received.map(({ entryId }) => entryId));
    let kills = 0;
    while (idsReceived().size < outbox.length && kills < 100) {
      const child = startSender(file, receiver.url);
      const before = receiver.received.length;
      await expect.poll(() => receiver.received.length, { timeout: 10_000, interval: 2 }).toBeGreaterThan(before);
      // The first falls at once, so that a fast disk cannot have delivered everything before it.
      await new Promise((resolve) => void setTimeout(resolve, kills === 0 ? 0 : Math.random() * 80));
      await killNow(child);
      kills++;
    }
    expect(idsReceived()).toEqual(new Set(outbox.map(({ entryId }) => entryId)));
    expect(receiver.received.every(({ isSignatureValid }) => isSignatureValid)).toBe(true);
    expect(kills).toBeGreaterThan(1);
  });
});
