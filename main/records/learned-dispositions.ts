import type { DispositionId, IntentFinding, Summary } from '../../preload/contract/assist.ts';
import type { CallRecord } from '../../preload/contract/records.ts';

/** So many calls of one intent must have been confirmed before they outweigh what the intent usually ends as. */
const LEAST_CALLS = 3;
const LEAST_SHARE = 0.6;
/** The newest calls count: a business changes its ways. */
const MOST_CALLS = 50;

/** The intent that brought the caller: the first that was named. */
const mainIntentOf = (intents: readonly IntentFinding[]): string | null => intents[0]?.intentId ?? null;

/**
 * The summary with the disposition that the agent has chosen for most of the calls with the same first intent, where there were enough of them.
 * What was confirmed by a person teaches; what completed by itself does not.
 */
export function withLearnedDisposition(summary: Summary, intents: readonly IntentFinding[], records: readonly CallRecord[]): Summary {
  const intentId = mainIntentOf(intents);
  if (intentId === null || summary.dispositionSuggestion === null) return summary;
  const alike = records.filter((record) => record.wrapUp === 'confirmed' && record.disposition !== null && mainIntentOf(record.intents) === intentId).slice(-MOST_CALLS);
  const counts = new Map<DispositionId, number>();
  for (const { disposition } of alike) if (disposition !== null) counts.set(disposition, (counts.get(disposition) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  if (best === undefined || alike.length < LEAST_CALLS || best[1] / alike.length < LEAST_SHARE) return summary;
  return { ...summary, dispositionSuggestion: { dispositionId: best[0], confidence: best[1] / (alike.length + 1) } };
}
