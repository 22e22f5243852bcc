import type { DispositionId, IntentFinding, Suggestion, Summary, SummaryLine, Utterance } from '../../../../preload/contract/assist.ts';
import { findEntities } from './entities.ts';
import { findPromises } from './promises.ts';
import { sentencesOf } from '../text/segments.ts';
import { isFiller, isQuestion, REQUEST } from './sentences.ts';

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
const SHORT_CALL_MS = 10_000;

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
  const intentOf = new Map(intents.map((intent) => [intent.utteranceId as string, intent]));
  const reason = findReason(caller, intentOf);
  const asked = caller.filter((sentence) => reason?.utteranceIds[0] !== sentence.utterance.utteranceId && !isFiller(sentence.text) && (isQuestion(sentence.text) || REQUEST.test(sentence.text)));
  const promisedActions = findPromises(utterances);
  const promised = new Set(promisedActions.map((action) => action.text));
  const answered = sentences.filter(({ text, utterance }) => utterance.speaker === 'agent' && !isFiller(text) && !isQuestion(text) && !promised.has(text) && followsTheCaller(utterance, caller) && text.split(/\s+/).length >= 4);
  return {
    reason,
    asked: distinct(asked).slice(0, MOST_LINES).map(lineOf),
    answered: distinct(answered).slice(0, MOST_LINES).map(lineOf),
    promisedActions: promisedActions.slice(0, MOST_LINES),
    entities: findEntities(utterances),
    dispositionSuggestion: suggestDisposition(utterances, intents, suggestions, promisedActions.length, dispositionOf),
    saysLittleBecause: whyLittle(utterances),
    note: '',
  };
}

/** What the caller wanted first: the utterance with an intent, else a request or question, else the first that says anything. */
function findReason(caller: readonly Sentence[], intentOf: ReadonlyMap<string, IntentFinding>): SummaryLine | null {
  const telling = caller.filter(({ text }) => !isFiller(text));
  const cause = telling.find(({ utterance }) => intentOf.has(utterance.utteranceId))
    ?? telling.find(({ text }) => REQUEST.test(text) || isQuestion(text))
    ?? telling.find(({ text }) => text.split(/\s+/).length >= 5);
  if (cause === undefined) return null;
  const text = telling.filter(({ utterance }) => utterance === cause.utterance).map((sentence) => sentence.text).join(' ');
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

/** An agent's greeting comes before the caller has said anything; it answers nothing. */
function followsTheCaller(utterance: Utterance, caller: readonly Sentence[]): boolean {
  const first = caller.find(({ text }) => !isFiller(text));
  return first !== undefined && utterance.startMs >= first.utterance.startMs;
}

function suggestDisposition(utterances: readonly Utterance[], intents: readonly IntentFinding[], suggestions: readonly Suggestion[], promises: number, dispositionOf: ReadonlyMap<string, DispositionId>): Summary['dispositionSuggestion'] {
  const words = utterances.map((utterance) => utterance.text).join(' ');
  if (utterances.every((utterance) => isFiller(utterance.text))) return { dispositionId: 'no-conversation', confidence: 0.8 };
  if (/\bwrong number\b/i.test(words)) return { dispositionId: 'wrong-number', confidence: 0.9 };
  const votes = new Map<DispositionId, number>();
  const vote = (dispositionId: DispositionId | undefined, weight: number): void => { if (dispositionId !== undefined) votes.set(dispositionId, (votes.get(dispositionId) ?? 0) + weight); };
  for (const intent of intents) vote(dispositionOf.get(intent.intentId), intent.confidence);
  if (intents.some((intent) => intent.intentId === 'complaint')) vote('complaint', 1);
  if (promises > 0) vote('follow-up', 0.3);
  if (suggestions.some((card) => card.state === 'used')) vote('resolved', 0.3);
  const total = [...votes.values()].reduce((sum, value) => sum + value, 0);
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best === undefined ? null : { dispositionId: best[0], confidence: Math.min(0.95, best[1] / (total + 0.5)) };
}

function whyLittle(utterances: readonly Utterance[]): Summary['saysLittleBecause'] {
  const spokeBy = (speaker: Utterance['speaker']): boolean => utterances.some((utterance) => utterance.speaker === speaker);
  const lengthMs = utterances.reduce((latest, utterance) => Math.max(latest, utterance.endMs), 0);
  if (!spokeBy('caller')) return utterances.length === 0 && lengthMs < SHORT_CALL_MS ? 'call-too-short' : 'caller-said-nothing';
  if (lengthMs < SHORT_CALL_MS) return 'call-too-short';
  return spokeBy('agent') ? null : 'agent-said-nothing';
}
