import type { CardPreference } from '../../preload/contract/call-background.ts';
import type { CallRecord } from '../../preload/contract/records.ts';

/** The newest calls count: a business changes its ways. */
const MOST_CALLS = 500;
const MOST_VERDICTS = 20;
/** One verdict is about one call. */
const LEAST_VERDICTS = 2;
/** So many verdicts are counted as undecided: few of one kind do not make it certain. */
const UNDECIDED = 2;

/** A card that the agent used or dismissed, and the intent of the words that caused it. */
interface Verdict {
  readonly intentId: string | null;
  readonly articleId: string;
  readonly isUsed: boolean;
}

/** What the agent's verdicts on cards teach, for each article under each intent. Cards that nobody judged, and those that nobody asked for, teach nothing. */
export function learnCardPreferences(records: readonly CallRecord[]): CardPreference[] {
  const verdicts = new Map<string, Verdict[]>();
  for (const verdict of records.slice(-MOST_CALLS).flatMap(verdictsIn)) {
    const key = JSON.stringify([verdict.intentId, verdict.articleId]);
    verdicts.set(key, [...(verdicts.get(key) ?? []), verdict].slice(-MOST_VERDICTS));
  }
  return [...verdicts.values()].flatMap((alike) => {
    const [{ intentId, articleId } = { intentId: null, articleId: '' }] = alike;
    const used = alike.filter(({ isUsed }) => isUsed).length;
    const preference = (2 * used - alike.length) / (alike.length + UNDECIDED);
    return alike.length < LEAST_VERDICTS || preference === 0 ? [] : [{ intentId, articleId, preference }];
  });
}

/** An utterance with two intents is a verdict under both. */
function verdictsIn({ suggestions, intents }: CallRecord): Verdict[] {
  return suggestions.filter(({ isJudged, state, rising }) => isJudged === true && state !== 'shown' && rising === undefined).flatMap(({ utteranceId, articleId, state }) => {
    const named = intents.filter((intent) => intent.utteranceId === utteranceId).map(({ intentId }) => intentId);
    return (named.length === 0 ? [null] : named).map((intentId) => ({ intentId, articleId, isUsed: state === 'used' }));
  });
}
