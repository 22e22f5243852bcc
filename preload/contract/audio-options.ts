import { z } from 'zod';

const Port = z.number().int().min(1_024).max(65_535);

/** The first and the last UDP port that the audio of calls may use: a firewall lets no others through. */
export const RtpPorts = z.strictObject({ first: Port, last: Port })
  .refine(({ first, last }) => last > first + (first % 2), 'at least an even port and the one above it');
export type RtpPorts = z.infer<typeof RtpPorts>;

/** What we ask of Opus, and do (RFC 7587 s. 6.1). */
export const OpusOptions = z.strictObject({
  /** Each packet carries the one before it again, coarsely: `useinbandfec`. */
  fec: z.boolean().default(true),
  /** Hardly anything is sent while nobody speaks: `usedtx`. */
  dtx: z.boolean().default(false),
});
export type OpusOptions = z.infer<typeof OpusOptions>;
