import { describe, expect, it } from 'vitest';
import { createLineAudio } from '../../../../main/assist/hearing/line-audio.ts';
import { createLineClock } from '../../../../main/assist/hearing/line-clock.ts';

/** Arrivals of `seconds` of frames of 32 ms, each late by what `lateMs` says. */
function arrive(lateMs: (frame: number) => number, seconds: number): ReturnType<typeof createLineClock> {
  const clock = createLineClock();
  for (let frame = 1; frame <= (seconds * 1_000) / 32; frame++) clock.noteArrival(frame * 512, 2_000 + frame * 32 + lateMs(frame));
  return clock;
}

describe("a line's clock", () => {
  it('counts samples from the first frame', () => {
    expect(arrive(() => 0, 3).callMsAt(16_000)).toBe(3_000);
  });

  it('is not moved by frames that come in bursts', () => {
    const clock = arrive((frame) => 32 * (8 - (frame % 8)) - 32, 20);
    expect(Math.abs(clock.callMsAt(16_000 * 10) - 12_000)).toBeLessThanOrEqual(230);
    expect(Math.abs(clock.callMsAt(16_000 * 18) - 20_000)).toBeLessThanOrEqual(100);
  });

  it('believes a frame that came earlier than its first one allowed', () => {
    expect(arrive((frame) => (frame < 5 ? 900 : 0), 8).callMsAt(16_000 * 7)).toBe(9_000);
  });

  it('follows a sound card that runs slow', () => {
    const clock = arrive((frame) => frame * 0.32, 60);
    expect(Math.abs(clock.callMsAt(16_000 * 60) - (62_000 + 600))).toBeLessThan(160);
  });

  it('starts over after a gap and still knows the time before it', () => {
    const clock = arrive(() => 0, 4);
    clock.noteArrival(16_000 * 4 + 512, 100_032, true);
    expect(clock.callMsAt(16_000 * 4)).toBe(100_000);
    expect(clock.callMsAt(16_000)).toBe(3_000);
  });

  it('is never before the call', () => {
    const clock = createLineClock();
    clock.noteArrival(512, -500);
    expect(clock.callMsAt(0)).toBe(0);
  });
});

describe("a line's sound", () => {
  it('is kept by position, and silent where there is none', () => {
    const audio = createLineAudio(4);
    audio.append(Float32Array.of(1, 2, 3, 4, 5));
    expect(audio.end).toBe(5);
    expect([...audio.copy(-1, 7)]).toEqual([0, 0, 2, 3, 4, 5, 0, 0]);
    expect([...audio.copy(3, 2)]).toEqual([]);
  });
});
