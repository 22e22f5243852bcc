import { z } from 'zod';

/** What an article may be meant for, and what may be known of a caller. */
export const AudienceFact = z.enum(['tier', 'region', 'language', 'product']);
export type AudienceFact = z.infer<typeof AudienceFact>;

/** An article is for callers of whom one of these is true. */
export const AudienceCondition = z.strictObject({ fact: AudienceFact, values: z.array(z.string()).min(1) });
export type AudienceCondition = z.infer<typeof AudienceCondition>;

const Fact = z.string().max(200);
/** As the agent writes them, several apart by commas; "" is not known. */
export const NotedFacts = z.strictObject({ tier: Fact, region: Fact, language: Fact, product: Fact });
export type NotedFacts = z.infer<typeof NotedFacts>;

export const NOTHING_NOTED: NotedFacts = { tier: '', region: '', language: '', product: '' };

/** What is known of a caller, each as a list; none is not known. */
export type AudienceFacts = Readonly<Record<AudienceFact, readonly string[]>>;

export const NOTHING_KNOWN: AudienceFacts = { tier: [], region: [], language: [], product: [] };

/** The values that articles are meant for, each once, by fact. */
export const AudienceValues = z.strictObject({ tier: z.array(z.string()), region: z.array(z.string()), language: z.array(z.string()), product: z.array(z.string()) });
export type AudienceValues = z.infer<typeof AudienceValues>;

export const NO_VALUES: AudienceValues = { tier: [], region: [], language: [], product: [] };

/** "EU, UK" as two values. */
export function valuesIn(text: string): string[] {
  return text.split(/[,;，；、]/).map((value) => value.trim()).filter((value) => value !== '');
}

/** Two writings of one value: width, case and "_" for "-" make no difference. */
export const isSameValue = (one: string, other: string): boolean => plainValue(one) === plainValue(other);

export const plainValue = (value: string): string => value.normalize('NFKC').toLowerCase().trim().replaceAll('_', '-');
