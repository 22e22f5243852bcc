import type { IntentFinding, Suggestion, Summary, Utterance } from '../../../preload/contract/assist.ts';
import type { CallBackground } from '../../../preload/contract/call-background.ts';
import type { IntentSet } from '../../../preload/contract/intents.ts';
import type { IntentGuess, TrialFigures } from '../../../preload/contract/learning.ts';
import type { DraftedArticle, JudgedQuestion } from '../../../preload/contract/questions.ts';
import type { CallId, SuggestionId } from '../../../preload/contract/primitives.ts';
import type { HeardStep } from './checklist/hear-steps.ts';
import type { IntentTrial } from './intent/intent-trial.ts';

/** What a call's words mean: intents, cards and the summary. One per assist process; every answer takes a few milliseconds. */
export interface Understanding {
  /** A folder of documents, watched from then on; null is the starter set. Rejects with a message when the folder cannot be read. */
  loadKnowledge(folder: string | null): Promise<{ articles: number }>;
  /**
   * `transcript` is what was heard before a restart.
   *
   * @returns the card of a question that callers ask more often than before; none where something was said already
   */
  beginCall(callId: CallId, transcript: readonly Utterance[], background: CallBackground): readonly Suggestion[];
  /**
   * Partials and finals of both speakers, in order.
   *
   * @param nowMs on the call's clock
   * @returns the intents of this utterance (finals of the caller alone), the cards in force when they changed, and the steps of shown checklists
   *   that it says are done (finals of the agent alone)
   */
  observe(callId: CallId, utterance: Utterance, nowMs: number): Promise<{ intents: readonly IntentFinding[]; suggestions: readonly Suggestion[] | null; steps: readonly HeardStep[] }>;
  /** The names and products that the articles' titles and headings hold. */
  terms(): readonly string[];
  /** Learns these intents, null the starter set, as soon as no call is running; `onTraining` tells how far it is. */
  useIntents(set: IntentSet | null): Promise<void>;
  /** The articles whose sentences answer questions that they do not have. */
  draftQuestions(): DraftedArticle[];
  /** Those that are approved are found from now on. */
  useQuestions(questions: readonly JudgedQuestion[]): Promise<void>;
  /** What the intents in use make of each text, the likeliest first. */
  guessIntents(texts: readonly string[]): Promise<(readonly IntentGuess[])[]>;
  /** How these intents do with lessons and without; changes nothing. */
  tryIntents(trial: IntentTrial): Promise<TrialFigures>;
  search(query: string): Promise<Suggestion[]>;
  reportFeedback(callId: CallId, suggestionId: SuggestionId, verdict: 'used' | 'dismissed'): void;
  /** @param utterances the finals as they may be kept, by start */
  summarise(callId: CallId, utterances: readonly Utterance[]): Promise<{ intents: readonly IntentFinding[]; summary: Summary }>;
  /** What has become known of a running call's party. */
  useBackground(callId: CallId, background: CallBackground): void;
  endCall(callId: CallId): void;
}

export { createUnderstanding } from './create-understanding.ts';
