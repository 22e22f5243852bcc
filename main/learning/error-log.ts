import type { LearningError } from '../../preload/contract/learning.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import { askingUtterances } from './asking-utterances.ts';
import { isRight, truthOf } from './is-right.ts';

const MOST_ERRORS = 100;
const MOST_CALLS = 1_000;

/** What the assist got wrong, as people told it: by a verdict, by putting a card away, by searching themselves, by rating a summary as poor. The newest first. */
export function errorLog(records: readonly CallRecord[]): LearningError[] {
  return records.slice(-MOST_CALLS).filter(({ end }) => end !== null).flatMap(errorsOf).reverse().slice(0, MOST_ERRORS);
}

function errorsOf(record: CallRecord): LearningError[] {
  const { callId, startedAtMs: atMs } = record;
  const textOf = (utteranceId: string | null): string => record.transcript.find((utterance) => utterance.utteranceId === utteranceId)?.text ?? '';
  const wrong = askingUtterances([record]).filter((asking) => asking.verdict !== null && asking.verdict.kind !== 'unusable' && !isRight(asking))
    .map(({ utterance, finding, verdict }): LearningError => ({ kind: 'wrong-intent', callId, atMs, text: utterance.text, heard: finding?.intentId ?? null, truth: truthOf(verdict) }));
  const dismissed = record.suggestions.filter(({ state, isJudged, rising }) => state === 'dismissed' && isJudged === true && rising === undefined)
    .map(({ title, triggerText }): LearningError => ({ kind: 'dismissed-card', callId, atMs, text: triggerText, title }));
  const searched = record.searches.map(({ query, title, utteranceId }): LearningError => ({ kind: 'searched', callId, atMs, text: textOf(utteranceId) || query, title }));
  const poor: LearningError[] = record.summary?.rating === 'poor' ? [{ kind: 'poor-summary', callId, atMs, text: record.summary.reason?.text ?? '' }] : [];
  return [...wrong, ...dismissed, ...searched, ...poor];
}
