import type { Pcm16k } from './recogniser.ts';

/** The last stretch of one speaker's line, by position: the number of samples heard before it. */
export interface LineAudio {
  /** The position after the newest sample. */
  readonly end: number;
  append(pcm: Pcm16k): void;
  /** A copy of the samples from `from` up to `to`; zeros where the line has none (any more). */
  copy(from: number, to: number): Pcm16k;
}

export function createLineAudio(capacitySamples: number): LineAudio {
  const ring = new Float32Array(capacitySamples);
  let end = 0;
  return {
    get end() { return end; },
    append(pcm) {
      for (const sample of pcm) ring[end++ % capacitySamples] = sample;
    },
    copy(from, to) {
      const copy = new Float32Array(Math.max(0, to - from));
      const oldest = Math.max(0, end - capacitySamples, from);
      for (let position = oldest; position < Math.min(end, to); position++) copy[position - from] = ring[position % capacitySamples] ?? 0;
      return copy;
    },
  };
}
