import type { PreferenceOf } from './card-preferences.ts';
import type { NamedIntent } from './intent/intent-classifier.ts';
import type { Hit } from './knowledge/knowledge-index.ts';
import type { Candidate } from './suggestion-policy.ts';

/** An article that no intent speaks of must be this near by itself: about one in fifteen utterances that nothing answers comes so near. */
const LEAST_NEARNESS = 0.65;
/** An article that an intent speaks of, where that intent was not heard: words and meaning must agree very well. */
const LEAST_NEARNESS_UNHEARD = 0.8;
/** Without its intent, it must be this much nearer than the articles that merely share the question's words… */
const LEAST_LEAD = 0.1;
/** …unless it is so near that the question is in its own words. */
const OWN_WORDS_NEARNESS = 1;
/** With its intent heard, less will do, if both together are this sure. */
const LEAST_NEARNESS_HEARD = 0.3;
const LEAST_CONFIDENCE_HEARD = 0.55;
/** Words that still come in may turn: then no card without its intent, unless it is this near. */
const LEAST_NEARNESS_PARTIAL = 1.1;
/** A second or third card must come this close to the first. */
const FOLLOWER_RATIO = 0.85;
/** What nearness and a heard intent add to the confidence. */
const NEARNESS_WEIGHT = 0.75;
const INTENT_WEIGHT = 0.35;
/** What the agent's verdicts in earlier calls count: always used or always dismissed moves an article past one that is this much nearer. */
const PREFERENCE_WEIGHT = 0.3;

/**
 * Which hits deserve a card. An intent and the search that agree are the strongest reason; a near match of words and meaning is enough by
 * itself if it stands out of the field; anything less stays silent. Of articles that say the same there is one card. What was learned of the articles orders those that deserve a card; it adds none and takes none away.
 *
 * @param articlesOf the articles that an intent names
 */
export function chooseCandidates(hits: readonly Hit[], intents: readonly NamedIntent[], articlesOf: ReadonlyMap<string, ReadonlySet<string>>, state: 'partial' | 'final', preferences: PreferenceOf = new Map()): Candidate[] {
  const known = new Set([...articlesOf.values()].flatMap((articles) => [...articles]));
  const enough = hits.flatMap((hit): Candidate[] => {
    const { articleId } = hit.article;
    const intent = intents.find(({ intentId }) => articlesOf.get(intentId)?.has(articleId));
    const confidence = Math.min(1, Math.max(0, NEARNESS_WEIGHT * hit.nearness + INTENT_WEIGHT * (intent?.confidence ?? 0)));
    const leastUnheard = state === 'partial' ? LEAST_NEARNESS_PARTIAL : known.has(articleId) ? LEAST_NEARNESS_UNHEARD : LEAST_NEARNESS;
    const isEnough = intent === undefined ? hit.nearness >= leastUnheard && standsOut(hit) : hit.nearness >= LEAST_NEARNESS_HEARD && confidence >= LEAST_CONFIDENCE_HEARD;
    return isEnough ? [{ hit, confidence }] : [];
  });
  const best = Math.max(0, ...enough.map(({ confidence }) => confidence));
  const rank = ({ hit, confidence }: Candidate): number => confidence + PREFERENCE_WEIGHT * (preferences.get(hit.article.articleId) ?? 0);
  return enough
    .filter(({ confidence }) => confidence >= best * FOLLOWER_RATIO)
    .sort((a, b) => rank(b) - rank(a))
    .filter(({ hit }, at, ranked) => ranked.findIndex((other) => other.hit.matter === hit.matter) === at);
}

function standsOut({ nearness, field }: Hit): boolean {
  return field === null || nearness >= OWN_WORDS_NEARNESS || nearness - field >= LEAST_LEAD;
}
