import type { PromisedAction, Utterance } from '../../../../preload/contract/assist.ts';
import { sentencesOf } from '../text/segments.ts';

/** Words that bind the speaker (commissives): the action follows. */
const COMMISSIVE = /\b(?:(?:i|we|he|she|they)(?:'ll| will)|(?:i'm|i am|we're|we are) going to|i can (?=send|call|book|put|enter|arrange|open)|let me (?=send|book|call you|put|arrange)|you(?:'ll| will) (?:get|receive|hear|have (?!to\b))|(?:someone|somebody|(?:a|my|our|the) (?:manager|colleague|technician|driver|team|boss|workshop)) will)\b/i;
/** What looks like one and binds nobody. */
const NOT_BINDING = /\b(?:(?:i'll|i will) (?:see|think|be (?:here|fine)|hold|wait for|try to remember|just|check|look|need|take (?:it|that|a look)|have (?:a look|to)|find it|keep)|we(?:'ll| will) see (?!you\b)|perhaps|maybe|let me (?:see|check|have a look|look)|(?:will|can|could) you|you(?:'ll| will) need|if)\b/i;

const DAY = "(?:the end of )?(?:today|tonight|tomorrow|this (?:morning|afternoon|evening|week)|next week|the (?:week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: (?:morning|afternoon|evening))?";
const CLOCK = "(?:noon|midday|half past \\w+|\\w+ o'clock|\\w+ in the (?:morning|afternoon|evening)|\\d{1,2}(?::\\d\\d)?(?: ?[ap]\\.?m\\.?)?)";
const SPAN = '(?:minutes?|hours?|days?|weeks?)';
const DUE = new RegExp([
  `\\b(?:(?:around|before|at|after) ${CLOCK} )?(?:(?:by|before|until|on|for|at|in) )?\\b${DAY}\\b(?:,? (?:at|before|by|until|after|around) ${CLOCK}| between \\w+ and \\w+)?`,
  `\\b(?:within|in) (?:the next |a few |a couple of )?(?:\\w+ )?(?:(?:working|business) )?${SPAN}\\b`,
  `\\b(?:at|before|by|around|after) ${CLOCK}(?!\\w)`,
  '\\b(?:right now|at once|straight away|immediately|right away|later)\\b',
].join('|'), 'i');

/** Sentences that promise something, by whom and until when, in the words that were said. */
export function findPromises(utterances: readonly Utterance[]): PromisedAction[] {
  return utterances.flatMap((utterance) => sentencesOf(utterance.text)
    .filter((sentence) => binds(sentence.replace(/’/g, "'")) && sentence.split(/\s+/).length >= 4)
    .map((sentence) => ({ text: sentence, owner: utterance.speaker, due: DUE.exec(sentence)?.[0].trim() ?? null, utteranceIds: [utterance.utteranceId] })));
}

const binds = (sentence: string): boolean => COMMISSIVE.test(sentence) && !NOT_BINDING.test(sentence) && !sentence.endsWith('?');
