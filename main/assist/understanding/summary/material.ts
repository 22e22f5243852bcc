import type { DispositionId, IntentFinding, Suggestion, SummaryLine, Utterance } from '../../../../preload/contract/assist.ts';
import { sentencesOf } from '../text/segments.ts';

/** Everything a summary may speak of. */
export interface CallMaterial {
  /** Finals of both speakers, by start. */
  readonly utterances: readonly Utterance[];
  readonly intents: readonly IntentFinding[];
  readonly suggestions: readonly Suggestion[];
  /** What each intent usually ends as. */
  readonly dispositionOf: ReadonlyMap<string, DispositionId>;
}

/** A sentence and where it was said. */
export interface Sentence {
  readonly text: string;
  readonly utterance: Utterance;
}

/** As long as a line of the contract may be. */
const MOST_CHARACTERS = 2_000;

export function sentencesIn(utterances: readonly Utterance[]): Sentence[] {
  return utterances.flatMap((utterance) => sentencesOf(utterance.text).map((text): Sentence => ({ text, utterance })));
}

export const lineOf = ({ text, utterance }: Sentence): SummaryLine => ({ text: text.slice(0, MOST_CHARACTERS), utteranceIds: [utterance.utteranceId] });

/** Each thing once, in the words of the first time. */
export function distinct(sentences: readonly Sentence[]): Sentence[] {
  const seen = new Set<string>();
  return sentences.filter(({ text }) => {
    const key = text.toLowerCase().replace(/\W+/g, ' ').trim();
    return seen.has(key) ? false : (seen.add(key), true);
  });
}
