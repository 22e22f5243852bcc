import type { Sentence } from './material.ts';
import { isFiller, isQuestion } from './sentences.ts';

/** What the agent asks the caller to do after the call. */
const TO_DO = /\b(?:please (?:send|bring|call|keep|let|write|return|check|fill|come|have)|you(?:'ll| will)? (?:need|have) to (?!wait)|let (?:us|me) know|(?:call|ring|write|email|e-mail) (?:us|me)(?: back| again)?|bring (?:the|your|it)|keep the (?:receipt|box|packaging)|if (?:it|they|that|anything|nothing|the \w+)\b[^.]*\b(?:call|write|ring|let us know|come))\b/i;
/** Where the agent asks for something now, it is part of the call. */
const NOW = /\b(?:hold|wait|one moment|a moment|spell|repeat|tell me|give me|read me|your (?:name|number|address)|stay on the line)\b/i;
const OPEN = /\b(?:i (?:don't|do not) know|i(?:'m| am) not sure|i (?:have|will have|'ll have) to (?:ask|check)|can't (?:say|tell)|cannot (?:say|tell))\b/i;

/** What the caller is to do, and questions of the caller that got no answer or "I have to ask". */
export function findFollowUp(sentences: readonly Sentence[]): Sentence[] {
  return sentences.filter((sentence, at) => {
    const text = sentence.text.replace(/’/g, "'");
    if (sentence.utterance.speaker === 'agent') return !isQuestion(text) && TO_DO.test(text) && !NOW.test(text);
    return isQuestion(text) && !isFiller(text) && isLeftOpen(sentence, sentences.slice(at + 1));
  });
}

function isLeftOpen(question: Sentence, after: readonly Sentence[]): boolean {
  const nextTurn = after.findIndex(({ utterance }) => utterance.speaker === 'caller' && utterance !== question.utterance);
  const answer = after.slice(0, nextTurn === -1 ? undefined : nextTurn).filter(({ utterance }) => utterance.speaker === 'agent');
  const said = answer.filter(({ text }) => !isFiller(text));
  return answer.length === 0 ? nextTurn === -1 : said.some(({ text }) => OPEN.test(text)) && said.length <= 2;
}
