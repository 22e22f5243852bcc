import { z } from 'zod';

/** The knowledge folder as the assist has read it. */
export const KnowledgeState = z.strictObject({
  articles: z.number().int(),
  /** Files that are no articles, each with its reason. */
  skipped: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
  /** Files read so far; null while nothing is being read. */
  reading: z.strictObject({ done: z.number().int(), total: z.number().int() }).nullable(),
});
export type KnowledgeState = z.infer<typeof KnowledgeState>;

export const NOTHING_READ: KnowledgeState = { articles: 0, skipped: [], reading: null };
