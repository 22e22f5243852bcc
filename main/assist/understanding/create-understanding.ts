import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { IntentFinding, Suggestion, Utterance } from '../../../preload/contract/assist.ts';
import { NOTHING_KNOWN } from '../../../preload/contract/audience.ts';
import type { CallBackground } from '../../../preload/contract/call-background.ts';
import type { IntentSet, TrainingState } from '../../../preload/contract/intents.ts';
import type { KnowledgeState } from '../../../preload/contract/knowledge.ts';
import { SuggestionId, type CallId } from '../../../preload/contract/primitives.ts';
import type { Log } from '../../platform/log.ts';
import { termsOfHeading } from '../vocabulary/vocabulary.ts';
import { newCallContext, wordsBefore, type CallContext } from './call-context.ts';
import { preferencesUnder } from './card-preferences.ts';
import { chooseCandidates } from './candidates.ts';
import { loadSentenceEncoder } from './encoder.ts';
import { dayOf, isFor } from './knowledge/conditions.ts';
import { tryIntents } from './intent/intent-trial.ts';
import { createIntentKeeper, type IntentLesson } from './intent-keeper.ts';
import { draftQuestions } from './knowledge/draft-questions.ts';
import { createKnowledgeBase } from './knowledge/knowledge-base.ts';
import { searchPieces } from './knowledge/search-pieces.ts';
import { readIntentSet } from './known-intents.ts';
import { hearChecklists } from './checklist/hear-steps.ts';
import { cardOf, judgeCard, noCards, offerCards, offerRising, type CardState, type HeldCard } from './suggestion-policy.ts';
import { summarise } from './summary/summarise.ts';
import { wordsOf } from './text/normal-form.ts';
import { segmentsOf } from './text/segments.ts';
import type { Understanding } from './understanding.ts';

/** Fewer words than this cause no card: "yes", "my name is". */
const LEAST_WORDS = 4;
/** A partial is looked up when it has grown by this many words since the last look. */
const PARTIAL_STEP_WORDS = 3;
/** A card from words that may still change needs this much. */
const LEAST_PARTIAL_CONFIDENCE = 0.75;
const HITS = 6;
/** What a search by the agent shows. */
const MOST_FOUND = 3;

export interface UnderstandingOptions {
  readonly modelsDirectory: string;
  readonly starterDirectory: string;
  /** The person's own intents; null: the starter set. */
  readonly intents: IntentSet | null;
  /** Where the trained head of one's own intents is kept. */
  readonly headFile: string;
  readonly log: Log;
  readonly onKnowledge: (state: KnowledgeState) => void;
  readonly onTraining: (state: TrainingState) => void;
  /** As a card's validity is judged; the day of this machine unless told otherwise. */
  readonly today?: () => string;
}

