import type { DispositionId, Summary, SummaryLine } from '../../../../preload/contract/assist.ts';
import { isFiller } from './sentences.ts';
import type { CallMaterial } from './material.ts';

/** What the reason of the call counts beside what came up later. */
const REASON_WEIGHT = 1;
const COMPLAINT_WEIGHT = 1;
const PROMISE_WEIGHT = 0.3;
const USED_CARD_WEIGHT = 0.3;

/** What the call most likely ended as, by what its intents usually end as; the agent decides. null where nothing tells. */
export function suggestDisposition({ utterances, intents, suggestions, dispositionOf }: CallMaterial, reason: SummaryLine | null, hasPromise: boolean): Summary['dispositionSuggestion'] {
  const didTalk = (speaker: 'agent' | 'caller'): boolean => utterances.some((utterance) => utterance.speaker === speaker && !isFiller(utterance.text));
  if (utterances.some(({ text }) => /\bwrong number\b/i.test(text))) return { dispositionId: 'wrong-number', confidence: 0.9 };
  if (!utterances.some(({ speaker }) => speaker === 'agent') || !didTalk('caller')) return { dispositionId: 'no-conversation', confidence: 0.8 };

  const votes = new Map<DispositionId, number>();
  const vote = (dispositionId: DispositionId | undefined, weight: number): void => {
    if (dispositionId !== undefined) votes.set(dispositionId, (votes.get(dispositionId) ?? 0) + weight);
  };
  for (const { intentId, utteranceId, confidence } of intents) {
    vote(dispositionOf.get(intentId), confidence + (reason?.utteranceIds.includes(utteranceId) === true ? REASON_WEIGHT : 0));
  }
  if (intents.some(({ intentId }) => dispositionOf.get(intentId) === 'complaint')) vote('complaint', COMPLAINT_WEIGHT);
  if (hasPromise) vote('follow-up', PROMISE_WEIGHT);
  if (suggestions.some(({ state }) => state === 'used')) vote('resolved', USED_CARD_WEIGHT);
  const total = [...votes.values()].reduce((sum, value) => sum + value, 0);
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best === undefined ? null : { dispositionId: best[0], confidence: Math.min(0.95, best[1] / (total + 0.5)) };
}
