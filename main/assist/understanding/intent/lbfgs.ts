/** A function to be minimised: writes its gradient at `point` into `gradient` and returns its value. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

const HISTORY = 8;
const ARMIJO = 1e-4;

/**
 * Limited-memory BFGS with a backtracking line search (Nocedal and Wright, algorithm 7.5).
 *
 * @returns the best point found; stops when the gradient's largest entry falls below `tolerance`
 */
export function minimise(objective: Objective, start: Float64Array, { iterations = 80, tolerance = 1e-5 } = {}): Float64Array {
  let point: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(point.length);
  let value = objective(point, gradient);
  const steps: { move: Float64Array; change: Float64Array; rho: number }[] = [];

  for (let iteration = 0; iteration < iterations && largest(gradient) > tolerance; iteration += 1) {
    const direction = descentDirection(gradient, steps);
    let slope = dot(direction, gradient);
    if (slope >= 0) {
      steps.length = 0;
      for (let index = 0; index < direction.length; index += 1) direction[index] = -(gradient[index] as number);
      slope = -dot(gradient, gradient);
    }
    const found = searchLine(objective, point, direction, value, slope, steps.length === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1);
    if (found === null) break;
    const move = difference(found.point, point);
    const change = difference(found.gradient, gradient);
    const curvature = dot(move, change);
    if (curvature > 1e-12) steps.push({ move, change, rho: 1 / curvature });
    if (steps.length > HISTORY) steps.shift();
    ({ point, gradient, value } = found);
  }
  return point;
}

/** The two-loop recursion: -H g. */
function descentDirection(gradient: Float64Array, steps: readonly { move: Float64Array; change: Float64Array; rho: number }[]): Float64Array {
  const direction = gradient.map((entry) => -entry);
  const alphas: number[] = [];
  for (const step of [...steps].reverse()) {
    const alpha = step.rho * dot(step.move, direction);
    alphas.push(alpha);
    addScaled(direction, step.change, -alpha);
  }
  const last = steps.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.change, last.change));
    for (let index = 0; index < direction.length; index += 1) direction[index] = (direction[index] as number) * scale;
  }
  for (const step of steps) addScaled(direction, step.move, (alphas.pop() ?? 0) - step.rho * dot(step.change, direction));
  return direction;
}

function searchLine(objective: Objective, point: Float64Array, direction: Float64Array, value: number, slope: number, firstLength: number): { point: Float64Array; gradient: Float64Array; value: number } | null {
  let length = firstLength;
  for (let attempt = 0; attempt < 20; attempt += 1, length /= 2) {
    const candidate = point.slice();
    addScaled(candidate, direction, length);
    const gradient = new Float64Array(point.length);
    const reached = objective(candidate, gradient);
    if (reached <= value + ARMIJO * length * slope) return { point: candidate, gradient, value: reached };
  }
  return null;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, scale: number): void {
  for (let index = 0; index < target.length; index += 1) target[index] = (target[index] as number) + scale * (source[index] as number);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value - (b[index] as number));
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