/** @throws Error when the encoder or the starter set cannot be read */
export async function createUnderstanding({ modelsDirectory, starterDirectory, intents, headFile, log, onKnowledge, onTraining, today = () => dayOf(new Date()) }: UnderstandingOptions): Promise<Understanding> {
  const encoder = await loadSentenceEncoder(modelsDirectory);
  const calls = new Map<CallId, CallContext>();
  /** The head of the starter set lies beside the models where it can: every profile has the same one. */
  const lessonOf = async (own: IntentSet | null): Promise<IntentLesson> =>
    (own === null ? { set: await readIntentSet(join(starterDirectory, 'intents.json')), headFiles: [join(modelsDirectory, 'intent-head.onnx'), headFile] } : { set: own, headFiles: [headFile] });
  const keeper = await createIntentKeeper(await lessonOf(intents), { encoder, log, isBusy: () => calls.size > 0, onTraining });
  const knowledge = await createKnowledgeBase({ encoder, log, onState: onKnowledge });
  await knowledge.use(join(starterDirectory, 'articles'));

  /** Of the questions that are asked more often than before, the first that an article answers for this caller. */
  function risingCard(callId: CallId, { rising, caller }: CallBackground): CardState {
    for (const question of rising) {
      const articles = [...keeper.inUse.known.articlesOf.get(question.intentId) ?? []].flatMap((articleId) => knowledge.index.find(articleId) ?? []);
      const article = articles.find(({ conditions }) => isFor(conditions, caller, today()));
      if (article !== undefined) return offerRising(callId, article, question);
    }
    return noCards;
  }

  /** Looks a caller's words up; null when nothing is to be asked yet. */
  async function look(callId: CallId, utterance: Utterance, nowMs: number): Promise<{ intents: IntentFinding[]; suggestions: Suggestion[] | null }> {
    const context = calls.get(callId);
    const words = wordsOf(utterance.text).length;
    const asked = wordsOf(context?.askedText.get(utterance.utteranceId) ?? '').length;
    const isWorthIt = words >= LEAST_WORDS && (utterance.state === 'final' || words - asked >= PARTIAL_STEP_WORDS);
    if (context === undefined || !isWorthIt) return { intents: [], suggestions: null };
    const pieces = segmentsOf(utterance.text);
    const { classifier, known } = keeper.inUse;
    const named = await classifier.classify(pieces, wordsBefore([...context.utterances.values()], utterance));
    const hits = await searchPieces(knowledge.index, pieces, HITS, ({ conditions }) => isFor(conditions, context.background.caller, today()));
    const current = calls.get(callId); // the world moved on while we looked
    if (current === undefined) return { intents: [], suggestions: null };

    const preferences = preferencesUnder(current.background.preferences, named.map(({ intentId }) => intentId));
    const candidates = chooseCandidates(hits, named, known.articlesOf, utterance.state, preferences).filter(({ confidence }) => utterance.state === 'final' || confidence >= LEAST_PARTIAL_CONFIDENCE);
    const cards = offerCards(current.cards, callId, utterance, candidates, nowMs);
    const intents = utterance.state === 'partial' ? [] : named.map((intent) => ({ utteranceId: utterance.utteranceId, ...intent }));
    calls.set(callId, { ...current, cards, checklists: withChecklistsOf(current.checklists, cards.cards), intents: [...current.intents, ...intents], askedText: new Map([...current.askedText, [utterance.utteranceId, utterance.text]]) });
    return { intents, suggestions: cards === current.cards ? null : cards.cards.map(asSuggestion) };
  }

  return {
    async loadKnowledge(folder) {
      return knowledge.use(folder ?? join(starterDirectory, 'articles'));
    },
    beginCall(callId, transcript, background) {
      const context = newCallContext(transcript, background);
      const cards = transcript.length > 0 ? context.cards : risingCard(callId, background);
      calls.set(callId, { ...context, cards });
      return cards.cards.map(asSuggestion);
    },
    async observe(callId, utterance, nowMs) {
      const context = calls.get(callId);
      if (context === undefined) return { intents: [], suggestions: null, steps: [] };
      calls.set(callId, { ...context, utterances: new Map([...context.utterances, [utterance.utteranceId, utterance]]) });
      if (utterance.speaker === 'caller') return { ...await look(callId, utterance, nowMs), steps: [] };
      return { intents: [], suggestions: null, steps: utterance.state === 'final' ? await hearChecklists(utterance.text, context.checklists, encoder) : [] };
    },
    terms: () => knowledge.index.headings.flatMap(termsOfHeading),
    draftQuestions: () => knowledge.articles.map((article) => ({ articleId: article.articleId, title: article.title, source: article.source, drafts: draftQuestions(article) })).filter(({ drafts }) => drafts.length > 0),
    useQuestions: (questions) => knowledge.useQuestions(questions),
    async guessIntents(texts) {
      const guesses = [];
      for (const text of texts) guesses.push(await keeper.inUse.classifier.guess(text));
      return guesses;
    },
    tryIntents: (trial) => tryIntents(trial, encoder),
    async search(query) {
      const hits = await knowledge.index.search(query, HITS, ({ conditions }) => isFor(conditions, NOTHING_KNOWN, today()));
      const different = hits.filter(({ matter }, at) => hits.findIndex((hit) => hit.matter === matter) === at).slice(0, MOST_FOUND);
      return different.map((hit) => cardOf(hit, Math.min(1, Math.max(0, hit.nearness)), { text: query }, SuggestionId.parse(`search-${randomUUID()}`)));
    },
    reportFeedback(callId, suggestionId, verdict) {
      const context = calls.get(callId);
      const nowMs = Math.max(0, ...[...(context?.utterances.values() ?? [])].map((utterance) => utterance.endMs));
      if (context === undefined) return;
      const articleId = context.cards.cards.find((card) => card.suggestionId === suggestionId)?.articleId;
      const checklists = verdict === 'used' ? context.checklists : new Map([...context.checklists].filter(([known]) => known !== articleId));
      calls.set(callId, { ...context, checklists, cards: judgeCard(context.cards, suggestionId, verdict, nowMs) });
    },
    async summarise(callId, utterances) {
      const context = calls.get(callId) ?? newCallContext([]);
      const summary = summarise({ utterances, intents: context.intents, suggestions: context.cards.cards, dispositionOf: keeper.inUse.known.dispositionOf });
      return { intents: context.intents, summary };
    },
    useBackground(callId, background) {
      const context = calls.get(callId);
      if (context !== undefined) calls.set(callId, { ...context, background });
    },
    async useIntents(set) {
      keeper.learn(await lessonOf(set));
    },
    endCall(callId) {
      calls.delete(callId);
      if (calls.size === 0) keeper.goOn();
    },
  };
}

/** With the checklists of the cards that are shown; one that is shown no more is still being worked through. */
function withChecklistsOf(known: CallContext['checklists'], cards: readonly Suggestion[]): CallContext['checklists'] {
  const shown = cards.filter(({ state, steps }) => state !== 'dismissed' && steps.length > 0);
  return shown.length === 0 ? known : new Map([...known, ...shown.map(({ articleId, steps }) => [articleId, steps.map(({ text }) => text)] as const)]);
}

function asSuggestion({ shownAtMs: _shownAtMs, matter: _matter, ...card }: HeldCard): Suggestion {
  return card;
}
