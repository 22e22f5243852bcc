import { z } from 'zod';
import { Checklist } from './checklist.ts';
import { request } from './definition.ts';
import { CallId } from './primitives.ts';
import { Mood, PromisedAction, Suggestion, SummaryEntity, SummaryLine } from './assist.ts';

/** What a colleague must know who takes a call over: as much as is known at this moment of it. */
export const HandOver = z.strictObject({
  /** Why the party called. */
  reason: SummaryLine.nullable(),
  details: z.array(SummaryLine),
  /** What was asked of us and is open. */
  open: z.array(SummaryLine),
  /** What was answered, in our words. */
  tried: z.array(SummaryLine),
  /** Begun, with what is done and what is left. */
  checklists: z.array(Checklist),
  promisedActions: z.array(PromisedAction),
  entities: z.array(SummaryEntity),
  mood: Mood.nullable(),
  /** The article that fits best: one that was used before one that was shown. */
  article: Suggestion.pick({ articleId: true, title: true, source: true }).nullable(),
});
export type HandOver = z.infer<typeof HandOver>;

export const handOverRequests = {
  handOver: request({ channel: 'assist.handOver', input: z.strictObject({ callId: CallId }), output: HandOver, errors: ['unknown-call', 'assist-off'] }),
} as const;
