import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MediaLegFact } from '../../main/media/media-gateway.ts';
import { silenceFrame } from '../../main/media/rtp/silence.ts';
import { decodeEvent, encodeEvent } from '../../main/media/rtp/telephone-event.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import { peerAnswer, setUpMediaCall, type MediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { connectPlayedPage, type PlayedPage } from '../support/page-peer.ts';
import { openRtpPeer, paceFrames, until } from '../support/rtp-peer.ts';

let media: Awaited<ReturnType<typeof startMediaGateway>>;
let calls: MediaCall[] = [];
beforeAll(async () => { media = await startMediaGateway(); });
afterAll(() => media.stop());
afterEach(async () => {
  await Promise.all(calls.map((call) => call.close()));
  calls = [];
});

async function call(codec: CodecName, event?: { payloadType: number; clockRateHz: number }): Promise<MediaCall> {
  const started = await setUpMediaCall(await media.openLeg([codec]), codec, event);
  calls.push(started);
  return started;
}

const FRAMES = 50;
const frames = (bytes: number, count = FRAMES): Buffer[] => Array.from({ length: count }, () => randomBytes(bytes));
const seqs = (packets: readonly { header: { sequenceNumber: number } }[]): number[] => packets.map((packet) => packet.header.sequenceNumber);
const hasNoHole = (numbers: readonly number[]): boolean => numbers.every((number, at) => at === 0 || number === (((numbers[at - 1] ?? 0) + 1) & 0xffff));
const digitsHeard = (facts: readonly MediaLegFact[]): string => facts.flatMap((fact) => (fact.kind === 'dtmf-received' ? [fact.digit] : [])).join('');
const without = (payloads: readonly Buffer[], silence: Buffer): Buffer[] => payloads.filter((payload) => !payload.equals(silence));

/** Both sides speak at once for so many frames. */
async function talk({ page, peer, port, payloadType, frameTicks }: MediaCall, up: readonly Buffer[], down: readonly Buffer[], first = 0, speaker: PlayedPage = page): Promise<void> {
  await paceFrames(Math.max(up.length, down.length), (n) => {
    const position = { payloadType, sequenceNumber: (65_520 + first + n) & 0xffff, timestamp: ((first + n) * frameTicks) >>> 0 };
    const [upward, downward] = [up[n], down[n]];
    if (upward !== undefined) speaker.send(position, upward);
    if (downward !== undefined) peer.send({ ...position, ssrc: 4_711 }, downward, port);
  });
}

describe.each([['PCMU', 160], ['PCMA', 160], ['G722', 160], ['opus', 60]] as const)('a %s call through the gateway', (codec, bytes) => {
  it('carries every payload bit for bit, both ways, over the wrap of the sequence, and loses nothing', async () => {
    const live = await call(codec);
    const [up, down] = [frames(bytes), frames(bytes)];
    await talk(live, up, down);
    await until('all packets', () => live.page.heard.length >= FRAMES && without(live.peer.heard.map((packet) => packet.payload), silenceFrame(codec)).length >= FRAMES);
    expect(live.page.heard.map((packet) => packet.payload.toString('hex'))).toEqual(down.map((payload) => payload.toString('hex')));
    expect(without(live.peer.heard.map((packet) => packet.payload), silenceFrame(codec)).map((payload) => payload.toString('hex'))).toEqual(up.map((payload) => payload.toString('hex')));
    expect(hasNoHole(seqs(live.peer.heard))).toBe(true);
    expect(hasNoHole(seqs(live.page.heard))).toBe(true);
    expect(await live.stats()).toMatchObject({ codec, packetsIn: FRAMES, packetsLost: 0 });
  });
});

