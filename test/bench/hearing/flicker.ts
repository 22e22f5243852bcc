import type { Utterance } from '../../../preload/contract/assist.ts';
import { comparableWords } from '../../support/wer.ts';

/**
 * How restless the screen is: words that were shown and then replaced, moved or taken away.
 * What changes is counted from the first word that differs; full stops and capitals that come later do not count.
 *
 * @param states every state of every utterance in the order in which they were told
 * @returns the words that changed after they were shown, and the words of the finals
 */
export function countFlicker(states: readonly Utterance[]): { readonly changed: number; readonly final: number } {
  const shown = new Map<string, readonly string[]>();
  let changed = 0;
  let final = 0;
  for (const { utteranceId, state, text } of states) {
    const words = comparableWords(text);
    const before = shown.get(utteranceId) ?? [];
    const kept = before.findIndex((word, index) => word !== words[index]);
    changed += kept === -1 ? 0 : before.length - kept;
    if (state === 'final') final += words.length;
    shown.set(utteranceId, words);
  }
  return { changed, final };
}
