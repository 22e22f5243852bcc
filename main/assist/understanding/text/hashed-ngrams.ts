/** A sparse vector: rising indices and their values. */
export interface SparseVector {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** How many buckets n-grams are counted in; more made no difference. */
export const NGRAM_BUCKETS = 1 << 12;

/** Character n-grams of 2 to 4 within words and word n-grams of 1 to 2, counted by bucket: what a misheard ending cannot wholly destroy. */
export function countNgrams(words: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>();
  const add = (gram: string): void => {
    const bucket = hash(gram) % NGRAM_BUCKETS;
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  };
  for (const [position, word] of words.entries()) {
    add(`w ${word}`);
    const following = words[position + 1];
    if (following !== undefined) add(`w ${word} ${following}`);
    const marked = `<${word}>`;
    for (let length = 2; length <= 4; length += 1) {
      for (let start = 0; start + length <= marked.length; start += 1) add(marked.slice(start, start + length));
    }
  }
  return counts;
}

/** Weights n-gram counts by (1 + ln count) · idf and scales them to unit length. */
export type NgramWeigher = (counts: ReadonlyMap<number, number>) => SparseVector;

/** Inverse document frequencies of a set of texts, smoothed; a bucket that no text has counts as the rarest. */
export function fitIdf(documents: readonly ReadonlyMap<number, number>[]): Float32Array {
  const frequency = new Float32Array(NGRAM_BUCKETS);
  for (const counts of documents) for (const bucket of counts.keys()) frequency[bucket] = (frequency[bucket] ?? 0) + 1;
  return frequency.map((count) => Math.log((1 + documents.length) / (1 + count)) + 1);
}

export function createNgramWeigher(idf: Float32Array): NgramWeigher {
  return (counts) => {
    const indices = Uint32Array.from([...counts.keys()].sort((a, b) => a - b));
    const values = Float32Array.from(indices, (bucket) => (1 + Math.log(counts.get(bucket) ?? 1)) * (idf[bucket] ?? 0));
    const norm = Math.hypot(...values);
    return { indices, values: norm === 0 ? values : values.map((value) => value / norm) };
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