describe('the trunk\'s stream', () => {
  it('lives through a reload of the page: same SSRC, no hole, silence in the gap, then the new page', async () => {
    const live = await call('PCMU');
    await talk(live, frames(160, 20), []);
    await live.page.close();
    await sleep(50); // its last packet is on its way
    const before = live.peer.heard.length;
    await sleep(400);
    const filled = live.peer.heard.slice(before).map((packet) => packet.payload);
    expect(without(filled, silenceFrame('PCMU'))).toHaveLength(0);
    expect(filled.length).toBeGreaterThanOrEqual(8);

    const second = await connectPlayedPage(live.leg);
    const said = frames(160, 20);
    await talk(live, said, frames(160, 20), 40_000, second);
    await until('the new page\'s audio', () => live.peer.heard.some((packet) => packet.payload.equals(said[19] ?? Buffer.alloc(0))));
    expect(new Set(live.peer.heard.map((packet) => packet.header.ssrc)).size).toBe(1);
    expect(hasNoHole(seqs(live.peer.heard))).toBe(true);
    const steps = live.peer.heard.slice(1).map((packet, at) => (packet.header.timestamp - (live.peer.heard[at]?.header.timestamp ?? 0)) | 0);
    expect(new Set(steps)).toEqual(new Set([160]));
    await until('all the trunk said to the new page', () => second.heard.length >= 20);
    await second.close();
  });

  it('goes silent on hold and continues without a hole after it (RFC 3264 s. 8.4)', async () => {
    const live = await call('PCMU');
    await talk(live, frames(160, 10), []);
    expect(await live.leg.createAnswer(peerAnswer(live.peer.port, 'PCMU', null, 'sendonly', 2))).toMatchObject({ ok: true });
    await sleep(50);
    const held = live.peer.heard.length;
    await talk(live, frames(160, 15), frames(160, 15), 10);
    expect(live.peer.heard.length).toBe(held);
    await until('music on hold', () => live.page.heard.length >= 15);
    await live.leg.createAnswer(peerAnswer(live.peer.port, 'PCMU', null, 'sendrecv', 3));
    await sleep(20);
    await talk(live, frames(160, 10), [], 25);
    await until('audio after hold', () => live.peer.heard.length >= held + 10);
    expect(hasNoHole(seqs(live.peer.heard))).toBe(true);
  });

  it('is silence alone while we hold, whatever the page says, and the page hears nothing', async () => {
    const live = await call('PCMU');
    await talk(live, frames(160, 10), frames(160, 10));
    await until('the first words', () => live.page.heard.length >= 10);
    live.leg.setHeld(true);
    await sleep(50);
    const before = live.peer.heard.length;
    await talk(live, frames(160, 25), frames(160, 25), 10);
    const onHold = live.peer.heard.slice(before).map(({ payload }) => payload);
    expect(onHold.length).toBeGreaterThan(10);
    expect(without(onHold, silenceFrame('PCMU'))).toEqual([]);
    expect(live.page.heard).toHaveLength(10);
    live.leg.setHeld(false);
    await sleep(20);
    const words = frames(160, 10);
    await talk(live, words, words, 35);
    await until('words after hold', () => live.page.heard.length >= 20 && without(live.peer.heard.slice(before).map(({ payload }) => payload), silenceFrame('PCMU')).length >= 10);
    expect(hasNoHole(seqs(live.peer.heard))).toBe(true);
    expect(hasNoHole(seqs(live.page.heard))).toBe(true);
  });

  it('hears no stranger while the peer speaks', async () => {
    const live = await call('PCMU');
    const stranger = await openRtpPeer();
    const down = frames(160, 30);
    await talk(live, [], down.slice(0, 5));
    await Promise.all([
      talk(live, [], down.slice(5), 5),
      paceFrames(25, (n) => stranger.send({ payloadType: 0, sequenceNumber: n, timestamp: n * 160, ssrc: 666 }, randomBytes(160), live.port)),
    ]);
    await sleep(50);
    expect(live.page.heard.map((packet) => packet.payload.toString('hex'))).toEqual(down.map((payload) => payload.toString('hex')));
    expect(stranger.heard).toHaveLength(0);
    stranger.close();
  });

  it('counts comfort noise (RFC 3389) as received and leaves no hole where it was', async () => {
    const live = await call('PCMU');
    await paceFrames(10, (n) => live.peer.send({ payloadType: n === 4 || n === 5 ? 13 : 0, sequenceNumber: n, timestamp: n * 160, ssrc: 1 }, randomBytes(160), live.port));
    await until('the audio', () => live.page.heard.length >= 8);
    expect(hasNoHole(seqs(live.page.heard))).toBe(true);
    expect(await live.stats()).toMatchObject({ packetsIn: 10, packetsLost: 0 });
  });

  it('is not disturbed by a thousand datagrams of junk on both ports', async () => {
    const live = await call('PCMU');
    const junk = await openRtpPeer();
    const down = frames(160, 50);
    await talk(live, [], down.slice(0, 5));
    await Promise.all([
      talk(live, frames(160, 45), down.slice(5), 5),
      paceFrames(40, () => {
        for (let n = 0; n < 25; n += 1) {
          const bytes = randomBytes(Math.floor(Math.random() * 300));
          if (n % 2 === 0 && bytes.length > 2) bytes.writeUInt8(0x80 | (bytes.readUInt8(0) & 0x3f), 0); // passes for version 2
          if (n % 4 === 0 && bytes.length > 2) bytes.writeUInt8(200 + (n % 5), 1);
          junk.sendRaw(bytes, live.port);
          live.peer.sendReport(bytes, live.port + 1);
        }
      }),
    ]);
    await until('the audio', () => live.page.heard.length >= 50);
    expect(live.page.heard.map((packet) => packet.payload.toString('hex'))).toEqual(down.map((payload) => payload.toString('hex')));
    expect(await live.stats()).toMatchObject({ packetsIn: 50, packetsLost: 0 });
    expect(media.pids()).toHaveLength(1);
    junk.close();
  });
});

