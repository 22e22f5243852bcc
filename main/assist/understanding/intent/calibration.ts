import { createScorer, probabilitiesOf, trainIntentHead, type IntentExample, type Logits } from './intent-head.ts';
import type { SentenceEncoder } from '../encoder.ts';

/** What turns scores into an answer that may be "none". */
export interface Calibration {
  readonly temperature: number;
  /** The highest logit must reach this. */
  readonly leastLogit: number;
}

/** One held-out example: its scores and its true class (an index). */
export interface HeldOut {
  readonly logits: Logits;
  readonly truth: number;
}

/** Scores every example by a head that did not see it. */
export async function crossValidate(examples: readonly IntentExample[], encoder: SentenceEncoder, folds = 4): Promise<HeldOut[]> {
  const heldOut: HeldOut[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const isTested = (_example: IntentExample, index: number): boolean => index % folds === fold;
    const head = await trainIntentHead(examples.filter((example, index) => !isTested(example, index)), encoder);
    const score = createScorer(head);
    for (const example of examples.filter(isTested)) {
      const truth = head.classes.indexOf(example.intentId);
      if (truth >= 0) heldOut.push({ logits: score(example.text, await encoder.encode(example.text)), truth });
    }
  }
  return heldOut;
}

/**
 * The temperature that makes confidences honest on held-out examples (Guo et al. 2017), and the logit that `rejectRatio` of the
 * in-scope ones do not reach. Classes in `outOfScope` do not count for the latter.
 */
export function calibrate(heldOut: readonly HeldOut[], outOfScope: ReadonlySet<number>, rejectRatio = 0.05): Calibration {
  const temperatures = Array.from({ length: 40 }, (_unused, step) => 0.1 * 1.1 ** step);
  const losses = temperatures.map((temperature) => heldOut.reduce((sum, { logits, truth }) => sum - Math.log(Math.max(1e-9, probabilitiesOf(logits, temperature)[truth] ?? 0)), 0));
  const temperature = temperatures[losses.indexOf(Math.min(...losses))] ?? 1;
  const best = heldOut.filter(({ truth }) => !outOfScope.has(truth)).map(({ logits }) => Math.max(...logits)).sort((a, b) => a - b);
  return { temperature, leastLogit: best[Math.floor(best.length * rejectRatio)] ?? -Infinity };
}
