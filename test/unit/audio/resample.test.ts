import { describe, expect, it } from 'vitest';
import { createResampler } from '../../../renderer/audio/resample.ts';

const sine = (hz: number, rateHz: number, count: number): Float32Array => Float32Array.from({ length: count }, (_unused, n) => Math.sin((2 * Math.PI * hz * n) / rateHz));
const rms = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

/** In pieces of 10 ms, as tracks bring them. */
function resampled(samples: Float32Array, fromHz: number, toHz: number, pieceSamples = fromHz / 100): Float32Array {
  const { push } = createResampler(fromHz, toHz);
  const pieces: number[] = [];
  for (let at = 0; at < samples.length; at += pieceSamples) pieces.push(...push(samples.slice(at, at + pieceSamples)));
  return Float32Array.from(pieces);
}

/** Without the beginning, which hears the silence before it. */
const settled = (samples: Float32Array): Float32Array => samples.slice(400, -400);

describe('a resampler', () => {
  it.each([48_000, 44_100, 32_000, 8_000])('gives a second for a second from %i Hz, and keeps what both rates can carry as loud as it was', (fromHz) => {
    const output = resampled(sine(1_000, fromHz, fromHz), fromHz, 16_000);
    expect(Math.abs(output.length - 16_000)).toBeLessThan(100);
    expect(rms(settled(output))).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it('keeps speech up to 6.5 kHz, and lets nothing fold down from above 9 kHz (40 dB)', () => {
    expect(rms(settled(resampled(sine(6_500, 48_000, 48_000), 48_000, 16_000)))).toBeGreaterThan(0.65);
    for (const hz of [9_000, 12_000, 20_000]) expect(rms(settled(resampled(sine(hz, 48_000, 48_000), 48_000, 16_000)))).toBeLessThan(0.0071);
  });

  it('gives the same whatever the pieces', () => {
    const input = sine(440, 44_100, 20_000);
    const whole = resampled(input, 44_100, 16_000, input.length);
    for (const piece of [1, 7, 441, 5_000]) {
      const pieces = resampled(input, 44_100, 16_000, piece);
      expect(pieces.length).toBe(whole.length);
      expect(Math.max(...pieces.map((sample, at) => Math.abs(sample - (whole[at] ?? 0))))).toBeLessThan(0.002);
    }
  });

  it('passes a rate on that is right already', () => {
    const samples = sine(300, 16_000, 160);
    expect(createResampler(16_000, 16_000).push(samples)).toBe(samples);
  });
});
