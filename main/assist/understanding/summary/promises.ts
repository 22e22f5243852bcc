import type { PromisedAction, Utterance } from '../../../../preload/contract/assist.ts';
import { sentencesOf } from '../text/segments.ts';

/** Words that bind the speaker (commissives): the action follows. */
const COMMISSIVE = /\b(?:i'?ll|i will|i'?m going to|i am going to|we'?ll|we will|we'?re going to|we are going to|i can (?=send|call|book|put|enter|arrange|open)|let me (?=send|book|call you|put|arrange)|you(?:'?ll| will) (?:get|receive|have)|(?:someone|a manager|a colleague|our technician|the technician) will)\b/i;
/** What looks like one and binds nobody. */
const NOT_BINDING = /\b(?:i'?ll (?:see|think|be (?:here|fine)|hold|wait|try to remember)|we(?:'?ll| will) see|let me (?:see|check|have a look|look)|i'?ll (?:check|have a look|look|just|take a look)|will you|can you|could you|i'?ll need|i will need|you'?ll need|if )\b/i;
const DUE = /\b(?:by |before |until |on |within |in |at )?(?:(?:the end of )?(?:today|tonight|tomorrow|this (?:morning|afternoon|evening|week)|next week|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:morning|afternoon|evening))?|(?:within|in) (?:the next )?(?:\w+ )?(?:\w+|\d+) (?:working |business )?(?:minutes?|hours?|days?|weeks?)|right now|at once|straight away|immediately|right away)\b/i;

/** Sentences that promise something, by whom and until when, in the words that were said. */
export function findPromises(utterances: readonly Utterance[]): PromisedAction[] {
  return utterances.flatMap((utterance) => sentencesOf(utterance.text)
    .filter((sentence) => COMMISSIVE.test(sentence) && !NOT_BINDING.test(sentence) && sentence.split(/\s+/).length >= 4)
    .map((sentence) => ({ text: sentence, owner: utterance.speaker, due: DUE.exec(sentence)?.[0].trim() ?? null, utteranceIds: [utterance.utteranceId] })));
}
