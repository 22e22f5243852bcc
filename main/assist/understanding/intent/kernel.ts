import type { FeatureVector } from './feature-space.ts';
import type { Matrix, MatrixProduct } from './matrix-product.ts';

/** The similarities of all points with one another: dense parts by one matrix product, n-grams by an inverted index. */
export async function kernelOf(points: readonly FeatureVector[], product: MatrixProduct): Promise<Matrix> {
  const size = points.length;
  const width = points[0]?.dense.length ?? 0;
  const dense = new Float32Array(size * width);
  const transposed = new Float32Array(size * width);
  for (const [row, point] of points.entries()) {
    dense.set(point.dense, row * width);
    for (let column = 0; column < width; column += 1) transposed[column * size + row] = point.dense[column] as number;
  }
  const kernel = await product({ rows: size, columns: width, values: dense }, { rows: width, columns: size, values: transposed });
  const values = kernel.values;
  for (const { rows, weights } of postings(points)) {
    for (let i = 0; i < rows.length; i += 1) {
      const start = (rows[i] as number) * size;
      const weight = weights[i] as number;
      for (let j = 0; j < rows.length; j += 1) values[start + (rows[j] as number)] = (values[start + (rows[j] as number)] as number) + weight * (weights[j] as number);
    }
  }
  return kernel;
}

/** Per n-gram bucket, which points have it and how much. */
function postings(points: readonly FeatureVector[]): Iterable<{ rows: number[]; weights: number[] }> {
  const lists = new Map<number, { rows: number[]; weights: number[] }>();
  for (const [row, { ngrams }] of points.entries()) {
    ngrams.indices.forEach((bucket, index) => {
      let list = lists.get(bucket);
      if (list === undefined) lists.set(bucket, (list = { rows: [], weights: [] }));
      list.rows.push(row);
      list.weights.push(ngrams.values[index] ?? 0);
    });
  }
  return lists.values();
}
