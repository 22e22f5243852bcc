/**
 * How often a run of tokens may follow upon itself before we say that the decoder goes round in circles.
 * People do say "no no no" and repeat a short sentence; a model in a loop does not stop.
 */
function allowedTurns(cycleLength: number): number {
  if (cycleLength === 1) return 5;
  if (cycleLength <= 4) return 3;
  return 2;
}
const LONGEST_CYCLE = 40;

/**
 * Looks for a cycle at the end of the ids.
 *
 * @returns how many ids to keep, so that the cycle stands once; null where there is no circle
 */
export function endOfFirstTurn(tokenIds: readonly number[]): number | null {
  const longest = Math.min(LONGEST_CYCLE, Math.floor(tokenIds.length / 3));
  for (let cycleLength = 1; cycleLength <= longest; cycleLength++) {
    const turns = countTurns(tokenIds, cycleLength);
    if (turns > allowedTurns(cycleLength)) return tokenIds.length - (turns - 1) * cycleLength;
  }
  return null;
}

/** How many times the last `cycleLength` ids stand one after the other at the end. */
function countTurns(tokenIds: readonly number[], cycleLength: number): number {
  let equal = 0;
  while (equal + cycleLength < tokenIds.length && tokenIds[tokenIds.length - 1 - equal] === tokenIds[tokenIds.length - 1 - equal - cycleLength]) equal++;
  return 1 + Math.floor(equal / cycleLength);
}
