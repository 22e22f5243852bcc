import { minimise } from './lbfgs.ts';

/** Rows of features (rows x width) with the class of each. */
export interface LabelledRows {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
  readonly classOf: Uint32Array;
  readonly classes: number;
}

/**
 * Multinomial logistic regression with an L2 penalty.
 *
 * @returns weights, width x classes, row by row; there is no bias: the features are centred
 */
export function trainSoftmax(data: LabelledRows, { l2 = 1e-5, iterations = 70 } = {}): Float64Array {
  const { rows, width, values, classOf, classes } = data;
  const logits = new Float64Array(classes);

  return minimise((weights, gradient) => {
    let loss = 0;
    for (let row = 0; row < rows; row += 1) {
      const start = row * width;
      logits.fill(0);
      for (let index = 0; index < width; index += 1) {
        const feature = values[start + index] as number;
        if (feature === 0) continue;
        const weightStart = index * classes;
        for (let label = 0; label < classes; label += 1) logits[label] = (logits[label] as number) + feature * (weights[weightStart + label] as number);
      }
      const target = classOf[row] as number;
      loss += logSumExp(logits) - (logits[target] as number);
      softmaxInPlace(logits);
      logits[target] = (logits[target] as number) - 1;
      for (let index = 0; index < width; index += 1) {
        const feature = (values[start + index] as number) / rows;
        if (feature === 0) continue;
        const weightStart = index * classes;
        for (let label = 0; label < classes; label += 1) gradient[weightStart + label] = (gradient[weightStart + label] as number) + feature * (logits[label] as number);
      }
    }
    let penalty = 0;
    for (let index = 0; index < weights.length; index += 1) {
      const weight = weights[index] as number;
      penalty += weight * weight;
      gradient[index] = (gradient[index] as number) + l2 * weight;
    }
    return loss / rows + (l2 / 2) * penalty;
  }, new Float64Array(width * classes), { iterations });
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
