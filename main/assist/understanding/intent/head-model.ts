import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-node';
import { z } from 'zod';
import { createGraph } from '../../../../models/onnx/graph.ts';
import { readOnnxMetadata } from '../../../../models/onnx/read-metadata.ts';
import { ENCODING_SIZE } from '../encoder.ts';
import { NGRAM_BUCKETS } from '../text/hashed-ngrams.ts';
import type { TrainedIntents } from './intent-classifier.ts';

const DENSE = 2 * ENCODING_SIZE;
const FEATURES = DENSE + NGRAM_BUCKETS;

const Metadata = z.object({
  labels: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  temperature: z.string().transform(Number).refine((value) => value > 0),
  // -Infinity where there were too few examples to set it.
  threshold: z.string().transform(Number).refine((value) => !Number.isNaN(value)),
  dataHash: z.string(),
  weightsHash: z.string(),
});

export type HeadFile =
  | { readonly kind: 'head'; readonly trained: TrainedIntents }
  | { readonly kind: 'missing' }
  /** Trained on other examples than these. */
  | { readonly kind: 'other-data' }
  | { readonly kind: 'damaged'; readonly error: unknown };

/**
 * A trained head as an ONNX model: `features` [N, 5120] (pooled, embedding, n-gram buckets, as `feature-space.ts` places them) to `logits` [N, classes].
 * Runtimes show no initializers, so `weights`, `centre` and `idf` are outputs as well.
 */
export function encodeHead({ head, calibration }: TrainedIntents, dataHash: string): Buffer {
  const { classes, space } = head;
  const weights = joined(head.denseWeights, head.ngramWeights);
  const graph = createGraph('intent-head');
  const features = graph.input('features', 'float', ['N', FEATURES]);
  const constants = { weights: graph.constant('w', 'float', [FEATURES, classes.length], weights), centre: graph.constant('c', 'float', [DENSE], space.centre), idf: graph.constant('i', 'float', [NGRAM_BUCKETS], space.idf) };
  graph.output('logits', 'float', ['N', classes.length], graph.node('MatMul', [features, constants.weights]));
  graph.output('weights', 'float', [FEATURES, classes.length], constants.weights);
  graph.output('centre', 'float', [DENSE], constants.centre);
  graph.output('idf', 'float', [NGRAM_BUCKETS], constants.idf);
  graph.metadata('labels', JSON.stringify(classes));
  graph.metadata('temperature', String(calibration.temperature));
  graph.metadata('threshold', String(calibration.leastLogit));
  graph.metadata('dataHash', dataHash);
  graph.metadata('weightsHash', hashOf(weights, space.centre, space.idf));
  return graph.encode();
}

/** Reads a head that was trained on the data of this hash; never rejects. */
export async function readHead(file: string, dataHash: string): Promise<HeadFile> {
  try {
    const metadata = Metadata.parse(Object.fromEntries(await readOnnxMetadata(file) ?? []));
    if (metadata.dataHash !== dataHash) return { kind: 'other-data' };
    const classes = metadata.labels;
    const { weights, centre, idf } = await constantsOf(await readFile(file));
    // A flipped bit in a weight still loads.
    if (weights.length !== FEATURES * classes.length || hashOf(weights, centre, idf) !== metadata.weightsHash) throw new Error('the weights are not those that were written');
    const head = { classes, space: { centre, idf }, denseWeights: weights.slice(0, DENSE * classes.length), ngramWeights: weights.slice(DENSE * classes.length) };
    return { kind: 'head', trained: { head, calibration: { temperature: metadata.temperature, leastLogit: metadata.threshold } } };
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? { kind: 'missing' } : { kind: 'damaged', error };
  }
}

async function constantsOf(model: Uint8Array): Promise<Record<'weights' | 'centre' | 'idf', Float32Array>> {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  try {
    const outputs = await session.run({ features: new ort.Tensor('float32', new Float32Array(FEATURES), [1, FEATURES]) }, ['weights', 'centre', 'idf']);
    return { weights: floatsOf(outputs['weights']), centre: floatsOf(outputs['centre']), idf: floatsOf(outputs['idf']) };
  } finally {
    await session.release();
  }
}

function floatsOf(tensor: ort.Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('an output of the head is missing');
  return tensor.data.slice();
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function hashOf(...arrays: readonly Float32Array[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays) hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
}
