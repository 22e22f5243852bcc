import type { PromisedAction, SummaryLine } from '../../../../preload/contract/assist.ts';
import { lineOf, type Sentence } from './material.ts';
import { FACT, isFiller, isQuestion, saysNothing } from './sentences.ts';

/** Words by which an agent closes a matter. */
const SETTLED = /\b(?:(?:is|are|has been|have been|i have|i've|we have|we've|that is|that's|it's|it is) (?:now |all |just )?(?:booked|cancelled|canceled|changed|moved|refunded|reserved|confirmed|done|settled|sorted|fixed|sent|ordered|replaced|closed|put (?:it )?(?:back|down|in)|taken care of|set)|you(?:'re| are) all set|the new (?:date|time|appointment|address) is|it stays (?:as|at|on)|we(?:'ll| will) leave it)\b/i;
/** What a caller says yes to. */
const ACCEPTED = /^(?:yes|yeah|okay|ok|good|fine|perfect|great|wonderful|all right|alright|excellent|lovely|that(?:'s| is) (?:fine|good|great|perfect)|that works)\b/i;
/** A settled matter stands in the last part of a call; what was settled earlier was not the end of it. */
const LAST_SHARE = 0.5;

/** What was settled at last: the agent's last sentence that closes a matter, else the last promise, else the last answer that the caller accepted. */
export function findOutcome(sentences: readonly Sentence[], promises: readonly PromisedAction[]): SummaryLine | null {
  const late = sentences.slice(Math.floor(sentences.length * (1 - LAST_SHARE)));
  const agent = late.filter(({ text, utterance }) => utterance.speaker === 'agent' && !isFiller(text) && !isQuestion(text) && !saysNothing(text));
  const settled = agent.findLast(({ text }) => SETTLED.test(text.replace(/’/g, "'")));
  if (settled !== undefined) return lineOf(settled);
  const promise = promises.findLast(({ owner }) => owner === 'agent');
  if (promise !== undefined) return { text: promise.text, utteranceIds: promise.utteranceIds };
  const accepted = agent.findLast((sentence) => FACT.test(sentence.text) && isAccepted(sentence, late));
  return accepted === undefined ? null : lineOf(accepted);
}

function isAccepted(answer: Sentence, sentences: readonly Sentence[]): boolean {
  const next = sentences.slice(sentences.indexOf(answer) + 1).find(({ utterance }) => utterance.speaker === 'caller');
  return next !== undefined && ACCEPTED.test(next.text);
}
