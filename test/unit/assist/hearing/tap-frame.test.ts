import { describe, expect, it } from 'vitest';
import { readTapFrame } from '../../../../main/assist/hearing/tap-frame.ts';

const pcm = Float32Array.of(0, 0.5, -1);

describe('a message on a tap', () => {
  it('is read as it is where it is a frame', () => {
    expect(readTapFrame({ firstSample: 512, pcm })).toEqual({ firstSample: 512, pcm });
  });

  it.each([
    null, undefined, 'frame', 7, [], {}, { firstSample: 0 }, { pcm }, { firstSample: -1, pcm }, { firstSample: 0.5, pcm }, { firstSample: Number.NaN, pcm },
    { firstSample: 1e15, pcm }, { firstSample: '0', pcm }, { firstSample: 0, pcm: [0, 0] }, { firstSample: 0, pcm: new Int16Array(4) },
    { firstSample: 0, pcm: new Float32Array(0) }, { firstSample: 0, pcm: new Float32Array(16_001) },
  ])('is nothing where it is junk: %j', (message) => {
    expect(readTapFrame(message)).toBeNull();
  });

  it('loses samples that are no numbers and is clipped to full scale', () => {
    expect(readTapFrame({ firstSample: 0, pcm: Float32Array.of(Number.NaN, 3, -Infinity, 0.25) })?.pcm).toEqual(Float32Array.of(0, 1, -1, 0.25));
  });
});
