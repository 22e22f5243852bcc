import type { IntentFinding, PromisedAction, Summary, SummaryLine, Utterance } from '../../../../preload/contract/assist.ts';
import { suggestDisposition } from './disposition.ts';
import { findEntities } from './entities.ts';
import { findFollowUp } from './follow-up.ts';
import { distinct, lineOf, sentencesIn, type CallMaterial, type Sentence } from './material.ts';
import { findMood } from './mood.ts';
import { mostTelling } from './most-telling.ts';
import { findOutcome } from './outcome.ts';
import { findPromises } from './promises.ts';
import { FACT, isFiller, isQuestion, REQUEST, saysNothing } from './sentences.ts';

const MOST_LINES = 8;
const MOST_DETAILS = 5;
const LEAST_DETAIL_WORDS = 5;
const SHORT_CALL_MS = 10_000;
const SURE_INTENT = 0.7;

/**
 * An extractive summary: every line is what somebody said, with the utterances it stands on. Nothing is invented, so nothing can be wrong
 * that was heard right.
 */
export function summarise({ utterances, intents, suggestions, dispositionOf }: CallMaterial): Summary {
  const sentences = sentencesIn(utterances);
  const caller = sentences.filter(({ utterance }) => utterance.speaker === 'caller');
  const reason = findReason(caller, intents);
  const entities = findEntities(utterances);
  const beyondReason = caller.filter(({ text, utterance }) => reason?.utteranceIds[0] !== utterance.utteranceId && !isFiller(text));
  const wishes = beyondReason.filter(({ text }) => isQuestion(text) || REQUEST.test(text));
  const told = beyondReason.filter((sentence) => !wishes.includes(sentence) && tells(sentence));
  const promises = findPromises(utterances);
  const promised = new Set(promises.map((action) => action.text));
  const answers = sentences.filter(({ text, utterance }) => utterance.speaker === 'agent' && !isFiller(text) && !isQuestion(text) && !saysNothing(text) && !promised.has(text) && answersSomething({ text, utterance }, caller, intents));
  const few = (all: readonly Sentence[], most = MOST_LINES): SummaryLine[] => mostTelling(distinct(all), most, intents).map(lineOf);
  return {
    reason,
    asked: few(wishes),
    details: few(told, MOST_DETAILS),
    answered: few(answers),
    promisedActions: fewPromises(promises, sentences, intents),
    outcome: findOutcome(sentences, promises),
    followUp: few(findFollowUp(sentences).filter(({ text }) => !promised.has(text))),
    mood: findMood(utterances),
    entities,
    checklists: [],
    dispositionSuggestion: suggestDisposition({ utterances, intents, suggestions, dispositionOf }, reason, promises.length > 0),
    saysLittleBecause: whyLittle(utterances),
    note: '',
    rating: null,
  };
}

/** A statement of the caller that says something of the matter. */
function tells({ text }: Sentence): boolean {
  return text.split(/\s+/).length >= LEAST_DETAIL_WORDS && !saysNothing(text);
}

function fewPromises(promises: readonly PromisedAction[], sentences: readonly Sentence[], intents: readonly IntentFinding[]): PromisedAction[] {
  const kept = mostTelling(distinct(sentences.filter(({ text, utterance }) => promises.some((promise) => promise.text === text && promise.utteranceIds.includes(utterance.utteranceId)))), MOST_LINES, intents);
  return promises.filter((promise) => kept.some(({ text, utterance }) => promise.text === text && promise.utteranceIds.includes(utterance.utteranceId)));
}

/** What the caller wanted first: the first utterance that asks, requests or surely has an intent, else the first that says anything. */
function findReason(caller: readonly Sentence[], intents: readonly IntentFinding[]): SummaryLine | null {
  const telling = caller.filter(({ text }) => !isFiller(text));
  const isSure = ({ utterance }: Sentence): boolean => intents.some(({ utteranceId, confidence }) => utteranceId === utterance.utteranceId && confidence >= SURE_INTENT);
  const cause = telling.find((sentence) => isSure(sentence) || REQUEST.test(sentence.text) || (isQuestion(sentence.text) && sentence.text.split(/\s+/).length > 3))
    ?? telling.find(({ text }) => text.split(/\s+/).length >= 6);
  if (cause === undefined) return null;
  return lineOf({ text: telling.filter(({ utterance }) => utterance === cause.utterance).map((sentence) => sentence.text).join(' '), utterance: cause.utterance });
}

/** An answer comes after the caller wanted something: small talk and the agent's greeting answer nothing. */
function answersSomething({ text: answer, utterance }: Sentence, caller: readonly Sentence[], intents: readonly IntentFinding[]): boolean {
  const last = caller.filter((sentence) => sentence.utterance.startMs <= utterance.startMs && !isFiller(sentence.text)).at(-1);
  if (last === undefined) return false;
  const turn = caller.filter((sentence) => sentence.utterance === last.utterance);
  return FACT.test(answer) || turn.some(({ text }) => isQuestion(text) || REQUEST.test(text)) || intents.some(({ utteranceId }) => utteranceId === last.utterance.utteranceId);
}

function whyLittle(utterances: readonly Utterance[]): Summary['saysLittleBecause'] {
  const spokeBy = (speaker: Utterance['speaker']): boolean => utterances.some((utterance) => utterance.speaker === speaker);
  const lengthMs = utterances.reduce((latest, utterance) => Math.max(latest, utterance.endMs), 0);
  if (!spokeBy('caller')) return utterances.length === 0 && lengthMs < SHORT_CALL_MS ? 'call-too-short' : 'caller-said-nothing';
  if (lengthMs < SHORT_CALL_MS) return 'call-too-short';
  return spokeBy('agent') ? null : 'agent-said-nothing';
}
