import { z } from 'zod';
import { AudienceCondition } from './audience.ts';
import { Checklist, ChecklistStep } from './checklist.ts';
import { CallId, CallMs, Confidence, FailureShape, Nothing, Revision, Speaker, SuggestionId, UtteranceId } from './primitives.ts';
import { event, request } from './definition.ts';
import { EngineChoice } from './hearing.ts';

/** One speaker's turn. A partial is replaced by later partials and at last by the final of the same id. */
export const Utterance = z.strictObject({
  utteranceId: UtteranceId,
  speaker: Speaker,
  state: z.enum(['partial', 'final']),
  text: z.string(),
  startMs: CallMs,
  endMs: CallMs,
  /** exp of the mean log-probability of the tokens; null where the engine gives none. */
  confidence: Confidence.nullable(),
});
export type Utterance = z.infer<typeof Utterance>;

/** A named intent of one caller utterance; an utterance with none has no entry. */
export const IntentFinding = z.strictObject({ utteranceId: UtteranceId, intentId: z.string(), label: z.string(), confidence: Confidence });
export type IntentFinding = z.infer<typeof IntentFinding>;

/** An intent that callers have more often than before: in so many of the calls of the last seven days, and of the three weeks before those. */
export const RisingQuestion = z.strictObject({
  intentId: z.string(), calls: z.number().int(), ofCalls: z.number().int(), callsBefore: z.number().int(), ofCallsBefore: z.number().int(),
});
export type RisingQuestion = z.infer<typeof RisingQuestion>;

/** A knowledge-base answer offered to the agent. */
export const Suggestion = z.strictObject({
  suggestionId: SuggestionId,
  articleId: z.string(),
  title: z.string(),
  /** The heading of the passage that matched; the title again where the article has none. */
  heading: z.string(),
  /** Plain text, at most about 400 characters: what the agent can read out. */
  excerpt: z.string(),
  /** The article's file name. */
  source: z.string(),
  /** The Utterance that caused it; null for a search that the agent typed. */
  utteranceId: UtteranceId.nullable(),
  /** The words that caused it. */
  triggerText: z.string(),
  confidence: Confidence,
  /** From the end of the caller's words in the audio to this suggestion leaving the assist. */
  latencyMs: z.number(),
  state: z.enum(['shown', 'used', 'dismissed']),
  /** For whom the article is meant; absent: for everybody. */
  audience: z.array(AudienceCondition).optional(),
  /** Whether the state is the agent's verdict: a card that made room for newer ones is dismissed without one. Absent in older records. */
  isJudged: z.boolean().optional(),
  /** Why it is offered before anybody asked; absent for all that were asked for. */
  rising: RisingQuestion.optional(),
  /** The article's checklist; empty where it has none. */
  steps: z.array(ChecklistStep).default([]),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** One sentence of a summary and the utterances that it rests on. */
export const SummaryLine = z.strictObject({ text: z.string().max(2_000), utteranceIds: z.array(UtteranceId) });
export type SummaryLine = z.infer<typeof SummaryLine>;

export const SummaryEntity = z.strictObject({
  kind: z.enum(['order-number', 'reference', 'date', 'time', 'amount', 'phone', 'email', 'name', 'product']),
  text: z.string().max(200),
  utteranceIds: z.array(UtteranceId),
});
export type SummaryEntity = z.infer<typeof SummaryEntity>;

export const PromisedAction = SummaryLine.extend({ owner: Speaker, due: z.string().max(200).nullable() });
export type PromisedAction = z.infer<typeof PromisedAction>;

export const DispositionId = z.enum(['resolved', 'follow-up', 'appointment', 'order-change', 'refund', 'complaint', 'information', 'wrong-number', 'no-conversation']);
export type DispositionId = z.infer<typeof DispositionId>;

/** How a party sounds by its words, and the utterances that tell. */
export const Mood = z.strictObject({ value: z.enum(['positive', 'neutral', 'negative']), utteranceIds: z.array(UtteranceId) });
export type Mood = z.infer<typeof Mood>;

/** What was said, section by section. A section added later is empty in summaries that were written before. */
export const Summary = z.strictObject({
  reason: SummaryLine.nullable(),
  asked: z.array(SummaryLine),
  /** What the caller told of the matter. */
  details: z.array(SummaryLine).default([]),
  answered: z.array(SummaryLine),
  promisedActions: z.array(PromisedAction),
  /** What was settled at last; null where nothing was. */
  outcome: SummaryLine.nullable().default(null),
  /** Questions that stayed open, and what the caller is to do. */
  followUp: z.array(SummaryLine).default([]),
  /** The caller's mood in the first and in the last third of what they said; null where too little was said. */
  mood: z.strictObject({ start: Mood.nullable(), end: Mood.nullable() }).default({ start: null, end: null }),
  entities: z.array(SummaryEntity),
  /** Those of which at least one step was done. */
  checklists: z.array(Checklist).default([]),
  dispositionSuggestion: z.strictObject({ dispositionId: DispositionId, confidence: Confidence }).nullable(),
  /** Why it says little; null where it has enough to say. */
  saysLittleBecause: z.enum(['call-too-short', 'caller-said-nothing', 'agent-said-nothing', 'assist-was-off', 'assist-restarted', 'transferred']).nullable(),
  /** The agent's own words. */
  note: z.string().max(10_000),
  /** The agent's verdict on what the assist wrote. */
  rating: z.enum(['good', 'poor']).nullable().default(null),
});
export type Summary = z.infer<typeof Summary>;

/** A summary that says nothing. */
export const EMPTY_SUMMARY: Summary = {
  reason: null, asked: [], details: [], answered: [], promisedActions: [], outcome: null, followUp: [], mood: { start: null, end: null }, entities: [], checklists: [],
  dispositionSuggestion: null, saysLittleBecause: null, note: '', rating: null,
};

/** The assist's health; `degraded` still transcribes. */
export const AssistStatus = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('starting') }),
  z.strictObject({ kind: z.literal('ready'), engine: z.string(), choice: EngineChoice.optional() }),
  z.strictObject({ kind: z.literal('degraded'), engine: z.string(), choice: EngineChoice.optional(), failure: FailureShape }),
  z.strictObject({ kind: z.literal('off'), failure: FailureShape }),
]);
export type AssistStatus = z.infer<typeof AssistStatus>;

