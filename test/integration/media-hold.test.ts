import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediaLeg, MediaLegFact } from '../../main/media/media-gateway.ts';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { speechOf, toInt16 } from '../support/media-speech.ts';
import { connectPlayedPage, type PlayedPage } from '../support/page-peer.ts';
import { until } from '../support/rtp-peer.ts';
import { openTestPhone, type TestPhone, type WatchedCall } from '../support/sip-test-phone.ts';
import { writeWav } from '../support/wav-file.ts';

const RATE_HZ = 8_000;
const HELD_MS = 500;

let folder: string;
let kamailio: Kamailio;
let media: Awaited<ReturnType<typeof startMediaGateway>>;
let peer: Baresip;
let phone: TestPhone;
let leg: MediaLeg;
let page: PlayedPage;
let call: WatchedCall;
const facts: MediaLegFact[] = [];

/** A call with a baresip that speaks all the time; the page sends back whatever it hears. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-media-hold-'));
  [kamailio, media] = [await startKamailio(), await startMediaGateway()];
  const speech = await speechOf('refund', RATE_HZ);
  const wav = await writeWav(join(folder, 'speech.wav'), RATE_HZ, toInt16(Float32Array.from({ length: 60 * RATE_HZ }, (_unused, index) => speech[index % speech.length] ?? 0)));
  peer = await startBaresip({ registrar: kamailio, user: '1002', password: kamailio.users['1002']!, codec: 'PCMU', wav });
  phone = openTestPhone({ user: '1001', domain: kamailio.domain, outboundProxy: kamailio.address }, kamailio.users['1001']!);
  await phone.started();
  leg = await media.openLeg(['PCMU']);
  leg.subscribe((fact) => facts.push(fact));
  page = await connectPlayedPage(leg);
  page.onPacket(({ header: { payloadType, sequenceNumber, timestamp, marker }, payload }) => page.send({ payloadType, sequenceNumber, timestamp, marker }, payload));
  call = phone.place('1002', leg);
  await call.fact('answered');
  leg.open();
  await until('speech from the peer', () => page.heard.length > 25, 5_000);
}, 30_000);
afterAll(async () => {
  await page?.close();
  leg?.close();
  await phone?.stop();
  await peer?.stop();
  await media?.stop();
  await kamailio?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function hold(isHeld: boolean): Promise<void> {
  leg.setHeld(isHeld);
  expect(await call.sip.reoffer()).toMatchObject({ ok: true });
}

describe('hold with a real peer (RFC 3264 s. 8.4)', () => {
  it('of ours lets nothing through in either direction, and resume everything', async () => {
    await hold(true);
    await delay(200); // what was on its way
    const heardOnHold = page.heard.length;
    await delay(HELD_MS);
    expect(page.heard.length).toBe(heardOnHold);
    await hold(false);
    await until('speech after the resume', () => page.heard.length > heardOnHold + 25, 3_000);
  });

  it('of the peer is told, and so is its resume', async () => {
    await peer.command('hold');
    await until("the peer's hold", () => facts.some((fact) => fact.kind === 'held-by-peer' && fact.isHeld), 3_000);
    await peer.command('resume');
    await until("the peer's resume", () => facts.some((fact) => fact.kind === 'held-by-peer' && !fact.isHeld), 3_000);
  });

  it('of both ends when both have resumed', async () => {
    await peer.command('hold');
    await until("the peer's second hold", () => facts.findLast((fact) => fact.kind === 'held-by-peer')?.isHeld === true, 3_000);
    await hold(true);
    await hold(false);
    const heard = page.heard.length;
    await delay(400);
    expect(page.heard.length - heard).toBeLessThan(5);
    await peer.command('resume');
    await until('speech when both have resumed', () => page.heard.length > heard + 25, 3_000);
  });
});
