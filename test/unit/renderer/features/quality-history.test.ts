import { describe, expect, it } from 'vitest';
import { mosPath, mosSummary, withSample, type QualitySample } from '../../../../renderer/features/call/quality-history.ts';
import { call } from '../../../support/fake-sidetone-data.ts';

const sample = (mos: number | null): QualitySample => ({ mos, lossPercent: 0, jitterMs: 3 });

describe('the line over time', () => {
  it('keeps the last two minutes of a sample a second', () => {
    const { media } = call({ kind: 'active', answeredAtMs: 0 }, 0);
    let samples: QualitySample[] = [];
    for (let count = 0; count < 130; count += 1) samples = withSample(samples, { ...media, mos: 4, packetsIn: 95, packetsLost: 5 });
    expect(samples).toHaveLength(120);
    expect(samples[0]).toMatchObject({ mos: 4, lossPercent: 5 });
  });

  it('is drawn from 1 at the bottom to 4.5 at the top, with a gap where there is no score', () => {
    expect(mosPath([sample(1), sample(4.5), sample(null), sample(2.75)], 90, 70)).toBe('M0.0 70.0L30.0 0.0M90.0 35.0');
    expect(mosPath([], 90, 70)).toBe('');
  });

  it('is summed up by its mean and its worst', () => {
    expect(mosSummary([sample(4), sample(null), sample(3)])).toEqual({ worst: 3, mean: 3.5 });
    expect(mosSummary([sample(null)])).toBeNull();
  });
});
