import { probabilitiesOf, type Logits, type TrainingSet } from './intent-head.ts';
import { matrixProduct, type Matrix } from './matrix-product.ts';
import { trainSoftmax } from './softmax-regression.ts';

/** What turns scores into an answer that may be "none". */
export interface Calibration {
  readonly temperature: number;
  /** The highest logit must reach this. */
  readonly leastLogit: number;
}

/** One held-out example: its scores and its true class (an index). */
export interface HeldOut {
  readonly logits: Logits;
  readonly truth: number;
}

/** Fewer than the head's own: by here the scores have grown to what they will be, and with fifteen the threshold rejected half as much again as asked. */
const HELD_OUT_ITERATIONS = 20;

/**
 * Scores every example by a head that did not see it: regression on the other folds' part of the kernel, and its rows for the scores.
 * Centre and n-gram frequencies are those of all examples.
 */
export async function crossValidate({ classes, classOf, kernel }: Pick<TrainingSet, 'classes' | 'classOf' | 'kernel'>, folds = 4): Promise<HeldOut[]> {
  const product = await matrixProduct();
  const heldOut: HeldOut[] = [];
  const rows = Array.from(classOf.keys());
  for (let fold = 0; fold < folds; fold += 1) {
    const tested = rows.filter((row) => row % folds === fold);
    const trained = rows.filter((row) => row % folds !== fold);
    const dual = await trainSoftmax(part(kernel, trained, trained), Uint32Array.from(trained, (row) => classOf[row] ?? 0), classes.length, product, { iterations: HELD_OUT_ITERATIONS });
    const scores = await product(part(kernel, tested, trained), { rows: trained.length, columns: classes.length, values: Float32Array.from(dual) });
    tested.forEach((row, index) => heldOut.push({ logits: Float64Array.from(scores.values.subarray(index * classes.length, (index + 1) * classes.length)), truth: classOf[row] ?? 0 }));
  }
  return heldOut;
}

function part(matrix: Matrix, rows: readonly number[], columns: readonly number[]): Matrix {
  const values = new Float32Array(rows.length * columns.length);
  rows.forEach((row, at) => columns.forEach((column, to) => { values[at * columns.length + to] = matrix.values[row * matrix.columns + column] ?? 0; }));
  return { rows: rows.length, columns: columns.length, values };
}

/**
 * The temperature that makes confidences honest on held-out examples (Guo et al. 2017), and the logit that `rejectRatio` of the
 * in-scope ones do not reach. Classes in `outOfScope` do not count for the latter.
 */
export function calibrate(heldOut: readonly HeldOut[], outOfScope: ReadonlySet<number>, rejectRatio = 0.05): Calibration {
  const temperatures = Array.from({ length: 40 }, (_unused, step) => 0.1 * 1.1 ** step);
  const lossAt = (step: number): number => lossOf(heldOut, temperatures[step] ?? 1);
  const temperature = temperatures[lowest(lossAt, temperatures.length)] ?? 1;
  const best = heldOut.filter(({ truth }) => !outOfScope.has(truth)).map(({ logits }) => Math.max(...logits)).sort((a, b) => a - b);
  return { temperature, leastLogit: best[Math.floor(best.length * rejectRatio)] ?? -Infinity };
}

/** The surprise at the true classes; of scores over a temperature it falls to one lowest point and rises again. */
function lossOf(heldOut: readonly HeldOut[], temperature: number): number {
  return heldOut.reduce((sum, { logits, truth }) => sum - Math.log(Math.max(1e-9, probabilitiesOf(logits, temperature)[truth] ?? 0)), 0);
}

/** The lowest of a valley's steps, by halving. */
function lowest(valueAt: (step: number) => number, steps: number): number {
  let [from, to] = [0, steps - 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (valueAt(middle) <= valueAt(middle + 1)) to = middle;
    else from = middle + 1;
  }
  return from;
}
