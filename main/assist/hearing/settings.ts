import type { EndpointingSettings } from './endpointing.ts';

/**
 * Chosen on real telephone calls and on studio prompts through G.711 (`npm run bench -- --only asr`):
 * more silence before the end costs time, less cuts sentences and with them the context that the recogniser lives on.
 */
export const endpointingSettings: EndpointingSettings = {
  startProbability: 0.5,
  keepProbability: 0.35,
  sustainedMs: 250,
  pauseMs: 160,
  finishedSilenceMs: 288,
  silenceMs: 704,
  silenceOfLongMs: 300,
  longFromMs: 8_000,
  longestMs: 15_000,
};

/** The line's own sound before and after the speech: the detector clips first sounds, and digital silence is strange to the model. */
export const LEAD_MS = 320;
export const TRAIL_MS = 288;
/** Silence is added to the line's own sound up to this much on either side; a stream's very edges have nothing else. */
export const EDGE_SILENCE_MS = 400;
/** After a partial, which may break off within a word. */
export const OPEN_END_SILENCE_MS = 200;

/** A partial no sooner than this after the last, and no sooner than thrice the time that one took. */
export const PARTIAL_EVERY_MS = 700;
export const PARTIAL_EFFORT = 3;
