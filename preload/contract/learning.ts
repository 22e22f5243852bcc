import { z } from 'zod';
import { event, request } from './definition.ts';
import { IntentId } from './intents.ts';
import { CallId, Confidence, EpochMs, Nothing, Revision, Speaker, UtteranceId } from './primitives.ts';

/** What a person says an utterance was. */
export const Verdict = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('intent'), intentId: IntentId }),
  z.strictObject({ kind: z.literal('none') }),
  /** Misheard, or half a sentence: nothing is to be learned from it. */
  z.strictObject({ kind: z.literal('unusable') }),
]);
export type Verdict = z.infer<typeof Verdict>;

/** A verdict as the call's record keeps it. */
export const UtteranceLabel = z.strictObject({ utteranceId: UtteranceId, verdict: Verdict, labelledAtMs: EpochMs });
export type UtteranceLabel = z.infer<typeof UtteranceLabel>;

/** A search that the agent typed in a call: the assist had not shown what was needed. */
export const HandSearch = z.strictObject({
  query: z.string().max(500),
  /** The caller's newest utterance at that moment; null where nothing had been said. */
  utteranceId: UtteranceId.nullable(),
  /** What was found first; null for nothing. */
  title: z.string().nullable(),
});
export type HandSearch = z.infer<typeof HandSearch>;

/** An intent and how sure the assist is of it; null is "none of these". */
export const IntentGuess = z.strictObject({ intentId: IntentId.nullable(), confidence: Confidence });
export type IntentGuess = z.infer<typeof IntentGuess>;

/** Why an utterance waits for a person's verdict. */
export const ReviewReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dismissed-card'), title: z.string() }),
  z.strictObject({ kind: z.literal('searched'), query: z.string() }),
  z.strictObject({ kind: z.literal('unsure'), confidence: Confidence }),
  /** One utterance in twenty, whatever the assist made of it. */
  z.strictObject({ kind: z.literal('sample') }),
]);
export type ReviewReason = z.infer<typeof ReviewReason>;

export const ReviewItem = z.strictObject({
  callId: CallId,
  utteranceId: UtteranceId,
  text: z.string(),
  /** The two utterances before it. */
  before: z.array(z.strictObject({ speaker: Speaker, text: z.string() })).max(2),
  startedAtMs: EpochMs,
  /** As it was named in the call; null: not at all. */
  heard: IntentId.nullable(),
  reason: ReviewReason,
  /** The likeliest first; empty while the assist is off. */
  guesses: z.array(IntentGuess),
});
export type ReviewItem = z.infer<typeof ReviewItem>;

/** How many of so many were right. */
const Score = z.strictObject({ count: z.number().int().nonnegative(), before: z.number().int().nonnegative(), after: z.number().int().nonnegative() });
export type Score = z.infer<typeof Score>;

/** A candidate beside the intents in use. */
export const TrialFigures = z.strictObject({
  /** Verdicts that neither was trained on. */
  heldOut: Score,
  /** Utterances of the starter set's intents that no head learns. */
  regression: Score,
  /** Who was taken for whom, over both sets; null is "none of these". */
  confusions: z.array(z.strictObject({ truth: IntentId.nullable(), answer: IntentId.nullable(), before: z.number().int().nonnegative(), after: z.number().int().nonnegative() })),
});
export type TrialFigures = z.infer<typeof TrialFigures>;

/** A text and the intent that it is about; null is "none of these". */
export const Lesson = z.strictObject({ intentId: IntentId.nullable(), text: z.string() });
export type Lesson = z.infer<typeof Lesson>;

/** A candidate that was taken into use. Its examples are remembered, so that it can be taken back. */
export const Adoption = z.strictObject({ adoptionId: z.string().max(64), atMs: EpochMs, learned: z.array(Lesson), figures: TrialFigures });
export type Adoption = z.infer<typeof Adoption>;

export const TrialState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('running') }),
  z.strictObject({ kind: z.literal('adopted'), learned: z.number().int(), figures: TrialFigures }),
  /** It was worse, so nothing changed. */
  z.strictObject({ kind: z.literal('refused'), learned: z.number().int(), figures: TrialFigures }),
]);
export type TrialState = z.infer<typeof TrialState>;

/** One week of calls, from Monday. */
export const WeekFigures = z.strictObject({
  startMs: EpochMs,
  calls: z.number().int(),
  /** The caller's utterances that are long enough to be about something, and how many of them got an intent. */
  utterances: z.number().int(),
  named: z.number().int(),
  /** Of the sample alone: what waits for other reasons was chosen for being doubtful. */
  sampleLabelled: z.number().int(),
  sampleRight: z.number().int(),
  cards: z.number().int(),
  cardsUsed: z.number().int(),
});
export type WeekFigures = z.infer<typeof WeekFigures>;

/** One line of the error log. */
export const LearningError = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wrong-intent'), callId: CallId, atMs: EpochMs, text: z.string(), heard: IntentId.nullable(), truth: IntentId.nullable() }),
  z.strictObject({ kind: z.literal('dismissed-card'), callId: CallId, atMs: EpochMs, text: z.string(), title: z.string() }),
  z.strictObject({ kind: z.literal('searched'), callId: CallId, atMs: EpochMs, text: z.string(), title: z.string().nullable() }),
  /** The agent rated the summary as poor; the text is its reason for the call. */
  z.strictObject({ kind: z.literal('poor-summary'), callId: CallId, atMs: EpochMs, text: z.string() }),
]);
export type LearningError = z.infer<typeof LearningError>;

export const LearningSnapshot = z.strictObject({
  revision: Revision,
  trial: TrialState,
  /** Verdicts that the next candidate would learn from, and those kept to judge it by. */
  toLearn: z.number().int(),
  heldOut: z.number().int(),
  /** The oldest first; weeks without calls are there. */
  weeks: z.array(WeekFigures),
  /** The newest first. */
  errors: z.array(LearningError),
  /** The newest first. */
  adoptions: z.array(Adoption.omit({ learned: true }).extend({ learned: z.number().int() })),
});
export type LearningSnapshot = z.infer<typeof LearningSnapshot>;

const OneUtterance = z.strictObject({ callId: CallId, utteranceId: UtteranceId });

export const learningRequests = {
  get: request({ channel: 'learning.get', input: Nothing, output: LearningSnapshot, errors: [] }),
  /** The utterances that wait for a verdict, the most telling first. */
  queue: request({ channel: 'learning.queue', input: Nothing, output: z.array(ReviewItem), errors: [] }),
  /** `verdict` null takes it back. */
  label: request({ channel: 'learning.label', input: OneUtterance.extend({ verdict: Verdict.nullable() }), output: Nothing, errors: ['store-failed', 'unknown-utterance', 'unknown-intent'] }),
  /** Trains a candidate with the verdicts, compares, and adopts it if it is not worse. */
  learn: request({ channel: 'learning.learn', input: Nothing, output: Nothing, errors: ['store-failed', 'call-in-progress', 'assist-off', 'nothing-to-learn', 'intents-changed', 'training-failed'] }),
  /** Takes back what an adoption learned; its verdicts wait again. */
  rollBack: request({ channel: 'learning.rollBack', input: z.strictObject({ adoptionId: z.string() }), output: Nothing, errors: ['store-failed', 'unknown-adoption'] }),
} as const;

export const learningEvents = { changed: event({ channel: 'learning.changed', snapshot: LearningSnapshot }) } as const;
