import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silenceFrame } from '../../main/media/rtp/silence.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import { startBaresip } from '../support/baresip.ts';
import { startKamailio } from '../support/kamailio.ts';
import { peerAnswer, setUpMediaCall, type MediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { connectPlayedPage } from '../support/page-peer.ts';
import { paceFrames, until, type HeardPacket } from '../support/rtp-peer.ts';
import { openTestPhone } from '../support/sip-test-phone.ts';

let media: Awaited<ReturnType<typeof startMediaGateway>>;
let closers: (() => Promise<void> | void)[] = [];
beforeAll(async () => { media = await startMediaGateway(); });
afterAll(() => media.stop());
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
});

async function call(codec: CodecName, ...lines: string[]): Promise<MediaCall> {
  const started = await setUpMediaCall(await media.openLeg([codec]), codec, { payloadType: 101, clockRateHz: 8_000 }, lines);
  closers.push(() => started.close());
  return started;
}

/** The page says so many 20 ms frames. */
async function speak({ page, payloadType, frameTicks }: MediaCall, said: readonly Buffer[], from = 0): Promise<void> {
  await paceFrames(said.length, (n) => page.send({ payloadType, sequenceNumber: (65_520 + from + n) & 0xffff, timestamp: (from + n) * frameTicks }, said[n] ?? Buffer.alloc(0)));
}

const words = (count: number): Buffer[] => Array.from({ length: count }, () => randomBytes(160));
const audioOf = (packets: readonly HeardPacket[]): Buffer => Buffer.concat(packets.map((packet) => packet.payload));
/** Packets that follow each other in sequence and time, each as long as the one before says. */
function isContinuous(packets: readonly HeardPacket[], ticks: number): boolean {
  return packets.slice(1).every(({ header }, at) => {
    const before = packets[at]!.header;
    return header.sequenceNumber === ((before.sequenceNumber + 1) & 0xffff) && ((header.timestamp - before.timestamp) | 0) === ticks;
  });
}

describe('a peer that names its packet length (RFC 4566 s. 6)', () => {
  it.each([['PCMU', 10], ['PCMA', 30], ['G722', 40], ['PCMU', 60]] as const)('is sent %s in packets of %i ms, all of it, silence as well, without a hole', async (codec, packetMs) => {
    const live = await call(codec, `a=ptime:${packetMs}`);
    const ticks = packetMs * 8;
    const said = words(36);
    await speak(live, said);
    await until('all that was said', () => audioOf(live.peer.heard).includes(Buffer.concat(said)));
    expect(new Set(live.peer.heard.map((packet) => packet.payload.length))).toEqual(new Set([ticks]));
    expect(isContinuous(live.peer.heard, ticks)).toBe(true);
    const before = live.peer.heard.length;
    await until('silence in its place', () => live.peer.heard.length >= before + 3);
    expect(live.peer.heard.at(-1)!.payload).toEqual(silenceFrame(codec, ticks));
    expect(isContinuous(live.peer.heard, ticks)).toBe(true);
  });

  it.each([['a=ptime:60', 'a=maxptime:30', 240], ['a=maxptime:10', 'a=mid:0', 80], ['a=ptime:200', 'a=mid:0', 480], ['a=ptime:2', 'a=mid:0', 80]])('is sent no more than it takes, and no less than is of use: %s, %s', async (one, other, ticks) => {
    const live = await call('PCMU', one, other);
    expect(live.peer.heard[0]!.payload).toHaveLength(ticks);
  });

  it('is obeyed from its next SDP on, in one stream', async () => {
    const live = await call('PCMU', 'a=ptime:20');
    await speak(live, words(10));
    expect(await live.leg.createAnswer(peerAnswer(live.peer.port, 'PCMU', null, 'sendrecv', 2, ['a=ptime:40']))).toMatchObject({ ok: true });
    await sleep(50); // the process has heard of it
    const said = words(20);
    await speak(live, said, 10);
    await until('the new length', () => audioOf(live.peer.heard).includes(Buffer.concat(said.slice(0, 19)))); // its last may wait for a pair
    expect(live.peer.heard.at(-1)!.payload).toHaveLength(320);
    const sequence = live.peer.heard.map((packet) => packet.header.sequenceNumber);
    expect(sequence.every((number, at) => at === 0 || number === ((sequence[at - 1]! + 1) & 0xffff))).toBe(true);
    expect(new Set(live.peer.heard.map((packet) => packet.header.ssrc)).size).toBe(1);
  });

  it('hears tones beside long packets, whose time is after the audio before them', async () => {
    const live = await call('PCMU', 'a=ptime:60');
    await speak(live, words(12));
    live.leg.sendDtmf('5', 100);
    await until('the tone', () => live.peer.heard.some((packet) => packet.header.payloadType === 101));
    const at = live.peer.heard.findIndex((packet) => packet.header.payloadType === 101);
    expect(live.peer.heard[at]!.header.timestamp - live.peer.heard[at - 1]!.header.timestamp).toBe(480);
  });

  it.each([10, 30, 40, 60])('is heard in packets of %i ms as it sent them, and none is counted as lost', async (packetMs) => {
    const live = await call('PCMU', `a=ptime:${packetMs}`);
    const ticks = packetMs * 8;
    const said = Array.from({ length: 600 / packetMs }, () => randomBytes(ticks));
    await paceFrames(30, (n) => {
      for (let at = Math.floor((n * 20) / packetMs); at < Math.floor(((n + 1) * 20) / packetMs); at += 1) live.peer.send({ payloadType: 0, sequenceNumber: at, timestamp: at * ticks, ssrc: 5 }, said[at]!, live.port);
    });
    await until('all it said', () => live.page.heard.length >= said.length);
    expect(live.page.heard.map((packet) => packet.payload.toString('hex'))).toEqual(said.map((payload) => payload.toString('hex')));
    expect(isContinuous(live.page.heard, ticks)).toBe(true);
    expect(await live.stats()).toMatchObject({ packetsIn: said.length, packetsLost: 0 });
  });
});

describe('a call with a baresip that packs 40 ms', () => {
  it('goes to it in its length and comes in ours, none lost', async () => {
    const kamailio = await startKamailio();
    closers.push(() => kamailio.stop());
    const peer = await startBaresip({ registrar: kamailio, user: '1002', password: kamailio.users['1002']!, codec: 'PCMA', ptimeMs: 40 });
    closers.push(() => peer.stop());
    const phone = openTestPhone({ user: '1001', domain: kamailio.domain, outboundProxy: kamailio.address }, kamailio.users['1001']!);
    closers.push(() => phone.stop());
    await phone.started();
    const leg = await media.openLeg(['PCMA']);
    closers.push(() => leg.close());
    const lengths = new Set<number>();
    let sent = 0;
    let lost = 0;
    leg.subscribe((fact) => { if (fact.kind === 'stats') [sent, lost] = [fact.stats.packetsOut, fact.stats.packetsLost]; });
    const page = await connectPlayedPage(leg);
    closers.push(() => page.close());
    page.onPacket(({ payload }) => lengths.add(payload.length));
    const outgoing = phone.place('1002', leg);
    await outgoing.fact('answered');
    leg.open();
    const fromMs = performance.now();
    await until('two seconds of packets', () => sent >= 50);
    expect(performance.now() - fromMs).toBeGreaterThan(1_500); // at 20 ms fifty are sent in one
    expect([...lengths]).toEqual([160]); // it obeys our ptime as well
    expect(lost).toBe(0);
  });
});
