import type { IntentFinding } from '../../../../preload/contract/assist.ts';
import type { Sentence } from './material.ts';
import { FACT } from './sentences.ts';

const NUMBER = /\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred)\b/i;
const NAMED = /(?<=[a-z,] )[A-Z][a-z]+/;
const RAMBLING_WORDS = 30;

/** How much a sentence tells: numbers, rules, names, a wish that was recognised; not too short and not too long. */
function weightOf({ text, utterance }: Sentence, wanted: ReadonlySet<string>): number {
  const words = text.split(/\s+/).length;
  return Number(NUMBER.test(text)) + Number(FACT.test(text)) + 0.5 * Number(NAMED.test(text)) + Number(wanted.has(utterance.utteranceId)) + 0.5 * Number(words >= 7 && words <= RAMBLING_WORDS);
}

/** The sentences that tell most, at most so many, in the order in which they were said: a call of an hour and a half has more of them than anybody reads. */
export function mostTelling(sentences: readonly Sentence[], most: number, intents: readonly IntentFinding[]): Sentence[] {
  const wanted = new Set<string>(intents.map(({ utteranceId }) => utteranceId));
  const ranked = sentences.map((sentence, at) => ({ sentence, at, weight: weightOf(sentence, wanted) })).sort((a, b) => b.weight - a.weight || a.at - b.at);
  return ranked.slice(0, most).sort((a, b) => a.at - b.at).map(({ sentence }) => sentence);
}
