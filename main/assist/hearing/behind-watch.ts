/** From here on a transcript is behind in earnest: the finals of two long turns at once make 2 s. */
export const BEHIND_IN_EARNEST_MS = 4_000;
/** So far behind once is as telling as being behind several times. */
export const HOPELESSLY_BEHIND_MS = 20_000;
export const TIMES_BEHIND = 3;

/**
 * Notices that the recogniser is too slow for this machine's calls, and not just busy for a moment.
 *
 * @returns takes every news of being behind, 0 for "caught up"; true at the news that makes it certain, then it counts anew
 */
export function createBehindWatch(): (behindMs: number) => boolean {
  let times = 0;
  let isBehind = false;
  return (behindMs) => {
    if (behindMs === 0) isBehind = false;
    if (behindMs >= BEHIND_IN_EARNEST_MS && !isBehind) {
      isBehind = true;
      times += 1;
    }
    if (times < TIMES_BEHIND && behindMs < HOPELESSLY_BEHIND_MS) return false;
    times = 0;
    return true;
  };
}
