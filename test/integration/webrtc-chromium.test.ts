import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createPageLeg } from '../../main/media/direct/page-leg.ts';
import type { MediaSideFact, PageLeg } from '../../main/media/media-side.ts';
import { systemClock } from '../../main/platform/clock.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import type { IceServer, PageOrder } from '../../preload/contract/page-orders.ts';
import { launchAudioBrowser, type AudioBrowser } from '../support/media-chromium/launch.ts';
import { speechOf, toInt16 } from '../support/media-speech.ts';
import { until } from '../support/rtp-peer.ts';
import { writeWav } from '../support/wav-file.ts';

interface DirectCall {
  readonly leg: PageLeg;
  readonly facts: MediaSideFact[];
  readonly offered: string[];
  tell(change: { isMuted?: boolean }): Promise<void>;
}

let folder: string;
let browser: AudioBrowser;
let calls: DirectCall[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-webrtc-'));
  browser = await launchAudioBrowser(await writeWav(join(folder, 'microphone.wav'), 48_000, toInt16(await speechOf('delivery', 48_000))));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await browser.apply({ isWanted: false, codec: null });
  await browser.page.evaluate(() => window.farPeer.vanish());
  for (const { leg } of calls) leg.close();
  calls = [];
});

/** A call whose audio goes from the page to the trunk, as main leads it. */
async function begin({ codecs = ['opus', 'G722', 'PCMU', 'PCMA'], iceServers = [] }: { codecs?: readonly CodecName[]; iceServers?: readonly IceServer[] } = {}): Promise<DirectCall> {
  const leg = createPageLeg({ codecs, localAddress: () => '127.0.0.1', iceServers: () => iceServers, isSignallingPrivate: true, clock: systemClock });
  const facts: MediaSideFact[] = [];
  let orders: readonly PageOrder[] = [];
  let isMuted = false;
  const apply = (): Promise<void> => browser.apply({ isWanted: true, codec: null, path: 'trunk', orders: [...orders], isMuted });
  leg.subscribe((fact) => {
    facts.push(fact);
    if (fact.kind !== 'page-orders') return;
    orders = fact.orders;
    void apply();
  });
  browser.useLeg(leg);
  const call: DirectCall = {
    leg, facts, offered: [],
    tell(change) {
      isMuted = change.isMuted ?? isMuted;
      return apply();
    },
  };
  calls.push(call);
  await apply();
  return call;
}

const far = {
  answer: (sdp: string): Promise<string> => browser.page.evaluate((offer) => window.farPeer.answer(offer), sdp),
  offer: (direction?: RTCRtpTransceiverDirection): Promise<string> => browser.page.evaluate((wanted) => window.farPeer.offer(wanted), direction),
  take: (sdp: string): Promise<void> => browser.page.evaluate((answer) => window.farPeer.take(answer), sdp),
  heard: (): Promise<{ packets: number; energy: number }> => browser.page.evaluate(() => window.farPeer.heard()),
};
const take = <Value>(result: { ok: true; value: Value } | { ok: false; error: { message: string } }): Value => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

/** Offer and answer, begun by us; also as a re-INVITE. */
async function offerTo({ leg, offered }: DirectCall): Promise<string> {
  const offer = take(await leg.createOffer());
  offered.push(offer);
  take(await leg.acceptAnswer(await far.answer(offer), true));
  return offer;
}
async function talk(): Promise<DirectCall> {
  const call = await begin();
  await offerTo(call);
  call.leg.open();
  await flows(call);
  return call;
}
const stats = ({ facts }: DirectCall) => facts.filter((fact) => fact.kind === 'stats').at(-1)?.stats;
const flows = (call: DirectCall): Promise<void> => until('audio both ways', () => new Set(call.facts.filter((fact) => fact.kind === 'first-packet').map(({ direction }) => direction)).size === 2, 10_000);
/** Whether audio of ours still arrives at the trunk, watched for a while. */
async function arrives(withinMs = 6_000): Promise<boolean> {
  const { packets } = await far.heard();
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 100) {
    await delay(100);
    if ((await far.heard()).packets > packets + 20) return true;
  }
  return false;
}
const loudness = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));

