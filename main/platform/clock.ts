/** A timer that is running until it fires or is cancelled. */
export interface Timer {
  cancel(): void;
}

/** Time as the product sees it, so that tests may move it by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch; may jump when the system's clock is set. */
  nowMs(): number;
  /** Milliseconds that never jump back; the zero is arbitrary. */
  monotonicMs(): number;
  startTimer(delayMs: number, onFire: () => void): Timer;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  startTimer(delayMs, onFire) {
    const handle = setTimeout(onFire, Math.max(0, delayMs));
    return { cancel: () => clearTimeout(handle) };
  },
};
