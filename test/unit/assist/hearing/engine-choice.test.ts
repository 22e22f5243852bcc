import { describe, expect, it } from 'vitest';
import { decideEngine, MOST_REAL_TIME_FACTOR } from '../../../../main/assist/hearing/engine-choice.ts';
import type { HearingSettings, SpeedMeasurement } from '../../../../preload/contract/hearing.ts';

const measured: SpeedMeasurement = { machine: 'here', modelId: 'base', realTimeFactor: 0.1, hasFallenBehind: false };
const decide = (hearing: Partial<HearingSettings>, available: readonly [string, ...string[]] = ['base', 'tiny']) =>
  decideEngine({ available: [...available], machine: 'here', hearing: { pinnedModelId: null, measured: null, ...hearing } });

describe('the choice of the speech model', () => {
  it('asks for a measurement of the best model on the first run, on another machine, and when the best is another one (S05)', () => {
    expect(decide({})).toEqual({ kind: 'measure', modelId: 'base' });
    expect(decide({ measured: { ...measured, machine: 'elsewhere' } })).toEqual({ kind: 'measure', modelId: 'base' });
    expect(decide({ measured: { ...measured, modelId: 'older' } })).toEqual({ kind: 'measure', modelId: 'base' });
  });

  it('takes the best where this machine is fast enough for it, else the smallest, and says which and why (S05)', () => {
    expect(decide({ measured: { ...measured, realTimeFactor: MOST_REAL_TIME_FACTOR } })).toMatchObject({ kind: 'use', modelId: 'base', choice: { reason: 'fast-enough', realTimeFactor: 0.25 } });
    expect(decide({ measured: { ...measured, realTimeFactor: 0.26 } })).toMatchObject({ kind: 'use', modelId: 'tiny', choice: { reason: 'too-slow', realTimeFactor: 0.26 } });
    expect(decide({ measured: { ...measured, hasFallenBehind: true } })).toMatchObject({ kind: 'use', modelId: 'tiny', choice: { reason: 'fell-behind' } });
  });

  it('follows the person who pinned a model, unless its files are not there', () => {
    expect(decide({ pinnedModelId: 'tiny', measured })).toMatchObject({ modelId: 'tiny', choice: { reason: 'pinned' } });
    expect(decide({ pinnedModelId: 'base', measured: { ...measured, hasFallenBehind: true } })).toMatchObject({ modelId: 'base', choice: { reason: 'pinned' } });
    expect(decide({ pinnedModelId: 'gone', measured })).toMatchObject({ modelId: 'base', choice: { reason: 'fast-enough' } });
  });

  it('measures nothing where there is no choice', () => {
    expect(decide({}, ['tiny'])).toEqual({ kind: 'use', modelId: 'tiny', choice: { reason: 'only-one', realTimeFactor: null, available: ['tiny'] } });
  });
});
