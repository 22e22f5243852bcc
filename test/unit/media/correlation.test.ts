import { describe, expect, it } from 'vitest';
import { fidelityBySecond, resample } from '../../support/correlation.ts';

const RATE_HZ = 8_000;
/** A glide with a beat: like nothing but itself at any other lag. */
const tone = (seconds: number, rateHz = RATE_HZ): Float32Array => Float32Array.from({ length: seconds * rateHz }, (_unused, n) => {
  const t = n / rateHz;
  return Math.sin(2 * Math.PI * (200 * t + 60 * t * t)) * (0.6 + 0.4 * Math.sin(5 * t));
});

describe('the fidelity of a recording', () => {
  it('is 1 for the source itself, wherever the recording began, half a sample off as well', () => {
    const twice = resample(tone(4), RATE_HZ, 2 * RATE_HZ);
    const late = Float32Array.from({ length: 2 * RATE_HZ }, (_unused, n) => twice[2 * n + 4_001] ?? 0);
    const values = fidelityBySecond(late, tone(4), RATE_HZ, 1);
    expect(values).toHaveLength(2);
    expect(Math.min(...values)).toBeGreaterThan(0.999);
  });

  it('finds its place again after a gap that is longer than a jitter buffer stretches', () => {
    const whole = tone(6);
    const broken = new Float32Array(6.5 * RATE_HZ);
    broken.set(whole.subarray(0, 2 * RATE_HZ));
    broken.set(whole.subarray(2 * RATE_HZ), 2.5 * RATE_HZ);
    const values = fidelityBySecond(broken, whole, RATE_HZ, 1);
    expect(values.filter((value) => value > 0.99).length).toBeGreaterThanOrEqual(5);
  });

  it('is low for another signal', () => {
    const noise = Float32Array.from({ length: 2 * RATE_HZ }, (_unused, n) => Math.sin(n * n * 12.9898) % 1);
    expect(Math.max(...fidelityBySecond(noise, tone(4), RATE_HZ, 1))).toBeLessThan(0.3);
  });

  it('falls with noise as the root of the signal\'s share', () => {
    const noisy = tone(2).map((value, n) => value + 0.62 * Math.sin(n * n * 12.9898)); // as loud as the signal
    const [first = 0] = fidelityBySecond(noisy, tone(4), RATE_HZ, 1);
    expect(first).toBeGreaterThan(0.6);
    expect(first).toBeLessThan(0.85);
  });

  it('keeps a tone through a change of rate', () => {
    const there = resample(tone(1, 48_000), 48_000, RATE_HZ);
    const direct = tone(1);
    const errors = there.subarray(100, 7_900).map((value, n) => Math.abs(value - (direct[n + 100] ?? 0)));
    expect(Math.max(...errors)).toBeLessThan(0.02);
  });
});
