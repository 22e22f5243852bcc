import type { AssistStatus, IntentFinding, Suggestion, Summary, Utterance } from '../../preload/contract/assist.ts';
import type { CallBackground } from '../../preload/contract/call-background.ts';
import type { HearingSettings, SpeedMeasurement } from '../../preload/contract/hearing.ts';
import type { IntentSet, TrainingState } from '../../preload/contract/intents.ts';
import type { IntentGuess, TrialFigures } from '../../preload/contract/learning.ts';
import type { KnowledgeState } from '../../preload/contract/knowledge.ts';
import type { TapFrame } from '../../preload/contract/media.ts';
import type { DraftedArticle, JudgedQuestion } from '../../preload/contract/questions.ts';
import type { CallId, Speaker, SuggestionId, UtteranceId } from '../../preload/contract/primitives.ts';
import type { MaskingPolicy } from '../../preload/contract/privacy.ts';
import type { HeardStep } from './understanding/checklist/hear-steps.ts';
import type { IntentTrial } from './understanding/intent/intent-trial.ts';

/** From main to the assist process. */
export type AssistOrder =
  | { readonly kind: 'start'; readonly modelsDirectory: string; readonly addedModelsDirectory: string; readonly starterDirectory: string; readonly knowledgeFolder: string | null }
  /** Before the start or at any time after it. */
  | { readonly kind: 'use-hearing'; readonly hearing: HearingSettings }
  /** `nowOnCallMs` is the call's clock at the moment of sending: clocks of processes are not compared. */
  | { readonly kind: 'begin-call'; readonly callId: CallId; readonly nowOnCallMs: number; readonly transcript: readonly Utterance[]; readonly background: CallBackground }
  | { readonly kind: 'use-background'; readonly callId: CallId; readonly background: CallBackground }
  /** With the tap's MessagePort beside it; where there are no ports, frames follow as `frame`. */
  | { readonly kind: 'attach-tap'; readonly callId: CallId; readonly speaker: Speaker }
  | { readonly kind: 'frame'; readonly callId: CallId; readonly speaker: Speaker; readonly frame: TapFrame }
  | { readonly kind: 'feedback'; readonly callId: CallId; readonly suggestionId: SuggestionId; readonly verdict: 'used' | 'dismissed' }
  | { readonly kind: 'end-call'; readonly callId: CallId; readonly requestId: number }
  /** The summary of a running call as it stands. */
  | { readonly kind: 'sum-up'; readonly callId: CallId; readonly requestId: number }
  | { readonly kind: 'search'; readonly query: string; readonly requestId: number }
  /** Names and products to hear right, in running calls too. */
  | { readonly kind: 'use-vocabulary'; readonly terms: readonly string[] }
  /** Before the start or at any time after it; null is the starter set. */
  | { readonly kind: 'use-intents'; readonly intents: IntentSet | null; readonly headFile: string }
  /** What the intents in use make of each text. */
  | { readonly kind: 'guess-intents'; readonly texts: readonly string[]; readonly requestId: number }
  | { readonly kind: 'try-intents'; readonly trial: IntentTrial; readonly requestId: number }
  /** Before the start or at any time after it. */
  | { readonly kind: 'use-questions'; readonly questions: readonly JudgedQuestion[] }
  | { readonly kind: 'draft-questions'; readonly requestId: number }
  /** For the calls that begin after it. */
  | { readonly kind: 'use-masking'; readonly policy: MaskingPolicy }
  | { readonly kind: 'use-knowledge'; readonly folder: string | null; readonly requestId: number };

/** From the assist process to main. */
export type AssistReply =
  | { readonly kind: 'status'; readonly status: AssistStatus }
  /** To be kept: the next start needs no measurement. */
  | { readonly kind: 'measured'; readonly measured: SpeedMeasurement }
  | { readonly kind: 'utterance'; readonly callId: CallId; readonly utterance: Utterance }
  | { readonly kind: 'intents'; readonly callId: CallId; readonly intents: readonly IntentFinding[] }
  | { readonly kind: 'suggestions'; readonly callId: CallId; readonly suggestions: readonly Suggestion[] }
  | { readonly kind: 'steps-heard'; readonly callId: CallId; readonly utteranceId: UtteranceId; readonly steps: readonly HeardStep[] }
  | { readonly kind: 'behind'; readonly callId: CallId; readonly behindMs: number }
  | { readonly kind: 'call-ended'; readonly requestId: number; readonly utterances: readonly Utterance[]; readonly intents: readonly IntentFinding[]; readonly summary: Summary }
  | { readonly kind: 'summed-up'; readonly requestId: number; readonly summary: Summary | null }
  | { readonly kind: 'found'; readonly requestId: number; readonly suggestions: readonly Suggestion[] | null }
  | { readonly kind: 'guessed-intents'; readonly requestId: number; readonly guesses: readonly (readonly IntentGuess[])[] | null }
  | { readonly kind: 'tried-intents'; readonly requestId: number; readonly figures: TrialFigures | null; readonly message: string }
  | { readonly kind: 'drafted-questions'; readonly requestId: number; readonly articles: readonly DraftedArticle[] | null }
  | { readonly kind: 'knowledge-state'; readonly state: KnowledgeState }
  | { readonly kind: 'training'; readonly state: TrainingState }
  /** `articles` is null where the folder could not be read. */
  | { readonly kind: 'knowledge'; readonly requestId: number; readonly articles: number | null; readonly message: string }
  /** A line for main's log: this process has none of its own. */
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly event: string; readonly fields: Record<string, unknown> };
