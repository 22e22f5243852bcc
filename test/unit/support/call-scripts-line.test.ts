import { describe, expect, it } from 'vitest';
import { officeNoise, seededRandom, throughG711, withNoise, withPacketLoss } from '../../support/call-scripts-line.ts';

const tone = (lengthSamples: number, hz = 440): Int16Array => Int16Array.from({ length: lengthSamples }, (_, index) => Math.round(8_000 * Math.sin((2 * Math.PI * hz * index) / 8_000)));
const powerOf = (samples: ArrayLike<number>): number => Array.from(samples).reduce((sum, value) => sum + value ** 2, 0) / samples.length;

/** The bytes, which compare quickly however long the recording is. */
const bytesOf = (samples: Int16Array): string => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('latin1');

describe('seededRandom', () => {
  it('gives the same numbers for the same seed, spread over [0, 1)', () => {
    const [one, two, other] = [seededRandom(7), seededRandom(7), seededRandom(8)];
    const numbers = Array.from({ length: 2_000 }, one);
    expect(Array.from({ length: 2_000 }, two)).toEqual(numbers);
    expect(other()).not.toBe(numbers[0]);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, value) => sum + value, 0) / 2_000).toBeCloseTo(0.5, 1);
  });
});

describe('withPacketLoss', () => {
  it('leaves a line without loss as it is', () => {
    const { samples, lostFrames } = withPacketLoss(tone(8_000), 0, 1);
    expect(lostFrames).toBe(0);
    expect(bytesOf(samples)).toBe(bytesOf(tone(8_000)));
  });

  it('loses about the asked share of the frames, the same ones for the same seed', () => {
    const voice = tone(8_000 * 100);
    const first = withPacketLoss(voice, 0.02, 3);
    expect(first.lostFrames / 5_000).toBeGreaterThan(0.014);
    expect(first.lostFrames / 5_000).toBeLessThan(0.026);
    const [same, other] = [3, 4].map((seed) => bytesOf(withPacketLoss(voice, 0.02, seed).samples));
    expect(same === bytesOf(first.samples)).toBe(true);
    expect(other === bytesOf(first.samples)).toBe(false);
  });

  it('touches whole 20 ms frames and nothing else', () => {
    const voice = tone(8_000 * 20, 437);
    const { samples, lostFrames } = withPacketLoss(voice, 0.05, 5);
    const touched = Array.from({ length: 1_000 }, (_, frame) => frame).filter((frame) => voice.subarray(frame * 160, frame * 160 + 160).some((sample, index) => sample !== samples[frame * 160 + index]));
    expect(touched.length).toBe(lostFrames);
  });

  it('repeats the last frame weaker and weaker and falls silent in a long gap', () => {
    const voice = tone(160 * 6, 400);
    const everyFrame = withPacketLoss(voice, 1, 1).samples;
    expect(powerOf(everyFrame)).toBe(0);
    const random = seededRandom(11);
    const pattern = Array.from({ length: 400 }, () => random() < 0.6);
    const start = pattern.findIndex((lost, frame) => !lost && pattern.slice(frame + 1, frame + 5).every(Boolean) && frame + 5 < pattern.length);
    const { samples } = withPacketLoss(tone(160 * 400, 400), 0.6, 11);
    const powers = [0, 1, 2, 3, 4].map((offset) => powerOf(samples.subarray((start + offset) * 160, (start + offset + 1) * 160)));
    expect(powers.slice(1, 4).map((power, index) => power / (powers[index] ?? 1))).toEqual([expect.closeTo(0.36, 2), expect.closeTo(0.36, 2), expect.closeTo(0.36, 2)]);
    expect(powers[4]).toBe(0);
  });
});

describe('officeNoise', () => {
  it('has unit power with and without people in it, and is the same for the same seed', () => {
    const people = [tone(3_000, 200), tone(5_000, 330)];
    for (const voices of [[], people]) expect(powerOf(officeNoise(16_000, voices, 2))).toBeCloseTo(1, 3);
    expect(officeNoise(4_000, people, 2)).toEqual(officeNoise(4_000, people, 2));
    expect(officeNoise(4_000, people, 2)).not.toEqual(officeNoise(4_000, people, 3));
  });

  it('is stronger at low frequencies, as a room is', () => {
    const noise = officeNoise(16_000, [], 1);
    const differences = noise.map((value, index) => value - (noise[index - 1] ?? 0));
    expect(powerOf(differences)).toBeLessThan(0.8); // white noise of unit power has 2
  });
});

describe('withNoise', () => {
  it.each([5, 10, 20])('lies %i dB below the speech level', (snrDb) => {
    const noisy = withNoise(new Int16Array(16_000), officeNoise(16_000, [], 1), -20, snrDb);
    expect(10 * Math.log10(powerOf(noisy) / 32_768 ** 2)).toBeCloseTo(-20 - snrDb, 1);
  });

  it('clips instead of wrapping around', () => {
    const loud = withNoise(new Int16Array(100).fill(32_767), new Float32Array(100).fill(1), 0, 0);
    expect(Math.min(...loud)).toBe(32_767);
  });
});

describe('throughG711', () => {
  it('keeps the voice within the law\'s own error of about 38 dB', () => {
    const voice = tone(8_000);
    const error = throughG711(voice).map((sample, index) => sample - (voice[index] ?? 0));
    const ratioDb = 10 * Math.log10(powerOf(voice) / powerOf(error));
    expect(ratioDb).toBeGreaterThan(30);
    expect(ratioDb).toBeLessThan(45);
  });
});
