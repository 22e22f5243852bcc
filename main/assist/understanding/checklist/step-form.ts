import { isQuestion } from '../summary/sentences.ts';
import { wordsOf } from '../text/normal-form.ts';

/**
 * What kind of deed a step is, by its verb. asking: the agent's question is the deed; telling: the agent's words are;
 * doing: it happens elsewhere, the words only report it.
 */
export type StepKind = 'asking' | 'telling' | 'doing';

const ASKING = /^(?:please )?(?:ask|request|find out|clarify|get|take down|note down|check|confirm|verify)\b(?: (?:the|our) (?:caller|customer|client|patient))?(?: (?:for|about|whether|if|that|which))?\s*/i;
const TELLING = /^(?:please )?(?:say|tell|offer|explain|promise|remind|inform|mention|warn|point out|advise|recommend|apologi[sz]e|thank|greet|read)\b(?: (?:the|our) (?:caller|customer|client|patient))?(?: (?:that|to|about|of|how))?\s*/i;

export function kindOf(step: string): StepKind {
  return ASKING.test(step) ? 'asking' : TELLING.test(step) ? 'telling' : 'doing';
}

/** The words that a step is about. Of what is asked for, the thing itself: "the name on the booking" is not "the day of the booking". */
export function mattersOfStep(step: string): string[] {
  const spoken = spokenForm(step);
  return mattersOf(kindOf(step) === 'asking' ? spoken.replace(/\b(?:of|on|from)\b.*$/i, '') : spoken);
}

/** Whether a step is a question for one thing: then the thing itself must be named, for an order number is no invoice number. */
export function asksForThing(step: string): boolean {
  return /^(?:please )?(?:ask(?: \w+ \w+)? for|request|get|take down|note down)\b/i.test(step);
}

/** What an agent says who does the step: "Ask for the number" is "What is the number". */
export function spokenForm(step: string): string {
  if (asksForThing(step)) return `What is ${step.replace(ASKING, '')}`;
  return step.replace(ASKING, '').replace(TELLING, '') || step;
}

/** Words that carry no matter of their own. */
const EMPTY = new Set('a an the of to for in on at by with and or if is are was be been it its that this there whether what when where who why how which i we you he she they me us him her them my our your his their do does did have has had will would can could may not no please caller customer client now new again one two three four five'.split(' '));

/** The words of a text that say what it is about, cut to what their endings share. */
export function mattersOf(text: string): string[] {
  return [...new Set(wordsOf(text.replace(/\be-mail/gi, 'email')).filter((word) => !EMPTY.has(word) && word.length > 1).map((word) => word.replace(/'.*$/, '').replace(/(?:ations?|ing|ed|es|s|e)$/, '').slice(0, 7)))];
}

const REQUEST = /\b(?:please|i(?:'ll| will)? (?:just )?need|(?:can|could|may|would) (?:you|i)|tell me|give me|let me have your|i have to ask)\b/i;
/** What is not done: refused, to come, or only if. */
const NOT_DONE = /\b(?:(?:can|could|do|does|did|is|are|was|were|have|has|had|will|would|should|must)(?:n't| not)|cannot|can't|won't|never|unable|not (?:yet|able|allowed|possible)|no longer)\b/i;
const NOT_YET = /(?:\b(?:will|going to|would|could|can|may|might|should|shall|must|(?:have|has|had|need|want|try|like|about) to|if|when|once|unless|let me|let us|let's|before i|tomorrow|later|next (?:week|month|time))\b|'ll\b|'d like\b)/i;
/** What was done or is being done this moment. */
const DONE = /(?:\b(?:i|we|i've|we've|have|has|is|are|was|were|been|just|already|now|all|it's|that's|there,?)\s+(?:(?:just|already|now|all|also|been)\s+)*(?:\w{2,}ed|sent|put|made|done|set|written|given|taken|paid|sold|told|found|got|gone|begun|brought|bought|drawn|held|kept|left|lent|read|shut|spoken|withdrawn|undone)\b|\b(?:i'm|i am|we're|we are)\s+(?:just\s+)?(?!going\b)\w+ing\b|\bon (?:its|his|her|the|their) way\b)/i;

/** Whether a sentence of the agent has the form of doing, or of having done, a step of this kind. */
export function mayMeanDone(kind: StepKind, sentence: string): boolean {
  const plain = sentence.replace(/’/g, "'");
  if (kind === 'asking') return isQuestion(plain) || (REQUEST.test(plain) && !NOT_DONE.test(plain));
  if (kind === 'telling') return !/\b(?:cannot|can't|can not|unable|not (?:able|allowed))\b/i.test(plain);
  return !isQuestion(plain) && !NOT_DONE.test(plain) && !NOT_YET.test(plain) && DONE.test(plain);
}
