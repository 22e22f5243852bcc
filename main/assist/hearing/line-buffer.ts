import { TAP_FRAME_SAMPLES, TAP_RATE_HZ } from '../../../preload/contract/media.ts';
import type { Pcm16k } from './recogniser.ts';

/** A hole up to this long is filled with silence, frame by frame; after a longer one the line begins anew behind it. */
const LONGEST_HOLE_SAMPLES = 2 * TAP_RATE_HZ;

/** The last seconds of one speaker's line, by position. */
export interface LineBuffer {
  /** The position after the last sample. */
  readonly end: number;
  /** Samples at this position would leave so long a hole that the line begins anew: what is still wanted of it must be read first. */
  isBeyond(firstSample: number): boolean;
  /** Takes samples at their position: a short hole becomes silence, what came twice or late is dropped. */
  append(firstSample: number, pcm: Pcm16k): void;
  /** The next whole frame of 512 samples and its number on the line; null until enough has come. */
  nextFrame(): { readonly frame: number; readonly pcm: Pcm16k } | null;
  /** The samples from `from` up to `to`; silence where the line has nothing, or nothing yet. */
  read(from: number, to: number): Pcm16k;
}

/** @param keepSamples how far back `read` must reach */
export function createLineBuffer(keepSamples: number): LineBuffer {
  let samples = new Float32Array(2 * keepSamples);
  /** The position of samples[0]. */
  let base = 0;
  let end = 0;
  let nextFrame = 0;

  function makeRoom(length: number): void {
    if (end - base + length <= samples.length) return;
    const keepFrom = Math.max(base, Math.min(end - keepSamples, nextFrame * TAP_FRAME_SAMPLES));
    const kept = samples.subarray(keepFrom - base, end - base);
    const larger = kept.length + length > samples.length ? new Float32Array(2 * (kept.length + length)) : samples;
    larger.set(kept);
    samples = larger;
    base = keepFrom;
  }

  function put(pcm: Pcm16k): void {
    makeRoom(pcm.length);
    samples.set(pcm, end - base);
    end += pcm.length;
  }

  const isBeyond = (firstSample: number): boolean => firstSample - end > LONGEST_HOLE_SAMPLES;

  return {
    get end() { return end; },
    isBeyond,
    append(firstSample, pcm) {
      if (isBeyond(firstSample)) {
        nextFrame = Math.ceil(firstSample / TAP_FRAME_SAMPLES);
        base = end = nextFrame * TAP_FRAME_SAMPLES;
      } else if (firstSample > end) {
        put(new Float32Array(firstSample - end));
      }
      put(pcm.subarray(Math.min(pcm.length, end - firstSample)));
    },
    nextFrame() {
      const from = nextFrame * TAP_FRAME_SAMPLES;
      if (end - from < TAP_FRAME_SAMPLES) return null;
      const frame = nextFrame++;
      return { frame, pcm: samples.slice(from - base, from - base + TAP_FRAME_SAMPLES) };
    },
    read(from, to) {
      const pcm = new Float32Array(to - from);
      const first = Math.max(from, base);
      pcm.set(samples.subarray(first - base, Math.max(first, Math.min(to, end)) - base), Math.min(first, to) - from);
      return pcm;
    },
  };
}
