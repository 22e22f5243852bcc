import type { IntentGuess } from '../../../../preload/contract/learning.ts';
import type { SentenceEncoder } from '../encoder.ts';
import { calibrate, crossValidate, type Calibration } from './calibration.ts';
import { createScorer, placeExamples, probabilitiesOf, trainHead, type IntentExample, type IntentHead } from './intent-head.ts';

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

/** Names the intents of an utterance's pieces, the surest first; none of these is an empty list. */
export interface IntentClassifier {
  classify(pieces: readonly string[]): Promise<readonly NamedIntent[]>;
  /** How likely each intent is, and null for none of these, for a text as a whole; the likeliest first. Names nothing: a guess may be a poor one. */
  guess(text: string): Promise<readonly IntentGuess[]>;
}

export interface TrainedIntents {
  readonly head: IntentHead;
  readonly calibration: Calibration;
}

/** Below this calibrated confidence an intent is not named. */
const LEAST_CONFIDENCE = 0.5;
/** One utterance seldom wants more than two things; a third is noise. */
const MOST_INTENTS = 2;

const MOST_GUESSES = 5;

/** What is learned from. The label counts as one more example: it is a good one. */
export function examplesOf(definitions: readonly IntentDefinition[], otherUtterances: readonly string[]): IntentExample[] {
  return [
    ...definitions.flatMap(({ intentId, label, examples }) => [label, ...examples].map((text) => ({ intentId, text }))),
    ...otherUtterances.map((text) => ({ intentId: NO_INTENT, text })),
  ];
}

/** Trains on this machine. */
export function trainIntents(definitions: readonly IntentDefinition[], otherUtterances: readonly string[], encoder: SentenceEncoder): Promise<TrainedIntents> {
  return trainExamples(examplesOf(definitions, otherUtterances), encoder);
}

export async function trainExamples(examples: readonly IntentExample[], encoder: SentenceEncoder): Promise<TrainedIntents> {
  const set = await placeExamples(examples, encoder);
  const head = await trainHead(set);
  const heldOut = await crossValidate(set);
  return { head, calibration: calibrate(heldOut, new Set([head.classes.indexOf(NO_INTENT)])) };
}

export function createIntentClassifier(trained: TrainedIntents, definitions: readonly IntentDefinition[], encoder: SentenceEncoder): IntentClassifier {
  const { head, calibration } = trained;
  const score = createScorer(head);
  const labels = new Map(definitions.map(({ intentId, label }) => [intentId, label]));

  async function nameOne(text: string): Promise<NamedIntent | null> {
    const logits = score(text, await encoder.encode(text));
    const probabilities = probabilitiesOf(logits, calibration.temperature);
    const best = probabilities.indexOf(Math.max(...probabilities));
    const intentId = head.classes[best] ?? NO_INTENT;
    const confidence = probabilities[best] ?? 0;
    const label = labels.get(intentId);
    if (label === undefined || (logits[best] ?? -Infinity) < calibration.leastLogit || confidence < LEAST_CONFIDENCE) return null;
    return { intentId, label, confidence };
  }

  return {
    async guess(text) {
      const probabilities = probabilitiesOf(score(text, await encoder.encode(text)), calibration.temperature);
      const guesses = head.classes.map((intentId, index) => ({ intentId: intentId === NO_INTENT ? null : intentId, confidence: Math.min(1, probabilities[index] ?? 0) }));
      return guesses.sort((a, b) => b.confidence - a.confidence).slice(0, MOST_GUESSES);
    },
    async classify(pieces) {
      const named = new Map<string, NamedIntent>();
      for (const piece of pieces) {
        const intent = await nameOne(piece);
        if (intent !== null && intent.confidence > (named.get(intent.intentId)?.confidence ?? 0)) named.set(intent.intentId, intent);
      }
      return [...named.values()].sort((a, b) => b.confidence - a.confidence).slice(0, MOST_INTENTS);
    },
  };
}
