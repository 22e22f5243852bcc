import type { TrialFigures } from '../../preload/contract/learning.ts';

/** A candidate may lose this share of what works, and only where it gains as much: at the edge of "none of these" single answers turn by chance. */
const MOST_LOST_SHARE = 0.02;

/** A candidate is taken if it is right at least as often as the intents in use, on the verdicts that neither has seen and on both sets together. */
export function isNotWorse({ heldOut, regression }: TrialFigures): boolean {
  const gained = heldOut.after - heldOut.before;
  const lost = regression.before - regression.after;
  return gained >= 0 && lost <= gained && lost <= regression.count * MOST_LOST_SHARE;
}
