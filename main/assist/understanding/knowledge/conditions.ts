import { AudienceFact, isSameValue, plainValue, valuesIn, type AudienceCondition, type AudienceFacts, type AudienceValues } from '../../../../preload/contract/audience.ts';

/** For whom and when an article holds. */
export interface ArticleConditions {
  readonly audience: readonly AudienceCondition[];
  /** The first and the last day, YYYY-MM-DD; null: no limit. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/**
 * Reads `tier`, `region`, `language`, `product` (a value, several apart by commas, or a list), `validFrom` and `validTo` (YYYY-MM-DD) of a
 * front matter; "valid from" and "valid_from" are the same. What cannot be read is no condition. undefined for an article without any.
 */
export function readConditions(front: Readonly<Record<string, unknown>>): ArticleConditions | undefined {
  const fields = new Map(Object.entries(front).map(([key, value]) => [key.toLowerCase().replace(/[^a-z]/g, ''), value]));
  const audience = AudienceFact.options.flatMap((fact): AudienceCondition[] => {
    const given = fields.get(fact);
    const values = (Array.isArray(given) ? given : [given]).flatMap((value: unknown) => (typeof value === 'string' || typeof value === 'number' ? valuesIn(String(value)) : []));
    return values.length === 0 ? [] : [{ fact, values }];
  });
  const [validFrom, validTo] = [readDay(fields.get('validfrom')), readDay(fields.get('validto'))];
  return audience.length === 0 && validFrom === null && validTo === null ? undefined : { audience, validFrom, validTo };
}

function readDay(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value.trim())) return null;
  const day = value.trim();
  const parsed = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day ? null : day;
}

/**
 * Whether an article may be suggested: it holds today, and nothing that is known of the caller contradicts its audience. What is not known
 * excludes nothing.
 *
 * @param today YYYY-MM-DD where the agent is
 */
export function isFor(conditions: ArticleConditions | undefined, caller: AudienceFacts, today: string): boolean {
  if (conditions === undefined) return true;
  const { audience, validFrom, validTo } = conditions;
  if ((validFrom !== null && today < validFrom) || (validTo !== null && today > validTo)) return false;
  return audience.every(({ fact, values }) => caller[fact].length === 0 || caller[fact].some((known) => values.some((value) => isSame(fact, known, value))));
}

/** The values that articles are meant for, each once in the writing that comes first, by the alphabet. */
export function audienceValues(articles: readonly { readonly conditions?: ArticleConditions | undefined }[]): AudienceValues {
  const conditions = articles.flatMap(({ conditions: one }) => one?.audience ?? []);
  const valuesOf = (wanted: AudienceFact): string[] => {
    const values = conditions.filter(({ fact }) => fact === wanted).flatMap(({ values: some }) => some);
    return values.filter((value, at) => values.findIndex((other) => isSameValue(other, value)) === at).sort((a, b) => a.localeCompare(b));
  };
  return { tier: valuesOf('tier'), region: valuesOf('region'), language: valuesOf('language'), product: valuesOf('product') };
}

/** "en" and "en-GB" are the same language. */
function isSame(fact: AudienceFact, one: string, other: string): boolean {
  const [a, b] = [plainValue(one), plainValue(other)];
  return a === b || (fact === 'language' && (a.startsWith(`${b}-`) || b.startsWith(`${a}-`)));
}

/** The day where the agent is, YYYY-MM-DD. */
export function dayOf(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
