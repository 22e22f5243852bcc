import type { MessagePortMain } from 'electron';
import type { AssistStatus, IntentFinding, Suggestion, Summary, Utterance } from '../../preload/contract/assist.ts';
import type { CallBackground } from '../../preload/contract/call-background.ts';
import type { HearingSettings, SpeedMeasurement } from '../../preload/contract/hearing.ts';
import type { IntentSet, TrainingState } from '../../preload/contract/intents.ts';
import type { IntentGuess, TrialFigures } from '../../preload/contract/learning.ts';
import type { KnowledgeState } from '../../preload/contract/knowledge.ts';
import type { DraftedArticle, JudgedQuestion } from '../../preload/contract/questions.ts';
import type { CallId, Speaker, SuggestionId, UtteranceId } from '../../preload/contract/primitives.ts';
import type { MaskingPolicy } from '../../preload/contract/privacy.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Unsubscribe } from '../platform/emitter.ts';
import type { HeardStep } from './understanding/checklist/hear-steps.ts';
import type { IntentTrial } from './understanding/intent/intent-trial.ts';

export type AssistFact =
  | { readonly kind: 'status-changed'; readonly status: AssistStatus }
  | { readonly kind: 'utterance'; readonly callId: CallId; readonly utterance: Utterance }
  | { readonly kind: 'intents'; readonly callId: CallId; readonly intents: readonly IntentFinding[] }
  /** The cards in force after this fact, newest first. */
  | { readonly kind: 'suggestions'; readonly callId: CallId; readonly suggestions: readonly Suggestion[] }
  /** The agent's words said that these steps of shown checklists are done. */
  | { readonly kind: 'steps-heard'; readonly callId: CallId; readonly utteranceId: UtteranceId; readonly steps: readonly HeardStep[] }
  | { readonly kind: 'behind'; readonly callId: CallId; readonly behindMs: number };

/**
 * main's side of the assist process: may crash, lag or be off; nothing here ever delays a call.
 * Restarted when it dies; after that the running call's taps must be attached anew (status goes starting → ready).
 */
export interface Assist {
  readonly status: AssistStatus;
  /** What was read of the knowledge folder. */
  readonly knowledge: KnowledgeState;
  onKnowledge(listener: (state: KnowledgeState) => void): Unsubscribe;
  subscribe(listener: (fact: AssistFact) => void): Unsubscribe;
  /** Loads models in the background; never throws. */
  start(): void;
  /** `answeredAtMs` is the zero of the call's clock (epoch ms). Re-announce with the transcript so far after a restart. */
  beginCall(callId: CallId, answeredAtMs: number, transcript: readonly Utterance[], background?: CallBackground): void;
  /** What has become known of a running call's party. */
  useBackground(callId: CallId, background: CallBackground): void;
  /** Hands one tap's port to the process; frames are TapFrame. */
  attachTap(callId: CallId, speaker: Speaker, port: MessagePortMain): void;
  /** Flushes open speech and writes the summary; answers within 2 s or with what it has, also when the process is gone. */
  endCall(callId: CallId): Promise<{ readonly utterances: readonly Utterance[]; readonly intents: readonly IntentFinding[]; readonly summary: Summary }>;
  /** The summary of a running call as it stands; the call goes on. */
  sumUp(callId: CallId): Promise<Result<Summary, 'assist-off'>>;
  search(query: string): Promise<Result<Suggestion[], 'assist-off'>>;
  reportFeedback(callId: CallId, suggestionId: SuggestionId, verdict: 'used' | 'dismissed'): void;
  /** Re-reads the knowledge base from this folder of Markdown; null means the starter set. */
  useKnowledgeFolder(folder: string | null): Promise<Result<{ readonly articles: number }, 'folder-unreadable' | 'assist-off'>>;
  /** How far the learning of the intents is. */
  readonly training: TrainingState;
  onTraining(listener: (state: TrainingState) => void): Unsubscribe;
  /** Learns these intents, null the starter set, as soon as no call is running. */
  useIntents(intents: IntentSet | null): void;
  /** The questions that each article answers, as far as its sentences say; those that it has already are left out. */
  draftQuestions(): Promise<Result<DraftedArticle[], 'assist-off'>>;
  /** Those that are approved are found from now on. */
  useQuestions(questions: readonly JudgedQuestion[]): void;
  /** What the intents in use make of each text, in their order; the likeliest first. */
  guessIntents(texts: readonly string[]): Promise<Result<readonly (readonly IntentGuess[])[], 'assist-off'>>;
  /** Trains these intents with lessons and without, and says how the two compare; changes nothing. Some seconds. */
  tryIntents(trial: IntentTrial): Promise<Result<TrialFigures, 'assist-off' | 'training-failed'>>;
  /** Which speech model to take; works on running calls too. */
  useHearing(hearing: HearingSettings): void;
  /** A model was timed on this machine: to be kept for `useHearing`. */
  onMeasured(listener: (measured: SpeedMeasurement) => void): Unsubscribe;
  /** Names and products to hear right, beside those in the articles' headings; from now on. */
  useVocabulary(terms: readonly string[]): void;
  /** What is written over from the next call on. */
  useMasking(policy: MaskingPolicy): void;
  stop(): Promise<void>;
}
