import { TAP_RATE_HZ } from '../../../preload/contract/media.ts';

/** Arrival is late by what the page and the port took, never early: the earliest arrival in a window tells the offset. */
const WINDOW_MS = 5_000;
/** Less is jitter. */
const DRIFT_MS = 100;

interface Anchor {
  readonly position: number;
  /** The call's time at which position 0 would have been spoken. */
  readonly zeroMs: number;
}

/** Turns positions on a speaker's line into the call's time. */
export interface LineClock {
  /** A frame ending at `endPosition` arrived at `nowMs`. `isAfterGap`: positions no longer follow the time before. */
  noteArrival(endPosition: number, nowMs: number, isAfterGap?: boolean): void;
  callMsAt(position: number): number;
}

export function createLineClock(): LineClock {
  let anchors: Anchor[] = [];
  let windowEndMs = 0;
  let earliestMs = Number.POSITIVE_INFINITY;

  function anchorAt(position: number, zeroMs: number, nowMs: number): void {
    anchors = [...anchors.slice(-7), { position, zeroMs }];
    windowEndMs = nowMs + WINDOW_MS;
    earliestMs = Number.POSITIVE_INFINITY;
  }

  return {
    noteArrival(endPosition, nowMs, isAfterGap = false) {
      const zeroMs = nowMs - (endPosition / TAP_RATE_HZ) * 1_000;
      const current = anchors.at(-1);
      // Earlier than we believed possible: the first frames came late.
      if (current === undefined || isAfterGap || zeroMs < current.zeroMs - DRIFT_MS) return anchorAt(endPosition, zeroMs, nowMs);
      earliestMs = Math.min(earliestMs, zeroMs);
      if (nowMs < windowEndMs) return;
      if (Math.abs(earliestMs - current.zeroMs) > DRIFT_MS) return anchorAt(endPosition, earliestMs, nowMs);
      windowEndMs = nowMs + WINDOW_MS;
      earliestMs = Number.POSITIVE_INFINITY;
    },
    callMsAt(position) {
      // An anchor holds from the frame that set it, about half a second back included.
      const anchor = anchors.findLast((candidate) => candidate.position - TAP_RATE_HZ / 2 <= position) ?? anchors[0];
      return Math.max(0, Math.round((anchor?.zeroMs ?? 0) + (position / TAP_RATE_HZ) * 1_000));
    },
  };
}
