/** Straight quotes and no zero-width marks: what recognisers and people mean by the same character. */
function plainCharacters(text: string): string {
  return text.normalize('NFKC').replace(/[‘’ʼ]/g, "'").replace(/[“”]/g, '"').replace(/[\u200b-\u200d\ufeff]/g, '');
}

/** Lower-case words of a text without punctuation; apostrophes inside words stay ("don't"). */
export function wordsOf(text: string): string[] {
  return plainCharacters(text).toLowerCase().match(/[\p{L}\p{N}]+(?:'[\p{L}]+)*/gu) ?? [];
}

/**
 * The one form in which examples and utterances meet the encoder: lower case, no punctuation, the first letter and "I" capitalised.
 * Recognisers and people punctuate differently; the encoder's vocabulary is cased and was trained on sentences.
 */
export function normalForm(text: string): string {
  const words = wordsOf(text).map((word) => (word === 'i' || word.startsWith("i'") ? `I${word.slice(1)}` : word));
  const sentence = words.join(' ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** The normal form as a question: so written, wishes are told apart better by the encoder, which learned from questions and answers among others. */
export function askedForm(text: string): string {
  const sentence = normalForm(text);
  return sentence === '' ? '' : `${sentence}?`;
}
