import type { IntentGuess } from '../../../../preload/contract/learning.ts';
import type { SentenceEncoder } from '../encoder.ts';
import { calibrate, crossValidate, type Calibration } from './calibration.ts';
import { createScorer, placeExamples, probabilitiesOf, trainHead, type IntentExample, type IntentHead, type Logits } from './intent-head.ts';

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
  /** @param before what was said before it, of either speaker; "" for nothing */
  classify(pieces: readonly string[], before?: string): Promise<readonly NamedIntent[]>;
  /** How likely each intent is, and null for none of these, for a text as a whole; the likeliest first. Names nothing: a guess may be a poor one. */
  guess(text: string): Promise<readonly IntentGuess[]>;
}

export interface TrainedIntents {
  readonly head: IntentHead;
  readonly calibration: Calibration;
}

/** Below this calibrated confidence an intent is not named. */
const LEAST_CONFIDENCE = 0.5;
/** A piece that is this sure of itself is read alone; every other with what was said before it. */
const SURE_ALONE = 0.7;
/** What the reading with the words before counts, and what both readings together must reach. */
const BEFORE_WEIGHT = 0.3;
const LEAST_CONFIDENCE_TOGETHER = 0.4;
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

  async function read(text: string): Promise<{ logits: Logits; probabilities: Float64Array }> {
    const logits = score(text, await encoder.encode(text, 'asked'));
    return { logits, probabilities: probabilitiesOf(logits, calibration.temperature) };
  }

  async function nameOne(text: string, before: string): Promise<NamedIntent | null> {
    const { logits, probabilities: alone } = await read(text);
    const sureAt = alone.indexOf(Math.max(...alone));
    if (before === '' || (alone[sureAt] ?? 0) >= SURE_ALONE) return (logits[sureAt] ?? -Infinity) < calibration.leastLogit ? null : named(sureAt, alone, LEAST_CONFIDENCE);
    const { probabilities: after } = await read(`${before} ${text}`);
    const together = alone.map((probability, index) => (1 - BEFORE_WEIGHT) * probability + BEFORE_WEIGHT * (after[index] ?? 0));
    return named(together.indexOf(Math.max(...together)), together, LEAST_CONFIDENCE_TOGETHER);
  }

  function named(index: number, probabilities: Float64Array, least: number): NamedIntent | null {
    const intentId = head.classes[index] ?? NO_INTENT;
    const confidence = Math.min(1, probabilities[index] ?? 0);
    const label = labels.get(intentId);
    return label === undefined || confidence < least ? null : { intentId, label, confidence };
  }

  return {
    async guess(text) {
      const { probabilities } = await read(text);
      const guesses = head.classes.map((intentId, index) => ({ intentId: intentId === NO_INTENT ? null : intentId, confidence: Math.min(1, probabilities[index] ?? 0) }));
      return guesses.sort((a, b) => b.confidence - a.confidence).slice(0, MOST_GUESSES);
    },
    async classify(pieces, before = '') {
      const found = new Map<string, NamedIntent>();
      for (const piece of pieces) {
        const intent = await nameOne(piece, before);
        if (intent !== null && intent.confidence > (found.get(intent.intentId)?.confidence ?? 0)) found.set(intent.intentId, intent);
      }
      return [...found.values()].sort((a, b) => b.confidence - a.confidence).slice(0, MOST_INTENTS);
    },
  };
}
