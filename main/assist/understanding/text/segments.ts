/** The sentences of a recognised utterance; recognisers punctuate, so marks are trusted, abbreviations like "p.m." are not cut. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!])(?<!\b[ap]\.m?\.?)\s+(?=[A-Z0-9"'])/).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

/** Where a sentence goes on to something else: "…, and can I …", "… so how do I …". */
const NEXT_CLAUSE = /,\s+(?:and|so|but|because|or|then)\s+|\s+(?:and|but|so)\s+(?=(?:what|how|when|where|who|which|can|could|would|will|is|are|do|does|did|may|should|i|we)\b)/i;
const LEAST_WORDS = 3;
/** A speaker who rambles is heard by what was said last: more pieces would take longer than the answer may. */
const MOST_SEGMENTS = 12;
/** Up to here the whole says more than its parts. */
const SHORT_WORDS = 25;

/**
 * The pieces of an utterance that may each want something of their own: the whole where it is short, its sentences, and their clauses.
 * Pieces of fewer than three words want nothing. The same piece comes once.
 */
export function segmentsOf(text: string): string[] {
  const sentences = sentencesOf(text);
  const whole = countWords(text) <= SHORT_WORDS ? [text.trim()] : [];
  const clauses = sentences.flatMap((sentence) => sentence.split(NEXT_CLAUSE));
  const pieces = [...new Set([...whole, ...sentences, ...clauses])].filter((piece) => countWords(piece) >= LEAST_WORDS);
  return pieces.slice(-MOST_SEGMENTS);
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
