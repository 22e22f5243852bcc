import { TAP_RATE_HZ, type TapFrame } from '../../../preload/contract/media.ts';

/** A frame longer than this is no frame of ours. */
const LONGEST_SAMPLES = TAP_RATE_HZ;
/** Later than this in one call is no position of ours. */
const LAST_SAMPLE = 24 * 3600 * TAP_RATE_HZ;

/** Reads what came over a tap's port; null for anything that is not a TapFrame. Samples that are no numbers become silence. */
export function readTapFrame(message: unknown): TapFrame | null {
  if (typeof message !== 'object' || message === null || !('firstSample' in message) || !('pcm' in message)) return null;
  const { firstSample, pcm } = message;
  if (typeof firstSample !== 'number' || !Number.isInteger(firstSample) || firstSample < 0 || firstSample > LAST_SAMPLE) return null;
  if (!(pcm instanceof Float32Array) || pcm.length === 0 || pcm.length > LONGEST_SAMPLES) return null;
  return { firstSample, pcm: pcm.every((sample) => Math.abs(sample) <= 1) ? pcm : pcm.map(clip) };
}

function clip(sample: number): number {
  return Number.isNaN(sample) ? 0 : Math.min(1, Math.max(-1, sample));
}
