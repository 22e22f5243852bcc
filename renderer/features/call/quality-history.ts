import type { CallMedia } from '../../../preload/contract/calls.ts';
import { lossPercent } from './quality.ts';

export interface QualitySample {
  /** 1 to 4.5; null while there is too little audio for a score. */
  readonly mos: number | null;
  readonly lossPercent: number;
  readonly jitterMs: number | null;
}

/** Two minutes of a sample a second: what a person looks back on when they say "it was bad just now". */
const MOST_SAMPLES = 120;

/** The line's figures over time, one sample for each new count of packets. */
export function withSample(samples: readonly QualitySample[], media: CallMedia): QualitySample[] {
  return [...samples, { mos: media.mos, lossPercent: lossPercent(media), jitterMs: media.jitterMs }].slice(-MOST_SAMPLES);
}

/** A path of SVG through the scores, from 1 at the bottom to 4.5 at the top; a gap where there is none. */
export function mosPath(samples: readonly QualitySample[], width: number, height: number): string {
  const step = samples.length < 2 ? 0 : width / (samples.length - 1);
  let isDrawing = false;
  return samples.flatMap(({ mos }, index) => {
    if (mos === null) {
      isDrawing = false;
      return [];
    }
    const command = isDrawing ? 'L' : 'M';
    isDrawing = true;
    const y = height * (1 - (Math.min(4.5, Math.max(1, mos)) - 1) / 3.5);
    return [`${command}${(index * step).toFixed(1)} ${y.toFixed(1)}`];
  }).join('');
}

/** Lowest, mean and last score; null without any. */
export function mosSummary(samples: readonly QualitySample[]): { readonly worst: number; readonly mean: number } | null {
  const scores = samples.flatMap(({ mos }) => (mos === null ? [] : [mos]));
  return scores.length === 0 ? null : { worst: Math.min(...scores), mean: scores.reduce((sum, mos) => sum + mos, 0) / scores.length };
}
