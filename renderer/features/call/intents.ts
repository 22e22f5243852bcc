import type { IntentFinding } from '../../../preload/contract/assist.ts';

/** The intents of each utterance, for the chips under it. */
export function intentsByUtterance(intents: readonly IntentFinding[]): ReadonlyMap<string, readonly IntentFinding[]> {
  const grouped = new Map<string, IntentFinding[]>();
  for (const intent of intents) grouped.set(intent.utteranceId, [...(grouped.get(intent.utteranceId) ?? []), intent]);
  return grouped;
}
