import type { Encoding, SentenceEncoder } from '../encoder.ts';
import { featureSpaceOf, fitFeatureSpace, type FeatureSpace, type FeatureSpaceState, type FeatureVector } from './feature-space.ts';
import { kernelOf } from './kernel.ts';
import { NGRAM_BUCKETS } from '../text/hashed-ngrams.ts';
import { matrixProduct, type Matrix } from './matrix-product.ts';
import { softmaxInPlace, trainSoftmax, type SoftmaxOptions } from './softmax-regression.ts';

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
  /** NGRAM_BUCKETS x classes, row by row. */
  readonly ngramWeights: Float32Array;
}

/** One score per class, unbounded; higher is likelier. */
export type Logits = Float64Array;

/** Examples as points among one another: what training and cross-validation both stand on. */
export interface TrainingSet {
  readonly classes: readonly string[];
  /** Per example, an index into `classes`. */
  readonly classOf: Uint32Array;
  readonly space: FeatureSpaceState;
  readonly points: readonly FeatureVector[];
  /** Similarities of the points, n x n. */
  readonly kernel: Matrix;
}

export async function placeExamples(examples: readonly IntentExample[], encoder: SentenceEncoder): Promise<TrainingSet> {
  const encoded: { text: string; encoding: Encoding }[] = [];
  for (const { text } of examples) encoded.push({ text, encoding: await encoder.encode(text, 'asked') });
  const space = fitFeatureSpace(encoded);
  const classes = [...new Set(examples.map(({ intentId }) => intentId))].sort();
  const indexOf = new Map(classes.map((intentId, index) => [intentId, index]));
  const points = encoded.map(({ text, encoding }) => space.place(text, encoding));
  return { classes, classOf: Uint32Array.from(examples, ({ intentId }) => indexOf.get(intentId) ?? 0), space: space.state, points, kernel: await kernelOf(points, await matrixProduct()) };
}

/**
 * Trains softmax regression on pooled vector, embedding and hashed n-grams.
 * It runs in the space of the examples (see trainSoftmax), then goes back to weights: n examples cost n^2, not n x 5,000.
 */
export async function trainHead({ classes, classOf, space, points, kernel }: TrainingSet, options: SoftmaxOptions = {}): Promise<IntentHead> {
  const dual = await trainSoftmax(kernel, classOf, classes.length, await matrixProduct(), options);
  return { classes, space, ...await toPrimal(points, dual, classes.length) };
}

export async function trainIntentHead(examples: readonly IntentExample[], encoder: SentenceEncoder, options: SoftmaxOptions = {}): Promise<IntentHead> {
  return trainHead(await placeExamples(examples, encoder), options);
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

async function toPrimal(points: readonly FeatureVector[], dual: Float64Array, count: number): Promise<Pick<IntentHead, 'denseWeights' | 'ngramWeights'>> {
  const width = points[0]?.dense.length ?? 0;
  const transposed = new Float32Array(width * points.length);
  const ngramWeights = new Float32Array(NGRAM_BUCKETS * count);
  for (const [row, point] of points.entries()) {
    for (let feature = 0; feature < width; feature += 1) transposed[feature * points.length + row] = point.dense[feature] as number;
    const weights = dual.subarray(row * count, (row + 1) * count);
    point.ngrams.indices.forEach((bucket, index) => addRow(ngramWeights, bucket * count, weights, point.ngrams.values[index] ?? 0));
  }
  const product = await matrixProduct();
  const dense = await product({ rows: width, columns: points.length, values: transposed }, { rows: points.length, columns: count, values: Float32Array.from(dual) });
  return { denseWeights: dense.values.slice(), ngramWeights };
}

function addRow(target: Float32Array, start: number, row: Float64Array, scale: number): void {
  for (let index = 0; index < row.length; index += 1) target[start + index] = (target[start + index] as number) + scale * (row[index] as number);
}
