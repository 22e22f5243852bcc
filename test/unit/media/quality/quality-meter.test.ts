import { describe, expect, it } from 'vitest';
import { createQualityMeter } from '../../../../main/media/quality/quality-meter.ts';

const stats = (packetsIn: number, packetsLost: number) => ({ codec: 'PCMU' as const, packetsOut: 0, packetsIn, packetsLost, jitterMs: 2, roundTripMs: 20 });

describe('the live score', () => {
  it('waits for two seconds of audio', () => {
    const meter = createQualityMeter();
    expect([meter(stats(50, 0)), meter(stats(99, 0)), meter(stats(100, 0))]).toEqual([null, null, expect.closeTo(4.4, 1)]);
  });

  it('falls with loss, and recovers ten seconds after it, whatever was lost before', () => {
    const meter = createQualityMeter();
    const scores = Array.from({ length: 40 }, (_unused, second) => meter(stats(50 * (second + 1), second < 10 ? 0 : Math.min(second - 10, 5) * 10)) ?? 0);
    expect(scores[9]).toBeGreaterThan(4.3);
    expect(scores[15]).toBeLessThan(3.8);
    expect(scores[39]).toBe(scores[9]);
  });

  it('does not praise a line on which nothing comes any more', () => {
    const meter = createQualityMeter();
    const scores = Array.from({ length: 15 }, () => meter(stats(500, 0)));
    expect(scores.at(-1)).toBeNull();
  });
});
