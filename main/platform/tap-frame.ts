import { TAP_FRAME_SAMPLES, type TapFrame } from '../../preload/contract/media.ts';

/** Reads what came over a tap's port; null for what is no TapFrame, for the page is not ours to trust. Numbers that are none become silence. */
export function readTapFrame(message: unknown): TapFrame | null {
  if (typeof message !== 'object' || message === null || !('firstSample' in message) || !('pcm' in message)) return null;
  const { firstSample, pcm } = message;
  if (typeof firstSample !== 'number' || !Number.isSafeInteger(firstSample) || firstSample < 0) return null;
  if (!(pcm instanceof Float32Array) || pcm.length !== TAP_FRAME_SAMPLES) return null;
  if (pcm.every((sample) => sample >= -1 && sample <= 1)) return { firstSample, pcm };
  return { firstSample, pcm: pcm.map((sample) => (Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0)) };
}
