import { z } from 'zod';

/** A page of a CRM or a help desk that opens in the browser for a caller. */
export const UrlPop = z.strictObject({
  /** http or https, with {number}, {name} or {call} where the caller's are to stand; empty where nothing opens. */
  template: z.string().max(2_000),
  when: z.enum(['never', 'ringing', 'answered']),
});
export type UrlPop = z.infer<typeof UrlPop>;
export const NO_URL_POP: UrlPop = { template: '', when: 'never' };
