import { describe, expect, it } from 'vitest';
import { kernelOf } from '../../../../../main/assist/understanding/intent/kernel.ts';
import { matrixProduct } from '../../../../../main/assist/understanding/intent/matrix-product.ts';
import { logSumExp, softmaxInPlace, trainSoftmax } from '../../../../../main/assist/understanding/intent/softmax-regression.ts';

const noNgrams = { indices: new Uint32Array(), values: new Float32Array() };

describe('the matrix product', () => {
  it('multiplies', async () => {
    const product = await matrixProduct();
    const result = await product({ rows: 2, columns: 3, values: Float32Array.of(1, 2, 3, 4, 5, 6) }, { rows: 3, columns: 1, values: Float32Array.of(1, 0, -1) });
    expect(result).toEqual({ rows: 2, columns: 1, values: Float32Array.of(-2, -2) });
  });
});

describe('the kernel', () => {
  it('holds the inner products of dense parts and n-grams together', async () => {
    const points = [
      { dense: Float32Array.of(1, 0), ngrams: { indices: Uint32Array.of(3, 7), values: Float32Array.of(0.5, 0.5) } },
      { dense: Float32Array.of(0.5, 2), ngrams: { indices: Uint32Array.of(7, 9), values: Float32Array.of(2, 1) } },
    ];
    const kernel = await kernelOf(points, await matrixProduct());
    expect([...kernel.values]).toEqual([1.5, 1.5, 1.5, 9.25]);
  });
});

describe('softmax regression in its dual form', () => {
  const dense = [[1, 0], [0.9, 0.2], [-1, 0.1], [-0.8, -0.1], [0, 1], [0.1, 0.9]].map((row) => Float32Array.from(row));
  const classOf = Uint32Array.of(0, 0, 1, 1, 2, 2);

  async function weightsWith(l2: number): Promise<{ weights: number[][]; dual: Float64Array }> {
    const product = await matrixProduct();
    const dual = await trainSoftmax(await kernelOf(dense.map((row) => ({ dense: row, ngrams: noNgrams })), product), classOf, 3, product, { l2, iterations: 100 });
    return { dual, weights: [0, 1].map((feature) => [0, 1, 2].map((label) => dense.reduce((sum, row, index) => sum + row[feature]! * dual[index * 3 + label]!, 0))) };
  }

  it('separates what can be separated', async () => {
    const { weights } = await weightsWith(1e-4);
    for (const [index, row] of dense.entries()) {
      const scores = [0, 1, 2].map((label) => row[0]! * weights[0]![label]! + row[1]! * weights[1]![label]!);
      expect(scores.indexOf(Math.max(...scores))).toBe(classOf[index]);
    }
  });

  it('stands where the gradient of the penalised loss is zero', async () => {
    const l2 = 0.01;
    const { weights } = await weightsWith(l2);
    const gradient = [[0, 0, 0], [0, 0, 0]];
    for (const [index, row] of dense.entries()) {
      const scores = Float64Array.from([0, 1, 2], (label) => row[0]! * weights[0]![label]! + row[1]! * weights[1]![label]!);
      softmaxInPlace(scores);
      for (const feature of [0, 1]) for (const label of [0, 1, 2]) gradient[feature]![label]! += (row[feature]! * (scores[label]! - (classOf[index] === label ? 1 : 0))) / dense.length;
    }
    for (const feature of [0, 1]) for (const label of [0, 1, 2]) expect(gradient[feature]![label]! + l2 * weights[feature]![label]!).toBeCloseTo(0, 3);
  });

  it('does not overflow on large scores', () => {
    expect(logSumExp([1_000, 1_000])).toBeCloseTo(1_000 + Math.log(2));
    const values = Float64Array.of(-1_000, 1_000);
    softmaxInPlace(values);
    expect([...values]).toEqual([0, 1]);
  });
});
