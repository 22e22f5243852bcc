import { describe, expect, it } from 'vitest';
import { mutate } from '../support/fuzz/mutate.ts';
import { seededRandom } from '../support/fuzz/seeded-random.ts';
import { fuzzTargets } from '../support/fuzz/targets.ts';

/** `npm run fuzz` sets these; a failure names the seed of its one input, to be replayed with FUZZ_INPUTS=1. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 20_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 4_475);
const MOST_GROWTH_MB = 64;
const heapMb = (): number => process.memoryUsage().heapUsed / 2 ** 20;

describe('bytes from strangers', () => {
  const targets = fuzzTargets();
  const each = Math.ceil(INPUTS / targets.length);

  it.each(targets)(`as $name never throw, ${each} of them, and leave nothing behind`, ({ name, seeds, take }) => {
    const beforeMb = heapMb();
    for (let index = 0; index < each; index += 1) {
      const random = seededRandom(SEED + index);
      const input = mutate(seeds[random.below(seeds.length)] ?? Buffer.alloc(0), seeds[random.below(seeds.length)] ?? Buffer.alloc(0), random);
      try {
        take(input, random);
      } catch (error) {
        throw new Error(`${name}: FUZZ_SEED=${SEED + index} FUZZ_INPUTS=1 shows it again; input ${input.toString('base64').slice(0, 2_000)}`, { cause: error });
      }
    }
    globalThis.gc?.();
    expect(heapMb() - beforeMb).toBeLessThan(MOST_GROWTH_MB + (globalThis.gc === undefined ? 192 : 0)); // without gc() some of it is only not yet collected
  }, 10_000 + INPUTS * 2);
});
