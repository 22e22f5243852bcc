import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUpMediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';

const CALLS = 40;
/** The sockets of a leg close a moment after it, behind its last report. */
const CLOSED_MS = 500;

type Media = Awaited<ReturnType<typeof startMediaGateway>>;
let media: Media;
beforeAll(async () => { media = await startMediaGateway(); });
afterAll(() => media.stop());

async function openDescriptors(): Promise<number> {
  await delay(CLOSED_MS);
  const [pid = 0] = media.pids();
  return (await readdir(`/proc/${pid}/fd`)).length;
}

async function oneCall(): Promise<void> {
  const call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU');
  await call.close();
}

describe('the media process after many calls', () => {
  it('has closed every socket and every timer of theirs: no descriptor is left (T29)', async () => {
    await oneCall();
    const before = await openDescriptors();
    for (let index = 0; index < CALLS; index += 1) await oneCall();
    expect(await openDescriptors()).toBe(before);
  });
});
