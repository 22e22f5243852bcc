import type { LineSettings } from './speaker-line.ts';

/** Chosen on prompts through G.711 and on real telephone calls: see the README. */
export const lineSettings: LineSettings = {
  startProbability: 0.5,
  keepProbability: 0.35,
  sustainedMs: 250,
  pauseMs: 256,
  silenceMs: 700,
  silenceOfLongMs: 300,
  longFromMs: 8_000,
  longestMs: 15_000,
  paddingBeforeMs: 320,
  paddingAfterMs: 256,
};
