import llamaTokenizer from 'llama-tokenizer-js';

/** Ids from here on are Moonshine's own marks (times, languages), on which llama-tokenizer-js throws. */
const FIRST_MARK_ID = 32_000;
/** What the model writes for sounds that are no words; U+FFFD stands for bytes that are no character. */
const NOISE_MARKS = /[♪♫©®\uFFFD]/gu;
/** A remark about the sound: "[music]", "(laughs)". */
const REMARK = /\[[^\]]*\]|\([^)]*\)/g;
/** The model writes the word both ways; one reads better. */
const SHORT_OKAY = /\bok\b/gi;

/** The text of Moonshine's token ids, without anything that nobody said. */
export function wordsOf(tokenIds: readonly number[]): string {
  const words = tokenIds.filter((id) => id > 2 && id < FIRST_MARK_ID);
  if (words.length === 0) return '';
  const text = llamaTokenizer.decode(words, false, false);
  // "© transcript Emily Beynon": where the model credits an author it heard no words at all.
  if (/©/u.test(text)) return '';
  const spoken = text.replace(REMARK, ' ').replace(NOISE_MARKS, ' ').replace(SHORT_OKAY, (word) => (word.startsWith('O') ? 'Okay' : 'okay'))
    .replace(/\s+/g, ' ').trim();
  return /[\p{L}\p{N}]/u.test(spoken) ? spoken : '';
}
