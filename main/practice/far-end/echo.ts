import type { FarEnd } from './far-end.ts';

/** Waiting frames: enough for the jitter of a busy machine; more would be heard as delay. */
const START_FRAMES = 2;
const MAXIMUM_FRAMES = 10;

/** Says back what it hears, 40 ms later: a check of the microphone and of both directions. */
export function createEcho(): FarEnd {
  const waiting: Int16Array[] = [];
  let isRunning = false;
  return {
    hear(samples) {
      waiting.push(samples);
      if (waiting.length > MAXIMUM_FRAMES) waiting.shift();
    },
    nextFrame() {
      isRunning = isRunning ? waiting.length > 0 : waiting.length >= START_FRAMES;
      return isRunning ? (waiting.shift() ?? null) : null;
    },
    isFinished: () => false,
  };
}
