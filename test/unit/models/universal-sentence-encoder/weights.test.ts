import { describe, expect, it } from 'vitest';
import { MATRIX_LIMIT, quantiseColumns, quantiseRows } from '../../../../models/universal-sentence-encoder/quantise.ts';
import { readWeights } from '../../../../models/universal-sentence-encoder/weights.ts';

const bytesOf = (values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
const model = JSON.stringify({ weightsManifest: [{ weights: [
  { name: 'layer_0/kernel', shape: [2, 2], dtype: 'float32' }, { name: 'steps', shape: [], dtype: 'int32' }, { name: 'layer_1/kernel', shape: [3], dtype: 'float32' },
] }] });

describe('the weights of a TensorFlow.js model', () => {
  it('are read across the borders of shards, past tensors of other kinds', () => {
    const all = Buffer.concat([bytesOf([1, 2, 3, 4]), Buffer.alloc(4), bytesOf([5, 6, 7])]);
    const weightOf = readWeights(model, [all.subarray(0, 10), all.subarray(10)]);
    expect(weightOf('layer_0/kernel')).toEqual({ shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) });
    expect(weightOf('layer_1/kernel').values).toEqual(Float32Array.of(5, 6, 7));
  });

  it('are refused where bytes lack or a name is not one', () => {
    expect(() => readWeights(model, [bytesOf([1, 2, 3, 4])])).toThrow(/end before/);
    const weightOf = readWeights(model, [bytesOf([1, 2, 3, 4, 0, 5, 6, 7])]);
    expect(() => weightOf('kernel')).toThrow('2 weights');
    expect(() => weightOf('bias')).toThrow('0 weights');
  });
});

describe('quantisation', () => {
  const matrix = Float32Array.of(1, -20, 0.5, 10, -0.25, 0);

  it('keeps every weight to half a step of its column', () => {
    const { values, scales } = quantiseColumns(matrix, 2, MATRIX_LIMIT);
    matrix.forEach((value, index) => expect(Math.abs((values[index] ?? 0) * (scales[index % 2] ?? 0) - value)).toBeLessThanOrEqual((scales[index % 2] ?? 0) / 2 + 1e-6));
    expect(Math.max(...values.map(Math.abs))).toBe(MATRIX_LIMIT);
  });

  it('keeps a row of noughts', () => {
    expect([...quantiseRows(Float32Array.of(0, 0, 3, 4), 2, 127).values]).toEqual([0, 0, 95, 127]);
  });
});
