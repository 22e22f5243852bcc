import { FRAME_SAMPLES, SAMPLE_RATE_HZ } from '../media/g711.ts';
import type { FarEnd } from './far-end.ts';

const TONE_HZ = 425;
const ON_SEC = 1;
const CYCLE_SEC = 5;
const AMPLITUDE = 3_300; // about -20 dBFS

/** The ringing tone of ITU-T E.180 s. 5: 425 Hz, one second on, four off. Early media that the far end makes itself. */
export function createRingback(): FarEnd {
  let sample = 0;
  return {
    nextFrame() {
      const frame = Int16Array.from({ length: FRAME_SAMPLES }, (_, index) => {
        const atSec = (sample + index) / SAMPLE_RATE_HZ;
        return atSec % CYCLE_SEC < ON_SEC ? Math.round(AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * atSec)) : 0;
      });
      sample += FRAME_SAMPLES;
      return frame;
    },
    hear: () => undefined,
    isFinished: () => false,
  };
}
