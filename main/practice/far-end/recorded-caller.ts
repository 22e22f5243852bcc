import type { Caller } from '../callers/load-callers.ts';
import { FRAME_MS, FRAME_SAMPLES } from '../media/g711.ts';
import type { FarEnd } from './far-end.ts';
import { startPacing, stepPacing, type PacedLine, type Pacing } from './script-pacing.ts';
import { createVoiceActivity } from './voice-activity.ts';

/** So many frames without a packet and the agent counts as quiet. */
const STALE_FRAMES = 5;

/** Plays a caller's lines in turn with the agent; `onLine` tells which line begins. */
export function createRecordedCaller(caller: Caller, onLine: (line: number) => void): FarEnd {
  const isVoice = createVoiceActivity();
  const lines: readonly PacedLine[] = caller.lines.map((line) => ({ durationMs: (line.samples.length / FRAME_SAMPLES) * FRAME_MS, maxWaitMs: line.maxWaitMs }));
  let pacing: Pacing = startPacing();
  let isAgentVoice = false;
  let framesSinceHeard = 0;

  return {
    hear(samples) {
      isAgentVoice = isVoice(samples);
      framesSinceHeard = 0;
    },
    nextFrame() {
      framesSinceHeard += 1;
      if (framesSinceHeard > STALE_FRAMES) isAgentVoice = false;
      pacing = stepPacing(pacing, lines, isAgentVoice);
      if (pacing.kind !== 'speaking') return null;
      if (pacing.elapsedMs === 0) onLine(pacing.line);
      const start = (pacing.elapsedMs / FRAME_MS) * FRAME_SAMPLES;
      return caller.lines[pacing.line]?.samples.subarray(start, start + FRAME_SAMPLES) ?? null;
    },
    isFinished: () => pacing.kind === 'finished',
  };
}
