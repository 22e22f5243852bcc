import { describe, expect, it } from 'vitest';
import { countNgrams, createNgramWeigher, fitIdf, NGRAM_BUCKETS } from '../../../../../main/assist/understanding/text/hashed-ngrams.ts';

const documents = [['where', 'is', 'my', 'order'], ['where', 'is', 'my', 'parcel'], ['where', 'are', 'you']].map(countNgrams);

function cosine(a: readonly string[], b: readonly string[]): number {
  const weigh = createNgramWeigher(fitIdf(documents));
  const left = weigh(countNgrams(a));
  const right = weigh(countNgrams(b));
  const values = new Map([...right.indices].map((bucket, index) => [bucket, right.values[index]!]));
  return left.indices.reduce((sum, bucket, index) => sum + left.values[index]! * (values.get(bucket) ?? 0), 0);
}

describe('hashed n-grams', () => {
  it('count words, pairs and pieces of words', () => {
    // "ab": w ab; <a ab b> <ab ab> <ab>: one word, three pieces of 2, two of 3, one of 4.
    expect([...countNgrams(['ab']).values()].reduce((sum, count) => sum + count, 0)).toBe(7);
    expect([...countNgrams(['ab', 'ab']).values()].reduce((sum, count) => sum + count, 0)).toBe(15);
  });

  it('of nothing are nothing', () => {
    expect(countNgrams([]).size).toBe(0);
    expect(createNgramWeigher(fitIdf(documents))(new Map())).toEqual({ indices: new Uint32Array(), values: new Float32Array() });
  });

  it('weigh what is rare more, and have unit length', () => {
    const idf = fitIdf(documents);
    expect(idf).toHaveLength(NGRAM_BUCKETS);
    const { indices, values } = createNgramWeigher(idf)(documents[0]!);
    expect(Math.hypot(...values)).toBeCloseTo(1, 5);
    const weightOf = (word: string): number => values[indices.indexOf([...countNgrams([word]).keys()][0]!)]!;
    expect(weightOf('order')).toBeGreaterThan(weightOf('where'));
  });

  it('bring a misheard word nearer than another one', () => {
    expect(cosine(['my', 'oder'], ['my', 'order'])).toBeGreaterThan(cosine(['my', 'house'], ['my', 'order']) + 0.1);
  });
});
