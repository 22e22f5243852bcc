import { minimise } from './lbfgs.ts';
import type { Matrix, MatrixProduct } from './matrix-product.ts';

export interface SoftmaxOptions {
  readonly l2?: number;
  readonly iterations?: number;
}

/**
 * Multinomial logistic regression with an L2 penalty, in its dual form: the weights are sum_i a_i x_i.
 * The search runs in the geometry of the kernel K = X X^T: a point is carried as (a, K a), its gradient is (P - Y)/n + l2 a,
 * and one product with K per step is all it costs. There is no bias: the features are centred.
 *
 * @param kernel similarities of the examples, n x n
 * @param classOf the class of each example
 * @returns a: n x classes, row by row
 */
export async function trainSoftmax(kernel: Matrix, classOf: Uint32Array, classes: number, product: MatrixProduct, { l2 = 3e-6, iterations = 30 }: SoftmaxOptions = {}): Promise<Float64Array> {
  const rows = kernel.rows;
  const size = rows * classes;

  const objective = async (point: Float64Array): Promise<{ value: number; gradient: Float64Array }> => {
    const residual = new Float32Array(size);
    let loss = 0;
    for (let row = 0; row < rows; row += 1) {
      const logits = point.subarray(size + row * classes, size + (row + 1) * classes);
      const target = classOf[row] as number;
      const total = logSumExp(logits);
      loss += total - (logits[target] as number);
      for (let label = 0; label < classes; label += 1) {
        residual[row * classes + label] = (Math.exp((logits[label] as number) - total) - (label === target ? 1 : 0)) / rows;
      }
    }
    const image = (await product(kernel, { rows, columns: classes, values: residual })).values;
    const gradient = new Float64Array(2 * size);
    let penalty = 0;
    for (let index = 0; index < size; index += 1) {
      const dual = point[index] as number;
      const score = point[size + index] as number;
      penalty += dual * score;
      gradient[index] = (residual[index] as number) + l2 * dual;
      gradient[size + index] = (image[index] as number) + l2 * score;
    }
    return { value: loss / rows + (l2 / 2) * penalty, gradient };
  };

  const inner = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let index = 0; index < size; index += 1) sum += (a[index] as number) * (b[size + index] as number);
    return sum;
  };
  return (await minimise(objective, new Float64Array(2 * size), { iterations, inner })).slice(0, size);
}

export function logSumExp(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let index = 0; index < values.length; index += 1) most = Math.max(most, values[index] as number);
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += Math.exp((values[index] as number) - most);
  return most + Math.log(sum);
}

export function softmaxInPlace(values: Float64Array): void {
  const total = logSumExp(values);
  for (let index = 0; index < values.length; index += 1) values[index] = Math.exp((values[index] as number) - total);
}
