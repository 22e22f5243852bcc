const QUESTION_START = /^(?:(?:and|so|but|or|okay|well|also|um|uh|sorry|hi|hello|please|one more question)[,.]?\s+)*(?:what|when|where|who|why|which|how|can|could|would|will|do|does|did|is|are|am|was|were|have|has|may|should|shall)\b(?!\s+(?:be|you're|i)\b)/i;

/** Whether a sentence asks: by its mark, or by its first words where the recogniser gave none. */
export function isQuestion(sentence: string): boolean {
  return sentence.endsWith('?') || (QUESTION_START.test(sentence) && !sentence.endsWith('.'));
}

/** Requests that are no questions in form. */
export const REQUEST = /\b(?:i(?:'d| would) like|i (?:want|need)|i(?:'m| am) (?:calling|looking|waiting)|we (?:need|want)|please (?!hold|wait)|i have (?:a problem|an appointment|a booking)|i (?:never|didn't|can't|cannot|forgot|lost))\b/i;

const FILLER = /^(?:(?:hello|hi|hey|good (?:morning|afternoon|evening)|thanks?|thank you|okay|ok|all right|alright|great|perfect|yes|yeah|no|sure|right|bye|goodbye|good-bye|see you|have a (?:nice|great|good) day|of course|no problem|you're welcome|one moment|just a moment|very much|so much|for (?:calling|waiting|your help)|please|then|now)[\s,.!?]*)+$/i;

/** What an agent says to win time. */
const HOLDING = /^(?:\w+[,.]? )?(?:let me|i(?:'ll| will)(?: just)?) (?:check|see|look|have a look|take a look)\b/i;

/** Greetings, thanks, holding phrases and the like: nothing that a summary needs. */
export function isFiller(sentence: string): boolean {
  return FILLER.test(sentence) || HOLDING.test(sentence) || sentence.split(/\s+/).length < 3;
}
