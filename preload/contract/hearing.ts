import { z } from 'zod';

/** How fast a speech model ran on a machine. */
export const SpeedMeasurement = z.strictObject({
  /** Processor, cores and architecture: on another machine the measurement is worth nothing. */
  machine: z.string().max(300),
  modelId: z.string().max(100),
  /** Seconds of work for a second of speech. */
  realTimeFactor: z.number().nonnegative(),
  /** The transcript of real calls fell behind again and again with this model. */
  hasFallenBehind: z.boolean(),
});
export type SpeedMeasurement = z.infer<typeof SpeedMeasurement>;

/** What is kept of the choice of the speech model; null and null: not chosen, not measured. */
export const HearingSettings = z.strictObject({ pinnedModelId: z.string().max(100).nullable(), measured: SpeedMeasurement.nullable() });
export type HearingSettings = z.infer<typeof HearingSettings>;
export const MEASURE_FIRST: HearingSettings = { pinnedModelId: null, measured: null };

/** Why this model listens. */
export const EngineChoice = z.strictObject({
  reason: z.enum(['fast-enough', 'too-slow', 'fell-behind', 'pinned', 'only-one']),
  /** Of the best model, or of the person's own where that listens, as measured; null where nothing was measured on this machine. */
  realTimeFactor: z.number().nonnegative().nullable(),
  /** The models that are whole, the best first. */
  available: z.array(z.string()),
});
export type EngineChoice = z.infer<typeof EngineChoice>;
