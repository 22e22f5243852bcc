import type { SentenceEncoder } from '../encoder.ts';
import { calibrate, crossValidate, type Calibration } from './calibration.ts';
import { createScorer, probabilitiesOf, trainIntentHead, type IntentExample, type IntentHead } from './intent-head.ts';

/** The class of generic utterances that are nobody's intent. */
export const NO_INTENT = 'none';

export interface IntentDefinition {
  readonly intentId: string;
  readonly label: string;
  readonly examples: readonly string[];
}

export interface NamedIntent {
  readonly intentId: string;
  readonly label: string;
  /** 0 to 1, calibrated. */
  readonly confidence: number;
}

/** Names the intent of a text, or null: none of these. */
export interface IntentClassifier {
  classify(text: string): Promise<NamedIntent | null>;
}

export interface TrainedIntents {
  readonly head: IntentHead;
  readonly calibration: Calibration;
}

/** Below this calibrated confidence an intent is not named. */
const LEAST_CONFIDENCE = 0.4;

/** Trains on this machine. The label counts as one more example: it is a good one. */
export async function trainIntents(definitions: readonly IntentDefinition[], otherUtterances: readonly string[], encoder: SentenceEncoder): Promise<TrainedIntents> {
  const examples: IntentExample[] = [
    ...definitions.flatMap(({ intentId, label, examples: texts }) => [label, ...texts].map((text) => ({ intentId, text }))),
    ...otherUtterances.map((text) => ({ intentId: NO_INTENT, text })),
  ];
  const head = await trainIntentHead(examples, encoder);
  const heldOut = await crossValidate(examples, encoder);
  return { head, calibration: calibrate(heldOut, new Set([head.classes.indexOf(NO_INTENT)])) };
}

export function createIntentClassifier(trained: TrainedIntents, definitions: readonly IntentDefinition[], encoder: SentenceEncoder): IntentClassifier {
  const { head, calibration } = trained;
  const score = createScorer(head);
  const labels = new Map(definitions.map(({ intentId, label }) => [intentId, label]));
  return {
    async classify(text) {
      const logits = score(text, await encoder.encode(text));
      const probabilities = probabilitiesOf(logits, calibration.temperature);
      const best = probabilities.indexOf(Math.max(...probabilities));
      const intentId = head.classes[best] ?? NO_INTENT;
      const confidence = probabilities[best] ?? 0;
      const label = labels.get(intentId);
      if (label === undefined || (logits[best] ?? -Infinity) < calibration.leastLogit || confidence < LEAST_CONFIDENCE) return null;
      return { intentId, label, confidence };
    },
  };
}
