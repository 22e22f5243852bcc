import { wordsOf } from '../understanding/text/normal-form.ts';

/** What is on the screen of an utterance that goes on, and what was heard of it last; null before anything was. */
export interface Settling {
  readonly shown: string;
  readonly heard: string | null;
}

export const NOTHING_SETTLED: Settling = { shown: '', heard: null };

/** Of the first answer, which nothing agrees with yet, the last words are the doubtful ones. */
const DOUBTFUL_WORDS = 2;

/**
 * The words of a partial that two answers in a row agree on (local agreement: Liu et al. 2020, arXiv:2005.11185): the last words of an answer often
 * change with the next, and what changes while it is read is read twice. Words that are shown stay until two answers agree on others.
 */
export function settle({ shown, heard: last }: Settling, heard: string): Settling {
  const words = wordsIn(heard);
  const agreed = last === null ? Math.max(0, words.length - DOUBTFUL_WORDS) : commonStart(words, wordsIn(last));
  const kept = commonStart(words, wordsIn(shown));
  const isContradicted = kept < wordsIn(shown).length;
  if (isContradicted && agreed <= kept) return { shown, heard };
  return { shown: words.slice(0, isContradicted ? agreed : Math.max(agreed, kept)).join(' '), heard };
}

const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** How many words both begin with; full stops and capitals come and go. */
function commonStart(left: readonly string[], right: readonly string[]): number {
  const differs = left.findIndex((word, index) => plain(word) !== plain(right[index] ?? ''));
  return differs === -1 ? left.length : differs;
}

function plain(word: string): string {
  return wordsOf(word).join(' ') || word;
}
