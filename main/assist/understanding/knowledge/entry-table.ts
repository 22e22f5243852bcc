import { matrixProduct, type MatrixProduct } from '../intent/matrix-product.ts';
import type { FeatureVector } from '../intent/feature-space.ts';

/** How near each entry is to a query, by meaning and by words: cosines, -1 to 1. */
export interface Nearness {
  readonly meaning: Float32Array;
  readonly words: Float32Array;
}

/** All entries of an index side by side, so that a query meets thousands of them in about a millisecond. */
export interface EntryTable {
  compare(query: FeatureVector): Promise<Nearness>;
}

/** @param points one per entry; dense part and n-grams each of unit length */
export async function createEntryTable(points: readonly FeatureVector[]): Promise<EntryTable> {
  const product: MatrixProduct = await matrixProduct();
  const width = points[0]?.dense.length ?? 0;
  const dense = new Float32Array(points.length * width);
  const postings = new Map<number, { readonly rows: number[]; readonly values: number[] }>();
  for (const [row, point] of points.entries()) {
    dense.set(point.dense, row * width);
    point.ngrams.indices.forEach((bucket, index) => {
      const list = postings.get(bucket) ?? { rows: [], values: [] };
      postings.set(bucket, list);
      list.rows.push(row);
      list.values.push(point.ngrams.values[index] ?? 0);
    });
  }
  return {
    async compare(query) {
      const words = new Float32Array(points.length);
      if (points.length === 0) return { meaning: new Float32Array(0), words };
      query.ngrams.indices.forEach((bucket, index) => {
        const weight = query.ngrams.values[index] ?? 0;
        const list = postings.get(bucket);
        list?.rows.forEach((row, at) => { words[row] = (words[row] ?? 0) + weight * (list.values[at] ?? 0); });
      });
      const meaning = await product({ rows: points.length, columns: width, values: dense }, { rows: width, columns: 1, values: query.dense });
      return { meaning: meaning.values, words };
    },
  };
}
