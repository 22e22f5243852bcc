import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEventReceiver } from '../../main/media/rtp/telephone-event.ts';
import { sequenceDistance } from '../../main/media/rtp/sequence.ts';
import { openBadLine, type BadLine } from '../support/bad-line.ts';
import { peerAnswer, setUpMediaCall, type MediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { paceFrames, type HeardPacket } from '../support/rtp-peer.ts';

const FRAMES = 400;
const EVENT = { payloadType: 101, clockRateHz: 8_000 };

let media: Awaited<ReturnType<typeof startMediaGateway>>;
let call: MediaCall;
let line: BadLine;
beforeAll(async () => {
  media = await startMediaGateway();
  call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU', EVENT);
  line = await openBadLine({ gateway: call.port, peer: call.peer.port }, { lossShare: 0.05, jitterMs: 80, seed: 7 });
  await call.leg.acceptAnswer(peerAnswer(line.gatewaySide, 'PCMU', EVENT, 'sendrecv', 2), true); // a re-INVITE moved the trunk's audio onto it
});
afterAll(async () => {
  line.close();
  await call.close();
  await media.stop();
});

/** The frames in the order of their packets' sequence numbers. */
function framesByNumber(heard: readonly HeardPacket[], frames: readonly Buffer[]): number[] {
  const frameOf = new Map(frames.map((payload, frame) => [payload.toString('hex'), frame]));
  const [first] = heard;
  const numbered = heard.map(({ header, payload }) => ({ frame: frameOf.get(payload.toString('hex')) ?? -1, number: sequenceDistance(header.sequenceNumber, first?.header.sequenceNumber ?? 0) }));
  return numbered.sort((one, other) => one.number - other.number).map(({ frame }) => frame);
}

describe('a line that loses 5 % and is up to 80 ms late', () => {
  it('carries the rest both ways: each packet once, in its place by its number, though the later overtook the earlier', async () => {
    const [up, down] = [0, 1].map(() => Array.from({ length: FRAMES }, () => randomBytes(160))) as [Buffer[], Buffer[]];
    const ssrc = randomBytes(4).readUInt32BE();
    const before = await call.stats();
    const [fromPeer, fromPage] = [call.peer.heard.length, call.page.heard.length];
    await paceFrames(FRAMES, (n) => {
      const position = { payloadType: 0, sequenceNumber: (65_300 + n) & 0xffff, timestamp: n * 160 };
      call.page.send(position, up[n] ?? Buffer.alloc(160));
      call.peer.send({ ...position, ssrc }, down[n] ?? Buffer.alloc(160), line.peerSide);
    });
    const stats = await call.stats();
    await sleep(200);

    for (const [heard, frames, dropped] of [[call.peer.heard.slice(fromPeer), up, line.dropped.toPeer], [call.page.heard.slice(fromPage), down, line.dropped.toGateway]] as const) {
      const known = new Set(frames.map((payload) => payload.toString('hex')));
      const arrived = heard.filter(({ payload }) => known.has(payload.toString('hex')));
      const numbers = arrived.map(({ header }) => header.sequenceNumber);
      expect(numbers.length).toBeGreaterThanOrEqual(FRAMES - dropped - 1); // one may still be on its way
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers.filter((number, at) => at > 0 && ((number - (numbers[at - 1] ?? 0)) & 0xffff) > 0x8000).length).toBeGreaterThan(20); // reordered indeed
      expect(framesByNumber(arrived, frames)).toEqual(arrived.map(({ payload }) => frames.findIndex((frame) => frame.equals(payload))).sort((one, other) => one - other));
    }
    const lostShare = (stats.packetsLost - before.packetsLost) / FRAMES;
    expect(lostShare).toBeGreaterThan(0.02);
    expect(lostShare).toBeLessThan(0.15);
    expect(stats.jitterMs).toBeGreaterThan(10);
    expect(stats.jitterMs).toBeLessThan(80);
  });

  it('carries every keypad tone, once: the end of each is said three times (RFC 4733 s. 2.5.1.4)', async () => {
    const from = call.peer.heard.length;
    expect(call.leg.sendDtmf('0123456789*#', 100)).toMatchObject({ ok: true });
    await sleep(12 * 160 + 500);
    const receive = createEventReceiver();
    const events = call.peer.heard.slice(from).filter(({ header }) => header.payloadType === EVENT.payloadType);
    const inOrder = [...events].sort((a, b) => ((a.header.sequenceNumber - b.header.sequenceNumber) << 16) >> 16);
    expect(inOrder.map(({ header, payload }) => receive(payload, header.timestamp) ?? '').join('')).toBe('0123456789*#');
  });
});
