import type { IntentGuess, ReviewItem, ReviewReason } from '../../preload/contract/learning.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import { askingUtterances, isSampled, type AskingUtterance } from './asking-utterances.ts';

/** Older calls are another business's, or another season's. */
const LOOK_BACK_MS = 28 * 86_400_000;
/** Nobody goes through more at one sitting. */
const MOST_ITEMS = 50;
/** So many utterances are looked at by the assist for one queue. */
const MOST_GUESSED = 400;
/** A named intent below this is doubtful. */
const SURE = 0.7;
/** An utterance that got none was nearly about something if its best guess reaches this. */
const NEARLY = 0.25;

/** What the assist makes of a text now; the likeliest first. */
export type GuessesOf = (text: string) => readonly IntentGuess[];

/** The utterances of the last weeks that have no verdict, the newest first: what may have to be looked at. */
export function unjudgedUtterances(records: readonly CallRecord[], nowMs: number): AskingUtterance[] {
  const recent = records.filter(({ startedAtMs }) => nowMs - startedAtMs < LOOK_BACK_MS);
  return askingUtterances(recent).filter(({ verdict }) => verdict === null).reverse().slice(0, MOST_GUESSED);
}

/**
 * What waits for a person's verdict: first what went wrong before their eyes, then what the assist doubts (the nearest misses first), then the sample.
 *
 * @param guessesOf empty where the assist is off: then only what is known without it waits
 */
export function reviewQueue(utterances: readonly AskingUtterance[], guessesOf: GuessesOf): ReviewItem[] {
  const items = utterances.flatMap((asking): ReviewItem[] => {
    const guesses = [...guessesOf(asking.utterance.text)];
    const reason = reasonOf(asking, guesses);
    return reason === null ? [] : [itemOf(asking, reason, guesses)];
  });
  return items.sort((a, b) => weightOf(b.reason) - weightOf(a.reason)).slice(0, MOST_ITEMS);
}

function reasonOf(asking: AskingUtterance, guesses: readonly IntentGuess[]): ReviewReason | null {
  const { record, utterance, finding } = asking;
  const { utteranceId } = utterance;
  const search = record.searches.find((other) => other.utteranceId === utteranceId);
  if (search !== undefined) return { kind: 'searched', query: search.query };
  const dismissed = record.suggestions.find((card) => card.utteranceId === utteranceId && card.state === 'dismissed' && card.isJudged === true);
  if (dismissed !== undefined) return { kind: 'dismissed-card', title: dismissed.title };
  const [best] = guesses;
  if (finding !== null && finding.confidence < SURE) return { kind: 'unsure', confidence: finding.confidence };
  if (finding === null && best !== undefined && best.intentId !== null && best.confidence >= NEARLY) return { kind: 'unsure', confidence: best.confidence };
  return isSampled(asking) ? { kind: 'sample' } : null;
}

function weightOf(reason: ReviewReason): number {
  if (reason.kind === 'unsure') return 1 + reason.confidence;
  return reason.kind === 'sample' ? 0 : 3;
}

function itemOf({ record, utterance, finding }: AskingUtterance, reason: ReviewReason, guesses: IntentGuess[]): ReviewItem {
  const at = record.transcript.indexOf(utterance);
  return {
    callId: record.callId, utteranceId: utterance.utteranceId, text: utterance.text, startedAtMs: record.startedAtMs, heard: finding?.intentId ?? null, reason, guesses,
    before: record.transcript.slice(Math.max(0, at - 2), at).map(({ speaker, text }) => ({ speaker, text })),
  };
}
