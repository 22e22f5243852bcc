import { ENCODING_SIZE, type Encoding } from '../encoder.ts';
import { countNgrams, createNgramWeigher, fitIdf, type SparseVector } from '../text/hashed-ngrams.ts';
import { wordsOf } from '../text/normal-form.ts';

/** How much each part of the features weighs before the whole is scaled to unit length. */
const WEIGHTS = { pooled: 1, embedding: 1, ngrams: 1.4 };

/** One text as a point: two dense parts in one array, and n-grams. Unit length as a whole. */
export interface FeatureVector {
  /** 2 x ENCODING_SIZE: pooled, then embedding. */
  readonly dense: Float32Array;
  readonly ngrams: SparseVector;
}

/** What must be remembered of the training texts to place a new one among them. */
export interface FeatureSpaceState {
  readonly centre: Float32Array;
  readonly idf: Float32Array;
}

export interface FeatureSpace {
  readonly state: FeatureSpaceState;
  place(text: string, encoding: Encoding): FeatureVector;
}

/** Fits centre and idf to the training texts. */
export function fitFeatureSpace(examples: readonly { readonly text: string; readonly encoding: Encoding }[]): FeatureSpace {
  const centre = new Float32Array(2 * ENCODING_SIZE);
  for (const { encoding } of examples) {
    for (let index = 0; index < ENCODING_SIZE; index += 1) {
      centre[index] = (centre[index] ?? 0) + (encoding.pooled[index] ?? 0) / examples.length;
      centre[ENCODING_SIZE + index] = (centre[ENCODING_SIZE + index] ?? 0) + (encoding.embedding[index] ?? 0) / examples.length;
    }
  }
  return featureSpaceOf({ centre, idf: fitIdf(examples.map(({ text }) => countNgrams(wordsOf(text)))) });
}

export function featureSpaceOf(state: FeatureSpaceState): FeatureSpace {
  const weigh = createNgramWeigher(state.idf);
  return {
    state,
    place(text, encoding) {
      const dense = new Float32Array(2 * ENCODING_SIZE);
      fillCentred(dense, 0, encoding.pooled, state.centre, WEIGHTS.pooled);
      fillCentred(dense, ENCODING_SIZE, encoding.embedding, state.centre, WEIGHTS.embedding);
      const ngrams = weigh(countNgrams(wordsOf(text)));
      const scaled = { indices: ngrams.indices, values: ngrams.values.map((value) => value * WEIGHTS.ngrams) };
      return toUnitLength({ dense, ngrams: scaled });
    },
  };
}

function fillCentred(target: Float32Array, offset: number, source: Float32Array, centre: Float32Array, weight: number): void {
  let sumOfSquares = 0;
  for (let index = 0; index < source.length; index += 1) {
    const value = (source[index] ?? 0) - (centre[offset + index] ?? 0);
    target[offset + index] = value;
    sumOfSquares += value * value;
  }
  const scale = sumOfSquares === 0 ? 0 : weight / Math.sqrt(sumOfSquares);
  for (let index = offset; index < offset + source.length; index += 1) target[index] = (target[index] ?? 0) * scale;
}

function toUnitLength({ dense, ngrams }: FeatureVector): FeatureVector {
  const norm = Math.hypot(lengthOf(dense), lengthOf(ngrams.values));
  if (norm === 0) return { dense, ngrams };
  return { dense: dense.map((value) => value / norm), ngrams: { indices: ngrams.indices, values: ngrams.values.map((value) => value / norm) } };
}

function lengthOf(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
