import { describe, expect, it } from 'vitest';
import { estimateMos, mosOf, ratingOf } from '../../../../main/media/quality/e-model.ts';

const CLEAN = { codec: 'PCMU', lossPercent: 0, jitterMs: 0, roundTripMs: 0 } as const;

describe('the mean opinion score of a rating', () => {
  it.each([[93.2, 4.41], [80, 4.02], [70, 3.6], [60, 3.1], [50, 2.58], [0, 1], [-5, 1], [100, 4.5]])('of R = %s is %s (ITU-T G.107 annex B)', (rating, mos) => {
    expect(mosOf(rating)).toBeCloseTo(mos, 1);
  });
});

describe('the rating of a line', () => {
  it.each([
    ['a clean one', {}, 92.7],
    ['1 % loss', { lossPercent: 1 }, 89.1],
    ['5 % loss', { lossPercent: 5 }, 76.9],
    ['a round trip of 200 ms', { roundTripMs: 200 }, 90.3],
    ['a round trip of 600 ms, past the knee', { roundTripMs: 600 }, 69.8],
    ['40 ms of jitter', { jitterMs: 40 }, 90.8],
  ])('with %s', (_what, change, rating) => {
    expect(ratingOf({ ...CLEAN, ...change })).toBeCloseTo(rating, 0);
  });

  it('never rises as the line gets worse', () => {
    for (const worsen of ['lossPercent', 'jitterMs', 'roundTripMs'] as const) {
      const scores = Array.from({ length: 40 }, (_unused, step) => estimateMos({ ...CLEAN, [worsen]: step * 2.5 }));
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });

  it('leaves delay out of it where the peer does not report', () => {
    expect(estimateMos({ ...CLEAN, roundTripMs: null })).toBe(estimateMos(CLEAN));
  });
});
