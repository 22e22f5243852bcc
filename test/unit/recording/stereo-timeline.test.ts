import { describe, expect, it } from 'vitest';
import { createStereoTimeline } from '../../../main/recording/stereo-timeline.ts';

/** Pairs of [left, right] out of interleaved 16-bit PCM. */
function pairs(bytes: Buffer): [number, number][] {
  return Array.from({ length: bytes.length / 4 }, (_unused, n) => [bytes.readInt16LE(4 * n), bytes.readInt16LE(4 * n + 2)]);
}
const HALF = 16_384; // 0.5 of 32,767, rounded

describe('a stereo timeline', () => {
  it('puts each voice on its side at its time, and silence where nothing came', () => {
    const timeline = createStereoTimeline(100);
    timeline.place('left', 1, new Float32Array([0.5, 0.5]));
    timeline.place('right', 2, new Float32Array([-1]));
    expect(pairs(timeline.take(4))).toEqual([[0, 0], [HALF, 0], [HALF, -32_767], [0, 0]]);
  });

  it('gives every sample once, over the end of its ring as well', () => {
    const timeline = createStereoTimeline(8);
    const heard: number[] = [];
    for (let at = 0; at < 40; at += 4) {
      timeline.place('left', at, new Float32Array([0.25, 0.25, 0.25, 0.25]));
      heard.push(...pairs(timeline.take(at + 3)).map(([left]) => left));
    }
    expect(heard).toEqual(Array.from({ length: 39 }, () => 8_192));
  });

  it.each([
    ['before what was taken', -2, [[0, 0], [0, 0]]],
    ['half before it', 1, [[HALF, 0], [0, 0]]],
    ['beyond the capacity', 1_000, [[0, 0], [0, 0]]],
  ])('drops what comes %s, and keeps the rest', (_name, at, expected) => {
    const timeline = createStereoTimeline(10);
    timeline.take(2);
    timeline.place('left', at, new Float32Array([0.5, 0.5]));
    expect(pairs(timeline.take(4))).toEqual(expected);
  });

  it('limits what is too loud and makes silence of what is no number', () => {
    const timeline = createStereoTimeline(10);
    timeline.place('left', 0, new Float32Array([7, -7, Number.NaN]));
    expect(pairs(timeline.take(3)).map(([left]) => left)).toEqual([32_767, -32_767, 0]);
  });
});
