/** A function to be minimised: its value and its gradient at a point. */
export type Objective = (point: Float64Array) => Promise<{ readonly value: number; readonly gradient: Float64Array }>;
/** The geometry that points and gradients live in. */
export type InnerProduct = (a: Float64Array, b: Float64Array) => number;

interface Step {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

interface Place {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

const HISTORY = 6;
const ARMIJO = 1e-4;

/**
 * Limited-memory BFGS with a backtracking line search (Nocedal and Wright, algorithm 7.5), in any inner product.
 *
 * @returns the best point found; stops when the gradient is shorter than `tolerance` times the first one
 */
export async function minimise(objective: Objective, start: Float64Array, { iterations = 60, tolerance = 1e-4, inner = dot as InnerProduct } = {}): Promise<Float64Array> {
  let place: Place = { point: start, ...(await objective(start)) };
  const enough = tolerance * Math.sqrt(inner(place.gradient, place.gradient));
  const steps: Step[] = [];

  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const squaredLength = inner(place.gradient, place.gradient);
    if (Math.sqrt(squaredLength) <= enough) break;
    let direction = descentDirection(place.gradient, steps, inner);
    let slope = inner(direction, place.gradient);
    if (slope >= 0) {
      steps.length = 0;
      direction = negated(place.gradient);
      slope = -squaredLength;
    }
    const next = await searchLine(objective, place, direction, slope, steps.length === 0 ? 1 / Math.sqrt(squaredLength) : 1);
    if (next === null) break;
    const move = difference(next.point, place.point);
    const change = difference(next.gradient, place.gradient);
    const curvature = inner(move, change);
    if (curvature > 0) steps.push({ move, change, rho: 1 / curvature });
    if (steps.length > HISTORY) steps.shift();
    place = next;
  }
  return place.point;
}

/** The two-loop recursion: -H g. */
function descentDirection(gradient: Float64Array, steps: readonly Step[], inner: InnerProduct): Float64Array {
  const direction = negated(gradient);
  const alphas: number[] = [];
  for (const step of steps.toReversed()) {
    const alpha = step.rho * inner(step.move, direction);
    alphas.push(alpha);
    addScaled(direction, step.change, -alpha);
  }
  const last = steps.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.rho * inner(last.change, last.change));
    for (let index = 0; index < direction.length; index += 1) direction[index] = (direction[index] as number) * scale;
  }
  for (const step of steps) addScaled(direction, step.move, (alphas.pop() ?? 0) - step.rho * inner(step.change, direction));
  return direction;
}

async function searchLine(objective: Objective, from: Place, direction: Float64Array, slope: number, firstLength: number): Promise<Place | null> {
  for (let attempt = 0, length = firstLength; attempt < 20; attempt += 1, length /= 2) {
    const point = from.point.slice();
    addScaled(point, direction, length);
    const reached = await objective(point);
    if (reached.value <= from.value + ARMIJO * length * slope) return { point, ...reached };
  }
  return null;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

/** Loops instead of `map`: these vectors are long, and their making is most of a training's time. */
function negated(vector: Float64Array): Float64Array {
  const result = new Float64Array(vector.length);
  for (let index = 0; index < vector.length; index += 1) result[index] = -(vector[index] as number);
  return result;
}

function addScaled(target: Float64Array, source: Float64Array, scale: number): void {
  for (let index = 0; index < target.length; index += 1) target[index] = (target[index] as number) + scale * (source[index] as number);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let index = 0; index < a.length; index += 1) result[index] = (a[index] as number) - (b[index] as number);
  return result;
}
