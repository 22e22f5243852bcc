import type { Summary, Utterance } from '../../preload/contract/assist.ts';

/** The summary of a call that the assist could not summarise: the caller's first words, and why there is no more. */
export function fallbackSummary(utterances: readonly Utterance[], because: 'assist-was-off' | 'assist-restarted'): Summary {
  const first = utterances.find((utterance) => utterance.speaker === 'caller' && utterance.state === 'final');
  return {
    reason: first === undefined ? null : { text: first.text, utteranceIds: [first.utteranceId] },
    asked: [], answered: [], promisedActions: [], entities: [],
    dispositionSuggestion: null,
    saysLittleBecause: because,
    note: '',
  };
}
