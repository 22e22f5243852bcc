import type { IntentSet } from '../../preload/contract/intents.ts';
import type { Lesson } from '../../preload/contract/learning.ts';

/** What one intent, and the utterances that are nobody's, can hold (contract/intents.ts). */
const MOST_EXAMPLES = 300;
const MOST_OTHERS = 5_000;

/** The set with these examples at the end of their intents; what finds no room is left out. */
export function withLessons(set: IntentSet, lessons: readonly Lesson[]): IntentSet {
  const textsOf = (wanted: string | null): string[] => lessons.filter(({ intentId }) => intentId === wanted).map(({ text }) => text);
  return {
    intents: set.intents.map((intent) => ({ ...intent, examples: [...intent.examples, ...textsOf(intent.intentId)].slice(0, MOST_EXAMPLES) })),
    otherUtterances: [...set.otherUtterances, ...textsOf(null)].slice(0, MOST_OTHERS),
  };
}

/** The set without these examples, wherever they are by now: intents may have been merged since. */
export function withoutLessons(set: IntentSet, lessons: readonly Lesson[]): IntentSet {
  const gone = new Set(lessons.map(({ text }) => text));
  const keep = (text: string): boolean => !gone.has(text);
  return { intents: set.intents.map((intent) => ({ ...intent, examples: intent.examples.filter(keep) })), otherUtterances: set.otherUtterances.filter(keep) };
}
