import type { RisingQuestion } from '../../preload/contract/assist.ts';
import type { CallRecord } from '../../preload/contract/records.ts';

const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;
/** What a week is compared with. */
const WEEKS_BEFORE = 3;
/** Fewer calls are chance. */
const LEAST_CALLS = 5;
/** So many times as often, call for call, as in the weeks before. */
const LEAST_RISE = 2;

/**
 * The intents that callers have in the last seven days clearly more often than in the three weeks before, the most frequent first.
 * One whose card was put away in these seven days is not among them: the agent knows.
 */
export function risingQuestions(records: readonly CallRecord[], nowMs: number): RisingQuestion[] {
  const talked = records.filter(({ answeredAtMs, startedAtMs }) => answeredAtMs !== null && nowMs - startedAtMs < (1 + WEEKS_BEFORE) * WEEK_MS);
  const [now, before] = [talked.filter(({ startedAtMs }) => nowMs - startedAtMs < WEEK_MS), talked.filter(({ startedAtMs }) => nowMs - startedAtMs >= WEEK_MS)];
  const putAway = new Set(now.flatMap(({ suggestions }) => suggestions.flatMap(({ rising, state, isJudged }) => (rising !== undefined && state === 'dismissed' && isJudged === true ? [rising.intentId] : []))));
  const [counts, countsBefore] = [callsByIntent(now), callsByIntent(before)];
  return [...counts]
    .map(([intentId, calls]) => ({ intentId, calls, ofCalls: now.length, callsBefore: countsBefore.get(intentId) ?? 0, ofCallsBefore: before.length }))
    .filter(({ intentId, calls, callsBefore }) => before.length > 0 && calls >= LEAST_CALLS && !putAway.has(intentId) && calls * before.length >= LEAST_RISE * callsBefore * now.length)
    .sort((a, b) => b.calls - a.calls);
}

/** In how many calls each intent was named. */
function callsByIntent(records: readonly CallRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { intents } of records) for (const intentId of new Set(intents.map((finding) => finding.intentId))) counts.set(intentId, (counts.get(intentId) ?? 0) + 1);
  return counts;
}
