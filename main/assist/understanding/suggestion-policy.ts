import { SuggestionId, type CallId } from '../../../preload/contract/primitives.ts';
import type { RisingQuestion, Suggestion, Utterance } from '../../../preload/contract/assist.ts';
import type { Article } from './knowledge/article.ts';
import type { Hit } from './knowledge/knowledge-index.ts';

/** At most this many cards at once. */
const MOST_SHOWN = 3;
/** An article that was shown comes again only after this long: the caller asks once more. */
const REPEAT_AFTER_MS = 45_000;
/** A dismissed one stays away longer. */
const DISMISSED_FOR_MS = 180_000;
/** A card that nobody used makes room after this long. */
const STALE_AFTER_MS = 120_000;

/** A hit that is good enough to be shown. */
export interface Candidate {
  readonly hit: Hit;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A card with what is remembered of it here alone: when it was shown, and its article's matter (knowledge/near-duplicates.ts). */
export type HeldCard = Suggestion & { readonly shownAtMs: number; readonly matter: string };

/** The cards of one call. Newest first; those that left are forgotten here (the record keeps them). What was shown and dismissed is kept by matter. */
export interface CardState {
  readonly cards: readonly HeldCard[];
  readonly lastShownMs: ReadonlyMap<string, number>;
  readonly dismissedMs: ReadonlyMap<string, number>;
  readonly shownCount: number;
}

/** One card before anybody asked; it makes room for the first that is asked for. */
export function offerRising(callId: CallId, article: Article, rising: RisingQuestion): CardState {
  const [passage] = article.passages;
  if (passage === undefined) return noCards;
  const card = { ...cardOf({ article, passage }, rising.calls / rising.ofCalls, { text: '' }, SuggestionId.parse(`${callId}-card-1`)), rising };
  return { ...noCards, cards: [{ ...card, shownAtMs: 0, matter: article.articleId }], shownCount: 1 };
}

export const noCards: CardState = { cards: [], lastShownMs: new Map(), dismissedMs: new Map(), shownCount: 0 };

/**
 * The cards after an utterance. The right to stay silent: without a candidate that may be shown, the same state comes back.
 *
 * @param nowMs on the call's clock
 */
export function offerCards(before: CardState, callId: CallId, utterance: Utterance, candidates: readonly Candidate[], nowMs: number): CardState {
  const state = turnToBetterPassages(before, utterance, candidates);
  const fresh = candidates.filter(({ hit }) => mayShow(state, hit.matter, nowMs)).slice(0, MOST_SHOWN);
  if (fresh.length === 0) return state;
  const added = fresh.map(({ hit, confidence }, index) => ({
    ...cardOf(hit, confidence, utterance, SuggestionId.parse(`${callId}-card-${state.shownCount + index + 1}`)),
    latencyMs: Math.max(0, nowMs - utterance.endMs),
    shownAtMs: nowMs,
    matter: hit.matter,
  }));
  const kept = state.cards.filter((card) => card.state !== 'dismissed' && !(card.state === 'shown' && card.rising !== undefined) && (card.state === 'used' || nowMs - card.shownAtMs < STALE_AFTER_MS) && !fresh.some(({ hit }) => hit.matter === card.matter));
  return {
    ...state,
    cards: [...added, ...kept].slice(0, MOST_SHOWN),
    lastShownMs: new Map([...state.lastShownMs, ...added.map((card) => [card.matter, nowMs] as const)]),
    shownCount: state.shownCount + added.length,
  };
}

/** A card that came from the utterance's first words shows the passage that the whole of it asks for; it stays the same card. */
function turnToBetterPassages(state: CardState, utterance: Utterance, candidates: readonly Candidate[]): CardState {
  const better = (card: CardState['cards'][number]): Candidate | undefined => candidates.find(({ hit }) =>
    card.state === 'shown' && card.utteranceId === utterance.utteranceId && card.articleId === hit.article.articleId && card.heading !== hit.passage.heading);
  if (!state.cards.some((card) => better(card) !== undefined)) return state;
  const cards = state.cards.map((card) => {
    const candidate = better(card);
    return candidate === undefined ? card : { ...card, heading: candidate.hit.passage.heading, excerpt: excerptOf(candidate.hit.passage.text), triggerText: utterance.text, confidence: candidate.confidence };
  });
  return { ...state, cards };
}

/** The cards after the agent's verdict on one of them. */
export function judgeCard(state: CardState, suggestionId: string, verdict: 'used' | 'dismissed', nowMs: number): CardState {
  const card = state.cards.find((candidate) => candidate.suggestionId === suggestionId);
  if (card === undefined) return state;
  return {
    ...state,
    cards: state.cards.map((candidate) => (candidate === card ? { ...candidate, state: verdict } : candidate)),
    dismissedMs: verdict === 'dismissed' ? new Map([...state.dismissedMs, [card.matter, nowMs]]) : state.dismissedMs,
  };
}

export function cardOf(hit: Pick<Hit, 'article' | 'passage'>, confidence: number, cause: Utterance | { readonly text: string }, suggestionId: SuggestionId): Suggestion {
  return {
    suggestionId,
    articleId: hit.article.articleId,
    title: hit.article.title,
    heading: hit.passage.heading,
    excerpt: excerptOf(hit.passage.text),
    source: hit.article.source,
    utteranceId: 'utteranceId' in cause ? cause.utteranceId : null,
    triggerText: cause.text,
    confidence,
    latencyMs: 0,
    state: 'shown',
    steps: hit.article.steps.map((text) => ({ text, state: 'open', utteranceId: null })),
    ...(hit.article.conditions === undefined || hit.article.conditions.audience.length === 0 ? {} : { audience: [...hit.article.conditions.audience] }),
  };
}

const MOST_EXCERPT = 400;

/** Whole sentences up to about 400 characters. */
export function excerptOf(text: string): string {
  if (text.length <= MOST_EXCERPT) return text;
  const cut = text.slice(0, MOST_EXCERPT);
  const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('? '), cut.lastIndexOf('! '));
  return end > MOST_EXCERPT / 3 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}

function mayShow(state: CardState, matter: string, nowMs: number): boolean {
  const dismissed = state.dismissedMs.get(matter);
  if (dismissed !== undefined && nowMs - dismissed < DISMISSED_FOR_MS) return false;
  const shown = state.lastShownMs.get(matter);
  return shown === undefined || nowMs - shown >= REPEAT_AFTER_MS;
}
