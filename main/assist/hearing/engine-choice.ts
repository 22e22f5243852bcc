import type { EngineChoice, HearingSettings, SpeedMeasurement } from '../../../preload/contract/hearing.ts';

/** Both lines together may take half of the time, so one may take a quarter: what is left is for partials and for the call. */
export const MOST_REAL_TIME_FACTOR = 0.25;

export type EngineDecision =
  | { readonly kind: 'use'; readonly modelId: string; readonly choice: EngineChoice }
  /** Time this model, then decide again. */
  | { readonly kind: 'measure'; readonly modelId: string };

interface Question {
  /** The models that are whole, the best first. */
  readonly available: readonly [string, ...string[]];
  readonly hearing: HearingSettings;
  /** The fingerprint of this machine. */
  readonly machine: string;
}

/** Which model listens: the one that the person pinned, else the best where this machine is fast enough for it, else the smallest. */
export function decideEngine({ available, hearing: { pinnedModelId, measured }, machine }: Question): EngineDecision {
  const [best] = available;
  const smallest = available.at(-1) ?? best;
  const known = measured?.machine === machine && measured.modelId === best ? measured : null;
  const use = (modelId: string, reason: EngineChoice['reason']): EngineDecision =>
    ({ kind: 'use', modelId, choice: { reason, realTimeFactor: known?.realTimeFactor ?? null, available: [...available] } });
  if (pinnedModelId !== null && available.includes(pinnedModelId)) return use(pinnedModelId, 'pinned');
  if (available.length === 1) return use(best, 'only-one');
  if (known === null) return { kind: 'measure', modelId: best };
  return verdictOn(known, { best, smallest, use });
}

function verdictOn({ realTimeFactor, hasFallenBehind }: SpeedMeasurement, { best, smallest, use }: { readonly best: string; readonly smallest: string; readonly use: (modelId: string, reason: EngineChoice['reason']) => EngineDecision }): EngineDecision {
  if (hasFallenBehind) return use(smallest, 'fell-behind');
  return realTimeFactor <= MOST_REAL_TIME_FACTOR ? use(best, 'fast-enough') : use(smallest, 'too-slow');
}
