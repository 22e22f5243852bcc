import type { Encoding, SentenceEncoder } from '../encoder.ts';
import { cholesky, solveUpper, type SquareMatrix } from './cholesky.ts';
import { featureSpaceOf, fitFeatureSpace, similarity, type FeatureSpace, type FeatureSpaceState, type FeatureVector } from './feature-space.ts';
import { softmaxInPlace, trainSoftmax } from './softmax-regression.ts';

export interface IntentExample {
  readonly intentId: string;
  readonly text: string;
}

/** A trained head. Weights are primal: one column per class over dense features and n-gram buckets. */
export interface IntentHead {
  readonly classes: readonly string[];
  readonly space: FeatureSpaceState;
  /** 1,024 x classes, row by row. */
  readonly denseWeights: Float32Array;
  /** 4,096 x classes, row by row. */
  readonly ngramWeights: Float32Array;
}

/** One score per class, unbounded; higher is likelier. */
export type Logits = Float64Array;

const BUCKETS = 4_096;

/**
 * Trains softmax regression on pooled vector, embedding and hashed n-grams.
 * It runs in the space of the examples: K = X X^T = L L^T, regression on the rows of L, then back to weights. n examples cost n^2, not n x 5,000.
 */
export async function trainIntentHead(examples: readonly IntentExample[], encoder: SentenceEncoder, options: { readonly l2?: number; readonly iterations?: number } = {}): Promise<IntentHead> {
  const encoded: { intentId: string; text: string; encoding: Encoding }[] = [];
  for (const example of examples) encoded.push({ ...example, encoding: await encoder.encode(example.text) });
  const space = fitFeatureSpace(encoded);
  const classes = [...new Set(examples.map((example) => example.intentId))].sort();
  const points = encoded.map((example) => space.place(example.text, example.encoding));
  const lower = cholesky(gramMatrix(points));
  const dual = trainSoftmax({
    rows: points.length, width: points.length, values: lower.values, classes: classes.length,
    classOf: Uint32Array.from(encoded, (example) => classes.indexOf(example.intentId)),
  }, options);
  solveUpper(lower, dual, classes.length);
  return { classes, space: space.state, ...toPrimal(points, dual, classes.length) };
}

/** The scores of one text under a head. */
export function createScorer(head: IntentHead): (text: string, encoding: Encoding) => Logits {
  const space: FeatureSpace = featureSpaceOf(head.space);
  const count = head.classes.length;
  return (text, encoding) => {
    const point = space.place(text, encoding);
    const logits = new Float64Array(count);
    point.dense.forEach((feature, index) => accumulate(logits, feature, head.denseWeights, index * count));
    point.ngrams.indices.forEach((bucket, index) => accumulate(logits, point.ngrams.values[index] ?? 0, head.ngramWeights, bucket * count));
    return logits;
  };
}

/** Probabilities under a temperature: above 1 flattens, below 1 sharpens. */
export function probabilitiesOf(logits: Logits, temperature: number): Float64Array {
  const scaled = logits.map((logit) => logit / temperature);
  softmaxInPlace(scaled);
  return scaled;
}

function accumulate(logits: Logits, feature: number, weights: Float32Array, start: number): void {
  for (let label = 0; label < logits.length; label += 1) logits[label] = (logits[label] as number) + feature * (weights[start + label] as number);
}

function gramMatrix(points: readonly FeatureVector[]): SquareMatrix {
  const size = points.length;
  const values = new Float64Array(size * size);
  for (const [row, a] of points.entries()) {
    for (let column = 0; column <= row; column += 1) {
      const b = points[column];
      if (b === undefined) continue;
      const value = similarity(a, b);
      values[row * size + column] = value;
      values[column * size + row] = value;
    }
  }
  return { size, values };
}

function toPrimal(points: readonly FeatureVector[], dual: Float64Array, count: number): Pick<IntentHead, 'denseWeights' | 'ngramWeights'> {
  const width = points[0]?.dense.length ?? 0;
  const denseWeights = new Float32Array(width * count);
  const ngramWeights = new Float32Array(BUCKETS * count);
  for (const [row, point] of points.entries()) {
    const weights = dual.subarray(row * count, (row + 1) * count);
    point.dense.forEach((feature, index) => addRow(denseWeights, index * count, weights, feature));
    point.ngrams.indices.forEach((bucket, index) => addRow(ngramWeights, bucket * count, weights, point.ngrams.values[index] ?? 0));
  }
  return { denseWeights, ngramWeights };
}

function addRow(target: Float32Array, start: number, row: Float64Array, scale: number): void {
  for (let index = 0; index < row.length; index += 1) target[start + index] = (target[start + index] as number) + scale * (row[index] as number);
}
