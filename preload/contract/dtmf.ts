import { z } from 'zod';
import { DtmfDigits } from './primitives.ts';

/** How keypad tones are sent: `auto` is RFC 4733 where it is agreed, else SIP INFO; `in-band` as sound, for equipment that listens to nothing else. */
export const DtmfMode = z.enum(['auto', 'rfc4733', 'info', 'in-band']);
export type DtmfMode = z.infer<typeof DtmfMode>;

/** Of one account. A tone shorter than 40 ms is heard by few (ITU-T Q.24), one of 100 ms by all but the slowest. */
export const Dtmf = z.strictObject({ mode: DtmfMode.default('auto'), toneMs: z.number().int().min(40).max(1_000).default(100) });
export type Dtmf = z.infer<typeof Dtmf>;

/** Tones that the page plays into the call in the place of the microphone; each with a number of its own, so that none is played twice. */
export const InBandTones = z.strictObject({ number: z.number().int().positive(), digits: DtmfDigits, toneMs: z.number().int().positive() });
export type InBandTones = z.infer<typeof InBandTones>;
