import { z } from 'zod';

/** Names and products that the person wants heard right, as they are written. */
export const OwnTerms = z.array(z.string().trim().min(1).max(60)).max(500);
export type OwnTerms = z.infer<typeof OwnTerms>;