describe.each([['PCMU', 8_000], ['opus', 8_000], ['opus', 48_000]] as const)('tones in a %s call at %d Hz', (codec, clockRateHz) => {
  it('go out one timestamp each, alone, and the audio continues behind them without a hole or a step back (RFC 4733 s. 2.5.1)', async () => {
    const live = await call(codec, { payloadType: 101, clockRateHz });
    const talking = talk(live, frames(60, 60), []);
    await sleep(200);
    expect(live.leg.sendDtmf('15#', 100)).toMatchObject({ ok: true });
    await talking;
    const tones = live.peer.heard.filter((packet) => packet.header.payloadType === 101);
    const byTimestamp = [...new Set(tones.map((packet) => packet.header.timestamp))].map((timestamp) => tones.filter((packet) => packet.header.timestamp === timestamp));
    expect(byTimestamp.map((packets) => decodeEvent(packets[0]?.payload ?? Buffer.alloc(0))?.digit)).toEqual(['1', '5', '#']);
    for (const packets of byTimestamp) expect([packets.length, packets[0]?.header.marker, packets.slice(1).some((packet) => packet.header.marker)]).toEqual([7, true, false]);
    const [first = 0, last = 0] = [live.peer.heard.findIndex((packet) => packet.header.payloadType === 101), live.peer.heard.findLastIndex((packet) => packet.header.payloadType === 101)];
    expect(last - first + 1).toBe(tones.length);
    expect(hasNoHole(seqs(live.peer.heard))).toBe(true);
    const steps = live.peer.heard.slice(1).map((packet, at) => (packet.header.timestamp - (live.peer.heard[at]?.header.timestamp ?? 0)) | 0);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(live.peer.heard.length).toBeGreaterThan(last + 5);
  });

  it('come in once each and are not played', async () => {
    const live = await call(codec, { payloadType: 101, clockRateHz });
    const offered = codec === 'opus' && clockRateHz === 48_000 ? 110 : 101;
    let sequenceNumber = 0;
    for (const [at, digit] of [...'2*2'].entries()) {
      for (let copy = 0; copy < 5; copy += 1) live.peer.send({ payloadType: offered, sequenceNumber: sequenceNumber++, timestamp: at * 8_000, ssrc: 5 }, encodeEvent({ digit, isEnd: copy > 1, durationTicks: 160 * (copy + 1) }), live.port);
      await sleep(30);
    }
    await until('three digits', () => digitsHeard(live.facts).length >= 3);
    expect(digitsHeard(live.facts)).toBe('2*2');
    expect(live.page.heard).toHaveLength(0);
  });
});
