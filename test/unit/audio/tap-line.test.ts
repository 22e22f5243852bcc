import { describe, expect, it } from 'vitest';
import { TAP_FRAME_SAMPLES, TAP_RATE_HZ, type TapFrame } from '../../../preload/contract/media.ts';
import { createTapLine } from '../../../renderer/audio/tap-line.ts';

const PIECE = 160;
const PIECE_US = 10_000;

function line(zeroUs = 0): { readonly frames: TapFrame[]; change(): void; say(atUs: number, pieces: number, value?: number): void } {
  const frames: TapFrame[] = [];
  const { take, change } = createTapLine(zeroUs, (frame) => frames.push(frame));
  return {
    frames,
    change,
    say(atUs, pieces, value = 0.5) {
      for (let index = 0; index < pieces; index += 1) take({ atUs: atUs + index * PIECE_US, rateHz: TAP_RATE_HZ, samples: new Float32Array(PIECE).fill(value) });
    },
  };
}

describe('a tap\'s line', () => {
  it('cuts what it hears into frames of the contract\'s length, none lost, none twice', () => {
    const { frames, say } = line();
    say(0, 16);
    expect(frames.map(({ firstSample }) => firstSample)).toEqual([0, TAP_FRAME_SAMPLES, 2 * TAP_FRAME_SAMPLES, 3 * TAP_FRAME_SAMPLES, 4 * TAP_FRAME_SAMPLES]);
    expect(frames.every(({ pcm }) => pcm.length === TAP_FRAME_SAMPLES && pcm.every((sample) => sample === 0.5))).toBe(true);
  });

  it('begins where the other speaker\'s line is by then: silence up to there', () => {
    const { frames, say } = line(1_000_000);
    say(2_000_000, 8);
    const [first] = frames;
    expect(first?.firstSample).toBe(Math.floor(TAP_RATE_HZ / TAP_FRAME_SAMPLES) * TAP_FRAME_SAMPLES);
    const silent = TAP_RATE_HZ - (first?.firstSample ?? 0);
    expect(first?.pcm.slice(0, silent).every((sample) => sample === 0)).toBe(true);
    expect(first?.pcm[silent]).toBe(0.5);
  });

  it('leaves out what no track had anything for, and goes on in its place', () => {
    const { frames, say } = line();
    say(0, 4);
    say(1_000_000, 8);
    expect(frames.map(({ firstSample }) => firstSample)).toEqual([0, 512, 31 * 512, 32 * 512]);
    expect(frames[1]?.pcm[640 - 512 - 1]).toBe(0.5);
    expect(frames[1]?.pcm[640 - 512]).toBe(0);
    expect(frames[2]?.pcm[16_000 - 31 * 512 - 1]).toBe(0);
    expect(frames[2]?.pcm[16_000 - 31 * 512]).toBe(0.5);
  });

  it('is not moved by the unrest of timestamps, nor by a track whose clock is behind', () => {
    const { frames, say } = line();
    for (let piece = 0; piece < 32; piece += 1) say(piece * PIECE_US + (piece % 2 === 0 ? 300_000 : -3_000), 1);
    say(0, 32);
    const begun = frames[0]?.firstSample ?? Number.NaN;
    expect(frames.map(({ firstSample }) => firstSample)).toEqual(frames.map((_frame, index) => begun + index * TAP_FRAME_SAMPLES));
    expect(frames.slice(2).every(({ pcm }) => pcm.every((sample) => sample === 0.5))).toBe(true);
  });

  it('puts another track where its time is, however short the silence between', () => {
    const { frames, change, say } = line();
    say(0, 4);
    change();
    say(100_000, 8, 0.25);
    const pcm = new Float32Array(3_000);
    for (const frame of frames) pcm.set(frame.pcm, frame.firstSample);
    expect([639, 640, 1_599, 1_600].map((sample) => pcm[sample])).toEqual([0.5, 0, 0, 0.25]);
  });

  it('goes on through a change of the track\'s rate', () => {
    const frames: TapFrame[] = [];
    const { take } = createTapLine(0, (frame) => frames.push(frame));
    for (let piece = 0; piece < 50; piece += 1) take({ atUs: piece * PIECE_US, rateHz: 48_000, samples: new Float32Array(480).fill(0.25) });
    for (let piece = 50; piece < 100; piece += 1) take({ atUs: piece * PIECE_US, rateHz: 16_000, samples: new Float32Array(160).fill(0.25) });
    const pcm = frames.flatMap((frame) => [...frame.pcm]);
    expect(Math.abs(pcm.length - TAP_RATE_HZ)).toBeLessThan(2 * TAP_FRAME_SAMPLES);
    expect(pcm.slice(200, 7_000).every((sample) => Math.abs(sample - 0.25) < 0.01)).toBe(true);
  });
});
