import type { Clock, Timer } from '../../main/platform/clock.ts';

interface PendingTimer {
  readonly dueMs: number;
  readonly order: number;
  readonly onFire: () => void;
}

/** A Clock that a test moves by hand. */
export interface FakeClock extends Clock {
  /** Moves time on and fires what falls due, in order of time, each with the clock at its own instant. */
  advance(byMs: number): void;
  /** The same, with a turn of the event loop before each timer and after the last, so that promises settle in between. */
  advanceAsync(byMs: number): Promise<void>;
  /** Sets the system's clock without moving monotonic time or any timer. */
  setNowMs(nowMs: number): void;
  /** Timers that neither fired nor were cancelled. */
  pendingTimers(): number;
}

export function createFakeClock(startMs = 1_800_000_000_000): FakeClock {
  let epochMs = startMs;
  let monotonicMs = 0;
  let nextOrder = 0;
  const timers = new Set<PendingTimer>();

  function moveTo(targetMs: number): void {
    epochMs += targetMs - monotonicMs;
    monotonicMs = targetMs;
  }

  /** Fires the first timer due by `limitMs`; false when there is none. */
  function fireNext(limitMs: number): boolean {
    const [next] = [...timers].filter((timer) => timer.dueMs <= limitMs).sort((a, b) => a.dueMs - b.dueMs || a.order - b.order);
    if (next === undefined) return false;
    timers.delete(next);
    moveTo(Math.max(monotonicMs, next.dueMs));
    next.onFire();
    return true;
  }

  return {
    nowMs: () => epochMs,
    monotonicMs: () => monotonicMs,
    startTimer(delayMs, onFire): Timer {
      const timer = { dueMs: monotonicMs + Math.max(0, delayMs), order: nextOrder++, onFire };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    advance(byMs) {
      const limitMs = monotonicMs + byMs;
      while (fireNext(limitMs));
      moveTo(limitMs);
    },
    async advanceAsync(byMs) {
      const limitMs = monotonicMs + byMs;
      do await settle(); while (fireNext(limitMs));
      moveTo(limitMs);
      await settle();
    },
    setNowMs: (nowMs) => { epochMs = nowMs; },
    pendingTimers: () => timers.size,
  };
}

/** Lets promises and immediates run. */
function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
