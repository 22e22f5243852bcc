import { describe, expect, it } from 'vitest';
import { minimise, type Objective } from '../../../../../main/assist/understanding/intent/lbfgs.ts';

const bowl: Objective = async ([x = 0, y = 0]) => ({ value: (x - 3) ** 2 + 10 * (y + 1) ** 2, gradient: Float64Array.of(2 * (x - 3), 20 * (y + 1)) });
const rosenbrock: Objective = async ([x = 0, y = 0]) => ({
  value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
});

describe('L-BFGS', () => {
  it('finds the bottom of a bowl', async () => {
    const [x, y] = await minimise(bowl, Float64Array.of(0, 0), { tolerance: 1e-8 });
    expect(x).toBeCloseTo(3, 5);
    expect(y).toBeCloseTo(-1, 5);
  });

  it("follows Rosenbrock's valley", async () => {
    const [x, y] = await minimise(rosenbrock, Float64Array.of(-1.2, 1), { iterations: 200, tolerance: 1e-9 });
    expect(x).toBeCloseTo(1, 3);
    expect(y).toBeCloseTo(1, 3);
  });

  it('finds the same place in another geometry', async () => {
    // In <a, b> = a1 b1 + 4 a2 b2 the gradient's second part is a quarter.
    const scaled: Objective = async (point) => {
      const { value, gradient } = await bowl(point);
      return { value, gradient: Float64Array.of(gradient[0]!, gradient[1]! / 4) };
    };
    const [x, y] = await minimise(scaled, Float64Array.of(0, 0), { tolerance: 1e-8, inner: (a, b) => a[0]! * b[0]! + 4 * a[1]! * b[1]! });
    expect(x).toBeCloseTo(3, 5);
    expect(y).toBeCloseTo(-1, 5);
  });

  it('stays where it is when it starts at the bottom', async () => {
    expect(await minimise(bowl, Float64Array.of(3, -1))).toEqual(Float64Array.of(3, -1));
  });
});
