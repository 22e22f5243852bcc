import { describe, expect, it } from 'vitest';
import { measureFidelity, resample, toFloat, toInt16 } from '../../support/correlation.ts';

const RATE_HZ = 8_000;
/** Something with the unevenness of speech: noise that repeats for no lag, louder and softer by syllables. */
function speechLike(seconds: number, seed = 1): Float32Array {
  let state = seed;
  let smooth = 0;
  return Float32Array.from({ length: seconds * RATE_HZ }, (_unused, index) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    smooth = 0.8 * smooth + 0.2 * (state / 2 ** 31 - 1);
    return smooth * (0.6 + 0.4 * Math.sin(index / 900));
  });
}
const delayed = (samples: Float32Array, by: number, gain = 1): Float32Array => Float32Array.from({ length: samples.length + by }, (_unused, index) => gain * (samples[index - by] ?? 0));

describe('measureFidelity', () => {
  it('finds a delayed and softer copy to be the source itself, and says how late it is', () => {
    const source = speechLike(3);
    const fidelity = measureFidelity({ source, recording: delayed(source, 1_234, 0.3), rateHz: RATE_HZ });
    expect(fidelity.windows).toHaveLength(3);
    expect(fidelity.median).toBeGreaterThan(0.9999);
    expect(fidelity.windows[1]?.lagMs).toBeCloseTo(154.25, 1);
  });

  it('finds nothing of the source in other sound', () => {
    expect(measureFidelity({ source: speechLike(2), recording: speechLike(4, 77), rateHz: RATE_HZ }).median).toBeLessThan(0.2);
  });

  it('lets a hole cost its window alone', () => {
    const source = speechLike(4);
    const recording = delayed(source, 300).fill(0, 300 + RATE_HZ, 300 + 2 * RATE_HZ);
    const fidelity = measureFidelity({ source, recording, rateHz: RATE_HZ });
    expect(fidelity.windows.map((window) => window.correlation > 0.95)).toEqual([true, false, true, true]);
  });

  it('sees noise at a tenth of the power as about 0.95', () => {
    const source = speechLike(2);
    const noise = speechLike(2, 5);
    const recording = source.map((sample, index) => sample + (noise[index] ?? 0) * Math.sqrt(0.1));
    expect(measureFidelity({ source, recording, rateHz: RATE_HZ }).median).toBeCloseTo(1 / Math.sqrt(1.1), 1);
  });

  it('passes over silence, and refuses a source of nothing else', () => {
    const source = new Float32Array(3 * RATE_HZ);
    source.set(speechLike(1), RATE_HZ);
    expect(measureFidelity({ source, recording: source, rateHz: RATE_HZ }).windows).toHaveLength(1);
    expect(() => measureFidelity({ source: new Float32Array(RATE_HZ), recording: source, rateHz: RATE_HZ })).toThrow(/no speech/);
  });
});

describe('resample', () => {
  it('keeps a tone and its level, up and down again', () => {
    const tone = Float32Array.from({ length: RATE_HZ }, (_unused, index) => Math.sin((2 * Math.PI * 440 * index) / RATE_HZ));
    const back = resample(resample(tone, RATE_HZ, 48_000), 48_000, RATE_HZ);
    const inner = (samples: Float32Array): Float32Array => samples.subarray(500, 7_500);
    expect(back).toHaveLength(tone.length);
    expect(Math.max(...inner(back).map((sample, index) => Math.abs(sample - (inner(tone)[index] ?? 0))))).toBeLessThan(0.02);
  });

  it('converts between the two sample formats without loss, and clips what is too loud', () => {
    const samples = Int16Array.of(-32_768, -1, 0, 1, 32_767);
    expect(toInt16(toFloat(samples))).toEqual(samples);
    expect(toInt16(Float32Array.of(2, -2))).toEqual(Int16Array.of(32_767, -32_768));
  });
});
