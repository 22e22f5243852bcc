import { describe, expect, it } from 'vitest';
import { readTapFrame } from '../../../main/platform/tap-frame.ts';
import { TAP_FRAME_SAMPLES } from '../../../preload/contract/media.ts';

const pcm = new Float32Array(TAP_FRAME_SAMPLES).fill(0.5);

describe('a message on a tap', () => {
  it('is read as it is where it is a frame', () => {
    expect(readTapFrame({ firstSample: 512, pcm })).toEqual({ firstSample: 512, pcm });
  });

  it.each<[string, unknown]>([
    ['null', null], ['nothing', undefined], ['a word', 'frame'], ['a number', 7], ['an array', []], ['an empty object', {}],
    ['no samples', { firstSample: 0 }], ['no position', { pcm }], ['a negative position', { firstSample: -1, pcm }], ['half a position', { firstSample: 0.5, pcm }],
    ['a position that is no number', { firstSample: Number.NaN, pcm }], ['a position beyond all whole numbers', { firstSample: 1e300, pcm }], ['a position in letters', { firstSample: '0', pcm }],
    ['samples in a plain array', { firstSample: 0, pcm: [...pcm] }], ['16-bit samples', { firstSample: 0, pcm: new Int16Array(TAP_FRAME_SAMPLES) }],
    ['too few samples', { firstSample: 0, pcm: pcm.slice(1) }], ['too many samples', { firstSample: 0, pcm: new Float32Array(TAP_FRAME_SAMPLES + 1) }],
  ])('is nothing where it is %s', (_, message) => {
    expect(readTapFrame(message)).toBeNull();
  });

  it('loses samples that are no numbers and is clipped to full scale', () => {
    const rough = Float32Array.from(pcm);
    rough.set([Number.NaN, 3, -7, 0.25]);
    expect(readTapFrame({ firstSample: 0, pcm: rough })?.pcm.slice(0, 5)).toEqual(Float32Array.of(0, 1, -1, 0.25, 0.5));
  });
});
