const QUESTION_START = /^(?:(?:and|so|but|or|okay|well|also|um|uh|sorry|hi|hello|please|one more question)[,.]?\s+)*(?:what|when|where|who|why|which|how|can|could|would|will|do|does|did|is|are|am|was|were|have|has|may|should|shall)\b(?!\s+(?:be|you're|i)\b)/i;

/** Whether a sentence asks: by its mark, or by its first words where the recogniser gave none. */
export function isQuestion(sentence: string): boolean {
  return sentence.endsWith('?') || (QUESTION_START.test(sentence) && !sentence.endsWith('.'));
}

/** Requests that are no questions in form. */
export const REQUEST = /\b(?:i(?:'d| would) like|i (?:want|need)|i(?:'m| am) (?:still )?(?:calling|looking (?:for|to)|waiting)|it(?:'s| is) about|we (?:need|want)|please (?!hold|wait)|i have (?:a problem|an appointment|a booking)|i (?:never|didn't|can't|cannot|forgot|lost))\b/i;

const FILLER = /^(?:(?:hello|hi|hey|good (?:morning|afternoon|evening)|thanks?|thank you|okay|ok|all right|alright|great|perfect|yes|yeah|no|sure|right|bye|goodbye|good-bye|see you|have a (?:nice|great|good) day|can you hear me|are you there|is any(?:body|one) there|of course|no problem|you're welcome|one moment|just a moment|very much|so much|for (?:calling|waiting|your help)|please|then|now)[\s,.!?]*)+$/i;

/** What an agent says to win time. */
const HOLDING = /^(?:\w+[,.]? )?(?:let me|i(?:'ll| will)(?: just)?) (?:check|see|look|have a look|take a look)\b/i;

/** Greetings, thanks, holding phrases and the like: nothing that a summary needs. */
export function isFiller(sentence: string): boolean {
  return FILLER.test(sentence) || HOLDING.test(sentence) || sentence.split(/\s+/).length < 3;
}

const SPELLED = /^(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|[a-z]|\d+)$/i;
const SYMPATHY = /^(?:oh[,.]? |well[,.]? )?(?:(?:i|we)(?:'m| am|'re| are) (?:very |so |really )?(?:sorry|afraid)\b|that is (?:a pity|our mistake)|i know\b|i hope\b|i look forward|no problem\b)/i;

/** An agent's sentence with a price, a time or a rule in it: an answer, whatever came before. */
export const FACT = /\b(?:dollars?|euros?|pounds?|percent|o'clock|(?:working )?days|hours|weeks|months|free of charge|open|closed|costs?|the fee)\b|[$€£%]/i;

/** An agent's sentence that tells the caller nothing: too short, a number read back, or sympathy. */
export function saysNothing(sentence: string): boolean {
  const words = sentence.split(/[\s,.]+/).filter((word) => word !== '');
  const spelled = words.filter((word) => SPELLED.test(word)).length;
  return words.length < 4 || spelled > words.length / 2 || SYMPATHY.test(sentence);
}