/** What the assist knows of one call: the live one, or the last one until the next begins. */
export const AssistSnapshot = z.strictObject({
  revision: Revision,
  status: AssistStatus,
  callId: CallId.nullable(),
  utterances: z.array(Utterance),
  intents: z.array(IntentFinding),
  /** Newest first; at most three in state shown. */
  suggestions: z.array(Suggestion),
  /** How far the transcript is behind the speech, ms. */
  behindMs: z.number(),
});
export type AssistSnapshot = z.infer<typeof AssistSnapshot>;

const OneSuggestion = z.strictObject({ callId: CallId, suggestionId: SuggestionId });

export const assistRequests = {
  get: request({ channel: 'assist.get', input: Nothing, output: AssistSnapshot, errors: [] }),
  useSuggestion: request({ channel: 'assist.useSuggestion', input: OneSuggestion, output: Nothing, errors: ['unknown-suggestion'] }),
  dismissSuggestion: request({ channel: 'assist.dismissSuggestion', input: OneSuggestion, output: Nothing, errors: ['unknown-suggestion'] }),
  /** The agent's verdict on one step (from 0) of a card's checklist. */
  tickStep: request({ channel: 'assist.tickStep', input: OneSuggestion.extend({ step: z.number().int().nonnegative(), isDone: z.boolean() }), output: Nothing, errors: ['unknown-suggestion'] }),
  search: request({ channel: 'assist.search', input: z.strictObject({ query: z.string().trim().min(1).max(500) }), output: z.array(Suggestion), errors: ['assist-off'] }),
} as const;

export const assistEvents = { changed: event({ channel: 'assist.changed', snapshot: AssistSnapshot }) } as const;
