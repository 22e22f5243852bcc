/** Whole numbers in place of a matrix' floats, with the factors that lead back. */
export interface Quantised {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/**
 * Seven bits, not eight: on x86 processors without VNNI onnxruntime multiplies unsigned by signed bytes with an instruction
 * that adds two products in 16 bits and saturates; 2 * 255 * 64 still fits.
 */
export const MATRIX_LIMIT = 64;
/** A looked-up row is only multiplied by its factor, so it may use the whole byte. */
export const TABLE_LIMIT = 127;

/** Quantises a [rows, columns] matrix with a factor for each column, to at most `limit` in size. */
export function quantiseColumns(matrix: Float32Array, columns: number, limit: number): Quantised {
  return quantise(matrix, columns, limit, (index) => index % columns);
}

/** Quantises a [rows, columns] matrix with a factor for each row, to at most `limit` in size. */
export function quantiseRows(matrix: Float32Array, columns: number, limit: number): Quantised {
  return quantise(matrix, matrix.length / columns, limit, (index) => Math.floor(index / columns));
}

function quantise(matrix: Float32Array, groups: number, limit: number, groupOf: (index: number) => number): Quantised {
  const scales = new Float32Array(groups);
  matrix.forEach((value, index) => { scales[groupOf(index)] = Math.max(scales[groupOf(index)] ?? 0, Math.abs(value) / limit); });
  const values = Int8Array.from(matrix, (value, index) => {
    const scale = scales[groupOf(index)] ?? 0;
    return scale === 0 ? 0 : Math.max(-limit, Math.min(limit, Math.round(value / scale)));
  });
  return { values, scales };
}
