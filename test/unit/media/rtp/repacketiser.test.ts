import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRepacketiser, packetMsFor, type AudioFrame } from '../../../../main/media/rtp/repacketiser.ts';

/** The page's n-th 20 ms, each octet of which says when it is heard. */
function frame(n: number, over: Partial<AudioFrame> = {}): AudioFrame {
  return { ssrc: 7, sequenceNumber: (65_530 + n) & 0xffff, timestamp: n * 160, marker: false, payload: Buffer.from(Array.from({ length: 160 }, (_unused, at) => (n * 160 + at) % 251)), ...over };
}
const frames = (count: number): AudioFrame[] => Array.from({ length: count }, (_unused, n) => frame(n));
const sent = (packetMs: number, pushed: readonly AudioFrame[]): AudioFrame[] => {
  const packing = createRepacketiser(packetMs, 8_000);
  return pushed.flatMap((one) => packing.push(one));
};
const numbers = (packets: readonly AudioFrame[]): number[] => packets.map((packet) => packet.sequenceNumber);

describe('the length of the packets to a peer', () => {
  it.each([10, 20, 30, 40, 50, 60])('is %i ms where it asked for that, without a hole in audio, sequence or time', (packetMs) => {
    const ticks = packetMs * 8;
    const packets = sent(packetMs, frames(30));
    expect(packets).toHaveLength(600 / packetMs);
    expect(Buffer.concat(packets.map((packet) => packet.payload))).toEqual(Buffer.concat(frames(30).map((one) => one.payload)));
    const first = packets[0]!;
    expect(packets.map(({ sequenceNumber, timestamp, payload }) => [sequenceNumber, timestamp, payload.length])).toEqual(packets.map((_packet, n) => [(first.sequenceNumber + n) & 0xffff, n * ticks, ticks]));
  });

  it('is what the page made for Opus, which cannot be cut', () => {
    expect([packetMsFor('opus', 60), packetMsFor('G722', 60), packetMsFor('PCMU', 10)]).toEqual([20, 60, 10]);
  });

  it('is any at all: no octet is lost, doubled or moved in time', () => {
    fc.assert(fc.property(fc.integer({ min: 10, max: 60 }), fc.integer({ min: 1, max: 40 }), (packetMs, count) => {
      const whole = Buffer.concat(frames(count).map((one) => one.payload));
      const packets = sent(packetMs, frames(count));
      expect(packets.every(({ timestamp, payload }) => payload.equals(whole.subarray(timestamp, timestamp + payload.length)))).toBe(true);
      if (packetMs !== 20) expect(packets).toHaveLength(Math.floor((count * 20) / packetMs));
    }));
  });
});

describe('a hole in what the page sent', () => {
  it.each([[10, 2], [30, 1], [40, 1], [60, 1]])('is a hole in packets of %i ms, in sequence and time', (packetMs, missing) => {
    const packets = sent(packetMs, [...frames(6), ...frames(13).slice(7)]);
    const before = packets.findLast((packet) => packet.timestamp < 6 * 160)!;
    const after = packets.find((packet) => packet.timestamp >= 7 * 160)!;
    expect(after.timestamp).toBe(7 * 160);
    expect((after.sequenceNumber - before.sequenceNumber) & 0xffff).toBe(missing + 1);
  });

  it('drops the half packet before it, whose rest never comes, and the frame that comes after its turn', () => {
    const packets = sent(40, [frame(0), frame(2), frame(1), frame(3)]);
    expect(packets.map((packet) => packet.timestamp)).toEqual([2 * 160]);
    expect(packets[0]!.payload).toEqual(Buffer.concat([frame(2).payload, frame(3).payload]));
  });

  it('is none where time alone jumps: the page was quiet', () => {
    const packets = sent(40, [frame(0), frame(1), frame(2, { timestamp: 9_000 }), frame(3, { timestamp: 9_160, marker: true })]);
    expect(numbers(packets)).toEqual([0, 1]);
    expect(packets.map(({ timestamp, marker }) => [timestamp, marker])).toEqual([[0, false], [9_000, true]]);
  });

  it('is none behind another source', () => {
    const packets = sent(40, [frame(0), frame(1), frame(900, { ssrc: 8, timestamp: 5 }), frame(901, { ssrc: 8, timestamp: 165 })]);
    expect(packets.map(({ ssrc, sequenceNumber, timestamp }) => [ssrc, sequenceNumber, timestamp])).toEqual([[7, 0, 0], [8, 1, 5]]);
  });
});

describe('packets that are split', () => {
  it('carry the marker of a talk spurt once', () => {
    expect(sent(10, [frame(0, { marker: true })]).map((packet) => packet.marker)).toEqual([true, false]);
  });
});

describe('silence in place of the page', () => {
  it.each([[10, [2, 2, 2]], [20, [1, 1, 1]], [30, [0, 1, 1]], [60, [0, 0, 1]]])('fills packets of %i ms by the clock', (packetMs, due) => {
    const packing = createRepacketiser(packetMs, 8_000);
    expect(due.map(() => packing.fill())).toEqual(due);
  });

  it('ends what waited: it is not joined to words said much later', () => {
    const packing = createRepacketiser(40, 8_000);
    packing.push(frame(0));
    packing.fill();
    expect([packing.push(frame(1)), packing.push(frame(2))].flat().map((packet) => packet.timestamp)).toEqual([160]);
  });
});
