/** A square matrix, row by row. */
export interface SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** The lower triangle L of K + jitter I = L L^T; the upper part is zero. The jitter keeps doubled rows from breaking it. */
export function cholesky({ size, values }: SquareMatrix, jitter = 1e-6): SquareMatrix {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = (values[row * size + column] ?? 0) + (row === column ? jitter : 0);
      const rowStart = row * size;
      const columnStart = column * size;
      for (let index = 0; index < column; index += 1) sum -= (lower[rowStart + index] as number) * (lower[columnStart + index] as number);
      lower[rowStart + column] = row === column ? Math.sqrt(Math.max(sum, jitter)) : sum / (lower[columnStart + column] as number);
    }
  }
  return { size, values: lower };
}

/** Solves L^T x = b in place for each of the `columns` of b (size x columns, row by row). */
export function solveUpper({ size, values }: SquareMatrix, b: Float64Array, columns: number): void {
  for (let row = size - 1; row >= 0; row -= 1) {
    const pivot = values[row * size + row] as number;
    for (let column = 0; column < columns; column += 1) b[row * columns + column] = (b[row * columns + column] as number) / pivot;
    for (let above = 0; above < row; above += 1) {
      const factor = values[row * size + above] as number;
      if (factor === 0) continue;
      for (let column = 0; column < columns; column += 1) b[above * columns + column] = (b[above * columns + column] as number) - factor * (b[row * columns + column] as number);
    }
  }
}