describe('a call straight to a WebRTC trunk', () => {
  it('carries audio both ways, to the taps as well, under DTLS-SRTP', async () => {
    const call = await talk();
    await browser.startRecording();
    await delay(2_500);
    expect((await far.heard()).energy).toBeGreaterThan(0.001);
    for (const speaker of ['agent', 'caller'] as const) expect(loudness((await browser.recorded(speaker)).samples)).toBeGreaterThan(0.01);
    expect(call.facts.find((fact) => fact.kind === 'encryption-chosen')).toMatchObject({ encryption: { kind: 'dtls', isPeerProven: true, suite: expect.stringMatching(/^(SRTP_)?A/) } });
    expect(stats(call)).toMatchObject({ codec: 'opus', packetsLost: 0, roundTripMs: expect.any(Number) });
  });

  it('is answered when the trunk offers, in the first of its codecs that the account speaks', async () => {
    const call = await begin({ codecs: ['PCMA', 'PCMU'] });
    const answer = take(await call.leg.createAnswer(await far.offer()));
    await far.take(answer);
    call.leg.open();
    await flows(call);
    expect(answer).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVPF 0 126\r$/m);
    expect(call.facts.find((fact) => fact.kind === 'codec-chosen')).toEqual({ kind: 'codec-chosen', codec: 'PCMU' });
  });

  it('is held and resumed by either side with a re-INVITE, and hears silence from a muted microphone', async () => {
    const call = await talk();
    call.leg.setHeld(true);
    expect(await offerTo(call)).toContain('a=sendonly');
    call.leg.setHeld(false);
    expect(await offerTo(call)).toContain('a=sendrecv');
    expect(await arrives()).toBe(true);

    const held = take(await call.leg.createAnswer((await far.offer('sendonly'))));
    await far.take(held);
    expect(held).toContain('a=recvonly');
    expect(await arrives(1_500)).toBe(false);
    await far.take(take(await call.leg.createAnswer(await far.offer('sendrecv'))));
    expect(call.facts.filter((fact) => fact.kind === 'held-by-peer').map(({ isHeld }) => isHeld)).toEqual([true, false]);
    expect(await arrives()).toBe(true);

    await call.tell({ isMuted: true });
    await delay(500);
    const { energy } = await far.heard();
    await delay(1_000);
    expect((await far.heard()).energy - energy).toBeLessThan(1e-5);
  });

  it('is heard before it is answered (early media), and answered by the same phone or by another one (RFC 3261 s. 13.2.2.4)', async () => {
    for (const isOther of [false, true]) {
      const call = await begin();
      const offer = take(await call.leg.createOffer());
      const early = await far.answer(offer);
      take(await call.leg.acceptAnswer(early, false));
      await until('early media', () => call.facts.some((fact) => fact.kind === 'first-packet' && fact.direction === 'from-trunk'), 10_000);
      if (isOther) await browser.page.evaluate(() => window.farPeer.vanish());
      take(await call.leg.acceptAnswer(isOther ? await far.answer(offer) : early, true));
      call.leg.open();
      await flows(call);
      expect(await arrives()).toBe(true);
      await browser.apply({ isWanted: false, codec: null });
    }
  });

  it('gets another connection by re-INVITE when the page was loaded anew', async () => {
    const call = await talk();
    const renewals = (): number => call.facts.filter((fact) => fact.kind === 'renewal-wanted').length;
    const before = (await far.heard()).packets;
    await browser.reload();
    await call.tell({});
    await until('the wish for a re-INVITE', () => renewals() === 1, 10_000);
    await offerTo(call);
    await until('audio on the new connection', () => (stats(call)?.packetsIn ?? 0) > before + 50, 10_000);
    expect(renewals()).toBe(1);
  });

  it('finds its way again by ICE restart when the trunk\'s audio stops, told within 3 s (T08)', async () => {
    const call = await talk();
    await delay(500);
    await browser.page.evaluate(() => window.farPeer.vanish());
    const fromMs = performance.now();
    await until('the notice', () => call.facts.some((fact) => fact.kind === 'one-way-audio' && fact.problem?.cause === 'stopped'), 6_000);
    expect(performance.now() - fromMs).toBeLessThan(3_300);
    const ufragOf = (sdp: string): string | undefined => /^a=ice-ufrag:(.*)$/m.exec(sdp)?.[1];
    const cure = await offerTo(call);
    expect(ufragOf(cure)).not.toBe(call.offered.map(ufragOf)[0]);
    await until('audio again', () => call.facts.some((fact) => fact.kind === 'one-way-audio' && fact.problem === null), 10_000);
  });
});

describe('how long a call waits for candidates (T12)', () => {
  it('is less than half a second for an INVITE and 300 ms for an answer, though four STUN servers stay silent', async () => {
    const silent = [1, 2, 3, 4].map((n) => createSocket('udp4').bind(0, `127.0.0.${n}`));
    await Promise.all(silent.map((socket) => once(socket, 'listening')));
    const iceServers = silent.map((socket) => ({ urls: [`stun:${socket.address().address}:${socket.address().port}`], username: '', credential: '' }));
    try {
      const tookMs: number[] = [];
      const timed = async (work: () => Promise<unknown>): Promise<void> => {
        const fromMs = performance.now();
        await work();
        tookMs.push(performance.now() - fromMs);
      };
      await timed(async () => take(await (await begin({ iceServers })).leg.createOffer()));
      await browser.apply({ isWanted: false, codec: null });
      const incoming = await begin({ iceServers });
      const offer = (await far.offer()).replaceAll(/a=candidate:.*\r\n/g, ''); // else the two find each other, and gathering ends
      await timed(async () => take(await incoming.leg.createAnswer(offer)));
      expect(tookMs[0]).toBeLessThan(500);
      expect(tookMs[1]).toBeLessThan(300);
    } finally {
      for (const socket of silent) socket.close();
    }
  });
});
