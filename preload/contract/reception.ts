import { z } from 'zod';
import { isDiallable } from './written-number.ts';

/** Empty: nobody. */
const ForwardTarget = z.string().trim().max(256).refine((text) => text === '' || isDiallable(text), 'a number or address that can be called').default('');

/** Where calls go that are not taken here. */
export const Forwarding = z.strictObject({
  always: ForwardTarget,
  busy: ForwardTarget,
  unanswered: ForwardTarget,
  unansweredAfterSec: z.number().int().min(5).max(120).default(20),
});
export type Forwarding = z.infer<typeof Forwarding>;

/** What becomes of a call that comes in on an account, before a person has a say. */
export const Reception = z.strictObject({
  /** Refuses every call as busy; it is in the call list all the same. */
  doNotDisturb: z.boolean().default(false),
  /** Whether a call may ring beside a running one. */
  callWaiting: z.boolean().default(true),
  forward: Forwarding.default(() => Forwarding.parse({})),
  /** `when-asked`: where the caller asks for it (RFC 5373, Alert-Info, Call-Info), as intercoms do. */
  autoAnswer: z.enum(['never', 'when-asked', 'always']).default('never'),
  /** How long it rings before it is answered for you. */
  autoAnswerAfterSec: z.number().int().min(0).max(60).default(1),
});
export type Reception = z.infer<typeof Reception>;
