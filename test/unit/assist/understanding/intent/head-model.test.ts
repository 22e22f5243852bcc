import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { featureSpaceOf } from '../../../../../main/assist/understanding/intent/feature-space.ts';
import { encodeHead, readHead } from '../../../../../main/assist/understanding/intent/head-model.ts';
import { trainIntents, type TrainedIntents } from '../../../../../main/assist/understanding/intent/intent-classifier.ts';
import { createScorer } from '../../../../../main/assist/understanding/intent/intent-head.ts';
import { readOnnxMetadata } from '../../../../../models/onnx/read-metadata.ts';
import { fakeEncoder } from '../../../../support/fake-encoder.ts';

let folder: string;
let file: string;
let trained: TrainedIntents;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-head-model-'));
  file = join(folder, 'head.onnx');
  trained = await trainIntents([{ intentId: 'a', label: 'Refund', examples: ['money back', 'pay it back', 'refund it'] }, { intentId: 'b', label: 'Hours', examples: ['when open', 'are you open', 'open late'] }], ['hello', 'thank you'], fakeEncoder);
  await writeFile(file, encodeHead(trained, 'hash'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the ONNX model of a head', () => {
  it('is read back bit for bit', async () => {
    expect(await readHead(file, 'hash')).toEqual({ kind: 'head', trained });
  });

  it('keeps a threshold that rejects nothing', async () => {
    const open = { ...trained, calibration: { temperature: 0.3, leastLogit: -Infinity } };
    await writeFile(file, encodeHead(open, 'hash'));
    expect(await readHead(file, 'hash')).toEqual({ kind: 'head', trained: open });
  });

  it('gives the logits that the head in memory gives', async () => {
    const session = await ort.InferenceSession.create(file);
    const point = featureSpaceOf(trained.head.space).place('pay my money back', await fakeEncoder.encode('pay my money back'));
    const features = new Float32Array(5_120);
    features.set(point.dense);
    point.ngrams.indices.forEach((bucket, index) => { features[point.dense.length + bucket] = point.ngrams.values[index] ?? 0; });
    const { logits } = await session.run({ features: new ort.Tensor('float32', features, [1, 5_120]) }, ['logits']);
    const expected = createScorer(trained.head)('pay my money back', await fakeEncoder.encode('pay my money back'));
    expect(logits?.dims).toEqual([1, 3]);
    expected.forEach((logit, index) => expect(Number(logits?.data[index])).toBeCloseTo(logit, 4));
    await session.release();
  });

  it('says in its metadata what it names and how sure it must be', async () => {
    const metadata = await readOnnxMetadata(file);
    expect(JSON.parse(metadata?.get('labels') ?? '')).toEqual(['a', 'b', 'none']);
    expect(metadata?.get('dataHash')).toBe('hash');
    expect(Number(metadata?.get('temperature'))).toBe(trained.calibration.temperature);
    expect(Number(metadata?.get('threshold'))).toBe(trained.calibration.leastLogit);
  });

  it('is not taken for that of other data, nor a missing file for a damaged one', async () => {
    expect(await readHead(file, 'another')).toEqual({ kind: 'other-data' });
    expect(await readHead(join(folder, 'none.onnx'), 'hash')).toEqual({ kind: 'missing' });
  });
});
