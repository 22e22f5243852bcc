import { z } from 'zod';
import { isDiallable } from './written-number.ts';

export const MOST_COLLEAGUES = 50;
export const DiallableNumber = z.string().trim().min(1).max(128).refine(isDiallable, 'a number or address that can be called');

export const Colleague = z.strictObject({ name: z.string().trim().max(80), number: DiallableNumber });
export type Colleague = z.infer<typeof Colleague>;

/** What an account watches beside its calls. */
export const Watching = z.strictObject({
  /** Called to hear the voicemail; empty where there is none. */
  voicemailNumber: DiallableNumber.or(z.literal('')).default(''),
  /** Asks the trunk whether voicemail waits (RFC 3842). */
  mailbox: z.boolean().default(true),
  colleagues: z.array(Colleague).max(MOST_COLLEAGUES).default([]),
  /** The feature code that takes a colleague's ringing call when dialled before their number; empty takes it by Replaces (RFC 3891). */
  pickUpPrefix: z.string().regex(/^[\d*#]{0,8}$/, 'digits, * and #').default(''),
});
export type Watching = z.infer<typeof Watching>;
