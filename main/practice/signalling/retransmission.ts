import type { Clock, Timer } from '../../platform/clock.ts';

/** RFC 3261 s. 17.1.1.1: the round-trip estimate and the longest intervals, for UDP. */
export const T1_MS = 500;
export const T2_MS = 4_000;
export const T4_MS = 5_000;
/** Timers B, D, F, H, J, L and M: how long a transaction may wait or linger. */
export const SIXTY_FOUR_T1_MS = 64 * T1_MS;

/**
 * Sends again at T1 and then at doubling intervals until cancelled; after 64*T1 it gives up.
 * With `capMs` T2 these are timers E, G and the 2xx of s. 13.3.1.4; without a cap timer A.
 */
export function startRetransmission(options: { clock: Clock; capMs?: number; send: () => void; onGiveUp: () => void }): Timer {
  const { clock, capMs = Infinity, send, onGiveUp } = options;
  let intervalMs = T1_MS;
  const again = (): void => {
    intervalMs = Math.min(2 * intervalMs, capMs);
    next = clock.startTimer(intervalMs, again);
    send(); // last: the answer may come before it returns and cancel
  };
  let next = clock.startTimer(intervalMs, again);
  const limit = clock.startTimer(SIXTY_FOUR_T1_MS, () => {
    next.cancel();
    onGiveUp();
  });
  return {
    cancel() {
      next.cancel();
      limit.cancel();
    },
  };
}
