import type { AssistSnapshot, Suggestion, Utterance } from '../../preload/contract/assist.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import type { AssistFact } from '../assist/assist.ts';
import { assertNever } from '../platform/assert-never.ts';
import { withHeardSteps, withKnownSteps } from './checklists.ts';

/** What the assist said of one call; AssistSnapshot without its revision. */
export type AssistView = Omit<AssistSnapshot, 'revision'>;

export const emptyAssistView: AssistView = { status: { kind: 'starting' }, callId: null, utterances: [], intents: [], suggestions: [], behindMs: 0 };

/** The view when a call begins: the last call's words make room. */
export function beginAssistView(view: AssistView, callId: CallId): AssistView {
  return { ...emptyAssistView, status: view.status, callId };
}

/** The view after one fact of the assist; facts of another call change nothing. */
export function advanceAssistView(view: AssistView, fact: AssistFact): AssistView {
  if (fact.kind === 'status-changed') return { ...view, status: fact.status };
  if (fact.callId !== view.callId) return view;
  switch (fact.kind) {
    case 'utterance':
      return { ...view, utterances: placeUtterance(view.utterances, fact.utterance) };
    case 'intents': {
      const replaced = new Set(fact.intents.map((intent) => intent.utteranceId));
      return { ...view, intents: [...view.intents.filter((intent) => !replaced.has(intent.utteranceId)), ...fact.intents] };
    }
    case 'suggestions':
      return { ...view, suggestions: mergeSuggestions(view.suggestions, fact.suggestions) };
    case 'steps-heard':
      return { ...view, suggestions: withHeardSteps(view.suggestions, fact.steps, fact.utteranceId) };
    case 'behind':
      return { ...view, behindMs: fact.behindMs };
    default:
      return assertNever(fact);
  }
}

/** Replaces the utterance of the same id, else inserts by start time. A partial never replaces a final; one that emptied out is dropped. */
function placeUtterance(utterances: readonly Utterance[], utterance: Utterance): Utterance[] {
  const known = utterances.find((other) => other.utteranceId === utterance.utteranceId);
  if (known?.state === 'final' && utterance.state === 'partial') return [...utterances];
  const others = utterances.filter((other) => other.utteranceId !== utterance.utteranceId);
  if (utterance.text.trim() === '') return others;
  return [...others, utterance].sort((a, b) => a.startMs - b.startMs);
}

/** The newest list is in force, but for the agent's verdicts, which are known here first; cards that left it stay behind it, so that the record knows all that was shown. */
function mergeSuggestions(before: readonly Suggestion[], now: readonly Suggestion[]): Suggestion[] {
  const current = new Set(now.map((suggestion) => suggestion.suggestionId));
  const gone = before
    .filter((suggestion) => !current.has(suggestion.suggestionId))
    .map((suggestion): Suggestion => (suggestion.state === 'shown' ? { ...suggestion, state: 'dismissed' } : suggestion));
  const judged = new Map(before.filter(({ isJudged }) => isJudged === true).map(({ suggestionId, state }) => [suggestionId, state]));
  const known = now.map((suggestion) => ({ ...suggestion, ...(judged.has(suggestion.suggestionId) ? { state: judged.get(suggestion.suggestionId) ?? suggestion.state, isJudged: true } : {}) }));
  return [...withKnownSteps(known, before), ...gone];
}

/** The view after the agent's verdict on a card, or null when no such card is known. */
export function judgeSuggestion(view: AssistView, callId: string, suggestionId: string, state: 'used' | 'dismissed'): AssistView | null {
  if (view.callId !== callId || !view.suggestions.some((suggestion) => suggestion.suggestionId === suggestionId)) return null;
  return { ...view, suggestions: view.suggestions.map((suggestion) => (suggestion.suggestionId === suggestionId ? { ...suggestion, state, isJudged: true } : suggestion)) };
}
