import { z } from 'zod';
import { DispositionId } from './assist.ts';
import { event, request } from './definition.ts';
import { Nothing, Revision } from './primitives.ts';

const MOST_INTENTS = 200;
const MOST_EXAMPLES = 300;

export const IntentId = z.string().min(1).max(64);
const IntentName = z.string().min(1).max(60);
/** Something that a caller may say. */
const Example = z.string().min(1).max(300);

/** What callers want, as the assist learns to name it. */
export const Intent = z.strictObject({
  intentId: IntentId,
  label: IntentName,
  /** What a call about it usually ends as. */
  disposition: DispositionId,
  /** The articles that answer it, by their ids; others are found by their meaning. */
  articles: z.array(z.string().max(200)).max(100),
  examples: z.array(Example).max(MOST_EXAMPLES),
});
export type Intent = z.infer<typeof Intent>;

export const IntentSet = z.strictObject({
  intents: z.array(Intent).max(MOST_INTENTS),
  /** Utterances that are nobody's intent. */
  otherUtterances: z.array(Example).max(5_000),
});
export type IntentSet = z.infer<typeof IntentSet>;

/** How far the assist is with learning the intents. Until it is ready, it names them as it did before. */
export const TrainingState = z.discriminatedUnion('kind', [
  /** The assist has not begun yet, or is off. */
  z.strictObject({ kind: z.literal('not-begun') }),
  /** A call is running: it comes first. */
  z.strictObject({ kind: z.literal('waiting') }),
  z.strictObject({ kind: z.literal('running') }),
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), message: z.string() }),
]);
export type TrainingState = z.infer<typeof TrainingState>;

export const IntentsSnapshot = z.strictObject({
  revision: Revision,
  intents: z.array(Intent),
  /** Nothing was changed: these are the ones that came with the app. */
  isStarter: z.boolean(),
  training: TrainingState,
});
export type IntentsSnapshot = z.infer<typeof IntentsSnapshot>;

/** `intentId` null makes a new one. */
export const IntentDraft = Intent.pick({ label: true, disposition: true, examples: true }).extend({ intentId: IntentId.nullable() });
export type IntentDraft = z.infer<typeof IntentDraft>;

export const intentRequests = {
  get: request({ channel: 'intents.get', input: Nothing, output: IntentsSnapshot, errors: [] }),
  save: request({ channel: 'intents.save', input: IntentDraft, output: z.strictObject({ intentId: IntentId }), errors: ['store-failed', 'unknown-intent', 'name-taken', 'too-many'] }),
  /** The examples of one become those of another, and it is gone. */
  merge: request({ channel: 'intents.merge', input: z.strictObject({ intentId: IntentId, intoId: IntentId }), output: Nothing, errors: ['store-failed', 'unknown-intent', 'too-many'] }),
  remove: request({ channel: 'intents.remove', input: z.strictObject({ intentId: IntentId }), output: Nothing, errors: ['store-failed', 'unknown-intent', 'last-intent'] }),
  /** The ones that came with the app, again. */
  restore: request({ channel: 'intents.restore', input: Nothing, output: Nothing, errors: ['store-failed'] }),
} as const;

export const intentEvents = { changed: event({ channel: 'intents.changed', snapshot: IntentsSnapshot }) } as const;
