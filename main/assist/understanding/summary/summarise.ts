import type { DispositionId, IntentFinding, Suggestion, Summary, SummaryLine, Utterance } from '../../../../preload/contract/assist.ts';
import { suggestDisposition } from './disposition.ts';
import { findEntities } from './entities.ts';
import { findPromises } from './promises.ts';
import { sentencesOf } from '../text/segments.ts';
import { FACT, isFiller, isQuestion, REQUEST, saysNothing } from './sentences.ts';

/** Everything a summary may speak of. */
export interface CallMaterial {
  /** Finals of both speakers, by start. */
  readonly utterances: readonly Utterance[];
  readonly intents: readonly IntentFinding[];
  readonly suggestions: readonly Suggestion[];
  /** What each intent usually ends as. */
  readonly dispositionOf: ReadonlyMap<string, DispositionId>;
}

const MOST_LINES = 8;
/** As long as a line of the contract may be. */
const MOST_CHARACTERS = 2_000;
const SHORT_CALL_MS = 10_000;
const SURE_INTENT = 0.7;

interface Sentence {
  readonly text: string;
  readonly utterance: Utterance;
}

/**
 * An extractive summary: every line is what somebody said, with the utterances it stands on. Nothing is invented, so nothing can be wrong
 * that was heard right.
 */
export function summarise({ utterances, intents, suggestions, dispositionOf }: CallMaterial): Summary {
  const sentences = utterances.flatMap((utterance) => sentencesOf(utterance.text).map((text): Sentence => ({ text, utterance })));
  const caller = sentences.filter(({ utterance }) => utterance.speaker === 'caller');
  const reason = findReason(caller, intents);
  const asked = caller.filter((sentence) => reason?.utteranceIds[0] !== sentence.utterance.utteranceId && !isFiller(sentence.text) && (isQuestion(sentence.text) || REQUEST.test(sentence.text)));
  const promisedActions = findPromises(utterances);
  const promised = new Set(promisedActions.map((action) => action.text));
  const answered = sentences.filter(({ text, utterance }) => utterance.speaker === 'agent' && !isFiller(text) && !isQuestion(text) && !saysNothing(text) && !promised.has(text) && answersSomething({ text, utterance }, caller, intents));
  return {
    reason,
    asked: distinct(asked).slice(0, MOST_LINES).map(lineOf),
    answered: distinct(answered).slice(0, MOST_LINES).map(lineOf),
    promisedActions: promisedActions.slice(0, MOST_LINES),
    entities: findEntities(utterances),
    dispositionSuggestion: suggestDisposition({ utterances, intents, suggestions, dispositionOf }, reason, promisedActions.length > 0),
    saysLittleBecause: whyLittle(utterances),
    note: '',
  };
}

/** What the caller wanted first: the first utterance that asks, requests or surely has an intent, else the first that says anything. */
function findReason(caller: readonly Sentence[], intents: readonly IntentFinding[]): SummaryLine | null {
  const telling = caller.filter(({ text }) => !isFiller(text));
  const isSure = ({ utterance }: Sentence): boolean => intents.some(({ utteranceId, confidence }) => utteranceId === utterance.utteranceId && confidence >= SURE_INTENT);
  const cause = telling.find((sentence) => isSure(sentence) || REQUEST.test(sentence.text) || (isQuestion(sentence.text) && sentence.text.split(/\s+/).length > 3))
    ?? telling.find(({ text }) => text.split(/\s+/).length >= 6);
  if (cause === undefined) return null;
  const text = telling.filter(({ utterance }) => utterance === cause.utterance).map((sentence) => sentence.text).join(' ').slice(0, MOST_CHARACTERS);
  return { text, utteranceIds: [cause.utterance.utteranceId] };
}

const lineOf = ({ text, utterance }: Sentence): SummaryLine => ({ text, utteranceIds: [utterance.utteranceId] });

function distinct(sentences: readonly Sentence[]): Sentence[] {
  const seen = new Set<string>();
  return sentences.filter(({ text }) => {
    const key = text.toLowerCase().replace(/\W+/g, ' ').trim();
    return seen.has(key) ? false : (seen.add(key), true);
  });
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
