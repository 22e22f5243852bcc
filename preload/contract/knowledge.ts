import { z } from 'zod';
import { AudienceValues, NO_VALUES } from './audience.ts';

/** The knowledge folder as the assist has read it. */
export const KnowledgeState = z.strictObject({
  articles: z.number().int(),
  /** Files that are no articles, each with its reason. */
  skipped: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
  /** For whom its articles are. */
  audience: AudienceValues,
  /** Files read so far; null while nothing is being read. */
  reading: z.strictObject({ done: z.number().int(), total: z.number().int() }).nullable(),
});
export type KnowledgeState = z.infer<typeof KnowledgeState>;

export const NOTHING_READ: KnowledgeState = { articles: 0, skipped: [], audience: NO_VALUES, reading: null };
