import { z } from 'zod';
import { PracticeScript } from '../../preload/contract/app.ts';

/** What main tells the practice line's process. The password goes this way and not by argv, which any user may read. */
export const PracticeCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), port: z.number().int().min(0).max(65_535), password: z.string().min(1), callersDirectory: z.string().min(1) }),
  z.strictObject({ kind: z.literal('request-call'), requestId: z.number().int(), scriptId: z.string().max(64) }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type PracticeCommand = z.infer<typeof PracticeCommand>;

/** What the process tells main. */
export const PracticeReport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), address: z.string(), port: z.number().int(), scripts: z.array(PracticeScript) }),
  z.strictObject({ kind: z.literal('start-failed'), reason: z.string() }),
  z.strictObject({ kind: z.literal('call-requested'), requestId: z.number().int(), outcome: z.enum(['ringing', 'unknown-script', 'not-registered']) }),
  z.strictObject({ kind: z.literal('digit'), digit: z.string() }),
  z.strictObject({ kind: z.literal('stopped') }),
  z.strictObject({ kind: z.literal('log'), level: z.enum(['debug', 'info', 'warn', 'error']), event: z.string(), fields: z.record(z.string(), z.unknown()) }),
]);
export type PracticeReport = z.infer<typeof PracticeReport>;
