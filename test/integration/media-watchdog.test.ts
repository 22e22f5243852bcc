import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OneWayAudio } from '../../main/media/rtp/flow-watch.ts';
import { setUpMediaCall, type MediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { paceFrames, until } from '../support/rtp-peer.ts';

let media: Awaited<ReturnType<typeof startMediaGateway>>;
let call: MediaCall;
beforeAll(async () => { media = await startMediaGateway(); });
afterAll(async () => { await media?.stop(); });
afterEach(async () => { await call.close(); });

/** The problem told last: undefined before the first. */
const told = (): OneWayAudio | null | undefined => call.facts.findLast((fact) => fact.kind === 'one-way-audio')?.problem;
const speak = (frames: number, from = 0, payloadType = 0): Promise<void> =>
  paceFrames(frames, (n) => call.peer.send({ payloadType, sequenceNumber: from + n, timestamp: (from + n) * 160, ssrc: 5 }, Buffer.alloc(160, 0xff), call.port));

describe('the watchdog of a call', () => {
  it('tells within 3 s that audio has stopped, and takes it back when it goes on (T08)', async () => {
    call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU');
    await speak(25);
    const stoppedAtMs = performance.now();
    await until('word of the silence', () => told() !== undefined);
    expect(performance.now() - stoppedAtMs).toBeLessThan(3_100); // 100 ms for a busy machine
    expect(told()).toEqual({ direction: 'from-trunk', cause: 'stopped' });
    await speak(25, 175);
    await until('it taken back', () => told() === null);
  });

  it('says so when all that comes is in another format', async () => {
    call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU');
    await speak(160, 0, 18);
    expect(told()).toEqual({ direction: 'from-trunk', cause: 'other-format' });
  });

  it('lets a peer rest that sends comfort noise: no loss, no jitter, and the page is handed the pause as time (RFC 3389 s. 5)', async () => {
    call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU');
    const say = (n: number, frame: number, header: { payloadType?: number; marker?: boolean }, payload: Buffer): void =>
      call.peer.send({ payloadType: 0, sequenceNumber: n, timestamp: frame * 160, ssrc: 5, ...header }, payload, call.port);
    await paceFrames(225, (frame) => {
      if (frame < 25) say(frame, frame, {}, Buffer.alloc(160, 0x21));
      else if (frame === 25) say(25, 25, { payloadType: 13 }, Buffer.from([60]));
      else if (frame >= 200) say(frame - 174, frame, { marker: frame === 200 }, Buffer.alloc(160, 0x42));
    });
    await until('the second spurt', () => call.page.heard.length === 50);
    expect(told()).toBeUndefined();
    const [last, next] = [call.page.heard[24]!.header, call.page.heard[25]!.header];
    expect([(next.sequenceNumber - last.sequenceNumber) & 0xffff, (next.timestamp - last.timestamp) | 0, next.marker]).toEqual([1, (200 - 24) * 160, true]);
    const { packetsIn, packetsLost, jitterMs } = await call.stats();
    expect([packetsIn, packetsLost]).toEqual([51, 0]);
    expect(jitterMs).toBeLessThan(10);
  });

  it('says nothing of a call that we hold', async () => {
    call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU');
    await speak(25);
    call.leg.setHeld(true);
    await paceFrames(165, () => undefined);
    expect(told()).toBeUndefined();
  });
});
