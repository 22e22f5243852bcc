import type { NamedIntent } from './intent/intent-classifier.ts';
import type { Hit } from './knowledge/knowledge-index.ts';
import type { Candidate } from './suggestion-policy.ts';

/** A hit must be this near by itself to be shown. */
const LEAST_NEARNESS = 0.62;
/** With an intent that names the article, less will do. */
const LEAST_NEARNESS_WITH_INTENT = 0.3;
/** A second or third card must come this close to the first. */
const FOLLOWER_RATIO = 0.85;
/** What an intent for the article adds to its confidence. */
const INTENT_BONUS = 0.35;

/**
 * Which hits deserve a card. An intent that the articles know and the search agree on is the strongest reason; a near match of words and
 * meaning is enough by itself; anything less stays silent.
 *
 * @param articlesOf the articles that an intent names
 */
export function chooseCandidates(hits: readonly Hit[], intents: readonly NamedIntent[], articlesOf: ReadonlyMap<string, ReadonlySet<string>>): Candidate[] {
  const judged = hits.map((hit): Candidate & { isEnough: boolean } => {
    const intent = intents.find(({ intentId }) => articlesOf.get(intentId)?.has(hit.article.articleId));
    const isNamed = intent !== undefined;
    const confidence = Math.min(1, Math.max(0, hit.nearness * 0.75 + INTENT_BONUS * (intent?.confidence ?? 0)));
    // An intent without an article of its own says what it is not: then words alone must be very near.
    return { hit, confidence, isEnough: isNamed ? hit.nearness >= LEAST_NEARNESS_WITH_INTENT : hit.nearness >= LEAST_NEARNESS };
  });
  const enough = judged.filter((candidate) => candidate.isEnough).sort((a, b) => b.confidence - a.confidence);
  const best = enough[0]?.confidence ?? 0;
  return enough.filter((candidate) => candidate.confidence >= best * FOLLOWER_RATIO).map(({ hit, confidence }) => ({ hit, confidence }));
}
