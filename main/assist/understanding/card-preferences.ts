import type { CardPreference } from '../../../preload/contract/call-background.ts';

/** By article, -1 to 1; an article that is not in it is neither liked nor disliked. */
export type PreferenceOf = ReadonlyMap<string, number>;

/** What was learned of each article under the intents of one utterance, or under none; where two intents say different things, the plainer. */
export function preferencesUnder(learned: readonly CardPreference[], intentIds: readonly string[]): PreferenceOf {
  const under: readonly (string | null)[] = intentIds.length === 0 ? [null] : intentIds;
  const preferences = new Map<string, number>();
  for (const { intentId, articleId, preference } of learned) {
    if (under.includes(intentId) && Math.abs(preference) > Math.abs(preferences.get(articleId) ?? 0)) preferences.set(articleId, preference);
  }
  return preferences;
}
