import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeEvent } from '../../../../main/media/rtp/telephone-event.ts';
import { createToneQueue } from '../../../../main/media/rtp/tone-queue.ts';

describe('the queue of tones', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function setUp() {
    const sent: { digit: string | undefined; afterMs: number; isFirst: boolean; atMs: number }[] = [];
    const startMs = performance.now();
    const queue = createToneQueue((packet, afterMs) => sent.push({ digit: decodeEvent(packet.payload)?.digit, afterMs, isFirst: packet.isFirst, atMs: performance.now() - startMs }));
    return { queue, sent, firsts: () => sent.filter((packet) => packet.isFirst).map(({ digit, afterMs, atMs }) => [digit, afterMs, atMs]) };
  }

  it('keeps one timestamp over a digit and moves it on by the distance of the digits (RFC 4733 s. 2.5.1.2)', () => {
    const { queue, sent, firsts } = setUp();
    queue.add('159', 8_000, 100);
    vi.advanceTimersByTime(1_000);
    expect(firsts()).toEqual([['1', 20, 0], ['5', 160, 160], ['9', 160, 320]]);
    expect(sent.filter((packet) => !packet.isFirst).every((packet) => packet.afterMs === 0)).toBe(true);
    expect(sent).toHaveLength(21);
  });

  it('is busy to the end of the last gap, so that no audio overlaps a tone', () => {
    const { queue } = setUp();
    expect(queue.isBusy()).toBe(false);
    queue.add('1', 8_000, 100);
    vi.advanceTimersByTime(159);
    expect(queue.isBusy()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(queue.isBusy()).toBe(false);
  });

  it('sends digits that are pressed meanwhile behind those before, on the same clock', () => {
    const { queue, firsts } = setUp();
    queue.add('1', 8_000, 100);
    vi.advanceTimersByTime(50);
    queue.add('2', 8_000, 100);
    vi.advanceTimersByTime(1_000);
    expect(firsts()).toEqual([['1', 20, 0], ['2', 160, 160]]);
  });

  it('starts one frame after the audio again when it has been idle', () => {
    const { queue, firsts } = setUp();
    queue.add('1', 8_000, 100);
    vi.advanceTimersByTime(5_000);
    queue.add('2', 8_000, 100);
    vi.advanceTimersByTime(200);
    expect(firsts()).toEqual([['1', 20, 0], ['2', 20, 5_000]]);
  });

  it('sends nothing more once cleared', () => {
    const { queue, sent } = setUp();
    queue.add('123', 8_000, 100);
    vi.advanceTimersByTime(30);
    const before = sent.length;
    queue.clear();
    vi.advanceTimersByTime(1_000);
    expect([before > 0, sent.length, queue.isBusy()]).toEqual([true, before, false]);
  });
});
