const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** After the n-th failed attempt we wait the n-th of these; together 70 hours. Close to what Standard Webhooks proposes. */
const DELAYS_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, ...Array<number>(5).fill(12 * HOUR_MS)];
/** A fifth either way, so that the events of an outage do not come back in step. */
const JITTER_RATIO = 0.2;
/** The longest that any attempt is put off; what waits longer is a clock that was set back. */
export const LONGEST_DELAY_MS = 12 * HOUR_MS * (1 + JITTER_RATIO);
/** A receiver that asks for more is asked again after this. */
const RETRY_AFTER_CAP_MS = HOUR_MS;

/**
 * How long to wait after a failed attempt, ms; null: that was the last one.
 * @param attempts attempts made so far, at least 1
 * @param random uniform in [0, 1)
 */
export function retryDelayMs(attempts: number, random: () => number): number | null {
  const delayMs = DELAYS_MS[attempts - 1];
  return delayMs === undefined ? null : Math.round(delayMs * (1 - JITTER_RATIO + 2 * JITTER_RATIO * random()));
}

/** Reads Retry-After (RFC 9110 s. 10.2.3: seconds or an HTTP date), capped; null: absent or not understood. */
export function retryAfterMs(value: string | null, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Math.min(Number(text) * SECOND_MS, RETRY_AFTER_CAP_MS);
  if (!/^[A-Za-z]{3,9},? .*GMT$/.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.min(Math.max(0, atMs - nowMs), RETRY_AFTER_CAP_MS);
}
