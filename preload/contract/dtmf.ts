import { z } from 'zod';

/** How keypad tones are sent: `auto` is RFC 4733 where it is agreed, else SIP INFO. */
export const DtmfMode = z.enum(['auto', 'rfc4733', 'info']);
export type DtmfMode = z.infer<typeof DtmfMode>;

/** Of one account. A tone shorter than 40 ms is heard by few (ITU-T Q.24), one of 100 ms by all but the slowest. */
export const Dtmf = z.strictObject({ mode: DtmfMode.default('auto'), toneMs: z.number().int().min(40).max(1_000).default(100) });
export type Dtmf = z.infer<typeof Dtmf>;
