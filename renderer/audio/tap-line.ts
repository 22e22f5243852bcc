import type { TAP_FRAME_SAMPLES, TAP_RATE_HZ, TapFrame } from '../../preload/contract/media.ts';
import { createResampler, type Resampler } from './resample.ts';

/** The contract's values, held to it by their types: the module itself would bring its schemas into the page. */
const RATE_HZ: typeof TAP_RATE_HZ = 16_000;
const FRAME_SAMPLES: typeof TAP_FRAME_SAMPLES = 512;
const SAMPLES_PER_US = RATE_HZ / 1e6;
/** A track has sound without a break, but a busy machine dates it late: what seems to be missing is missing only beyond this. */
const GAP_SAMPLES = 0.4 * RATE_HZ;

/** A piece of a track's sound. */
export interface HeardPiece {
  /** Of its first sample, microseconds, on a clock that all tracks of the page share. */
  readonly atUs: number;
  readonly rateHz: number;
  /** Mono, [-1, 1]. */
  readonly samples: Float32Array;
}

/** Pieces of one speaker's tracks, in the order of time, as frames of a tap: 16 kHz, 512 samples, by position. A position that no track had anything for is in no frame, or silent. */
export interface TapLine {
  take(piece: HeardPiece): void;
  /** Another track follows: its first piece has its place by its time alone. */
  change(): void;
}

/** @param zeroUs the moment of position 0, on the clock of the pieces */
export function createTapLine(zeroUs: number, emit: (frame: TapFrame) => void): TapLine {
  let resampler: { readonly from: number; readonly push: Resampler['push'] } | null = null;
  let firstSample = 0;
  let pcm = new Float32Array(FRAME_SAMPLES);
  let filled = 0;
  let isAnother = true;

  /** Silence up to there: to the end of the frame that is being filled, and from the beginning of the one where `position` lies. */
  function skipTo(position: number): void {
    const frame = Math.floor(position / FRAME_SAMPLES) * FRAME_SAMPLES;
    if (frame > firstSample && filled > 0) flush();
    firstSample = Math.max(firstSample, frame);
    filled = Math.max(0, Math.round(position) - firstSample);
  }

  function flush(): void {
    emit({ firstSample, pcm });
    firstSample += FRAME_SAMPLES;
    pcm = new Float32Array(FRAME_SAMPLES); // the reader has the one before
    filled = 0;
  }

  return {
    change: () => { isAnother = true; },
    take({ atUs, rateHz, samples }) {
      if (resampler?.from !== rateHz) resampler = { from: rateHz, ...createResampler(rateHz, RATE_HZ) };
      const position = Math.max(0, (atUs - zeroUs) * SAMPLES_PER_US);
      const missing = position - (firstSample + filled);
      if (missing > (isAnother ? 0 : GAP_SAMPLES)) skipTo(position);
      isAnother = false;
      for (const sample of resampler.push(samples)) {
        if (filled === FRAME_SAMPLES) flush();
        pcm[filled] = sample;
        filled += 1;
      }
      if (filled === FRAME_SAMPLES) flush();
    },
  };
}
