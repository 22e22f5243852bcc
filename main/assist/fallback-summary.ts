import { EMPTY_SUMMARY, type Summary, type Utterance } from '../../preload/contract/assist.ts';

/** The summary of a call that the assist could not summarise: the caller's first words, and why there is no more. */
export function fallbackSummary(utterances: readonly Utterance[], because: 'assist-was-off' | 'assist-restarted'): Summary {
  const first = utterances.find((utterance) => utterance.speaker === 'caller' && utterance.state === 'final');
  return {
    ...EMPTY_SUMMARY,
    reason: first === undefined ? null : { text: first.text, utteranceIds: [first.utteranceId] },
    saysLittleBecause: because,
  };
}
