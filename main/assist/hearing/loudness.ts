import type { Pcm16k } from './recogniser.ts';

/** Below this nobody is on the line: digital silence and comfort noise. Quiet telephone speech lies near -45 dBFS. */
const FLOOR_DBFS = -62;
const FLOOR_POWER = 10 ** (FLOOR_DBFS / 10);

/** Whether a frame is loud enough to be listened to, before any gain; also the place where NaN is turned away. */
export function isAudible(frame: Pcm16k): boolean {
  let power = 0;
  for (const sample of frame) power += sample * sample;
  return power / frame.length >= FLOOR_POWER;
}
