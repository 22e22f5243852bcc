import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutate } from '../support/fuzz/mutate.ts';
import { openPagePort, STUN_SEEDS, type PagePort } from '../support/fuzz/page-port.ts';
import { seededRandom } from '../support/fuzz/seeded-random.ts';
import { fuzzTargets } from '../support/fuzz/targets.ts';

/** `npm run fuzz` sets these; a failure names the seed of its one input, to be replayed with FUZZ_INPUTS=1. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 20_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 4_475);
const MOST_GROWN_MB = 64 + (globalThis.gc === undefined ? 192 : 0); // without gc() some of it is only not yet collected
const heapMb = (): number => process.memoryUsage().heapUsed / 2 ** 20;

function grownMb(beforeMb: number): number {
  globalThis.gc?.();
  return heapMb() - beforeMb;
}

describe('bytes from strangers', () => {
  const targets = fuzzTargets();
  const each = Math.ceil(INPUTS / (targets.length + 1));

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
    expect(grownMb(beforeMb)).toBeLessThan(MOST_GROWN_MB);
  }, 10_000 + INPUTS * 2);
});

describe('bytes from a stranger on this machine, at the port where the page sends its audio', () => {
  const each = Math.ceil(INPUTS / (fuzzTargets().length + 1));
  let port: PagePort;
  beforeAll(async () => { port = await openPagePort(); });
  afterAll(() => port.close());

  it(`as STUN, DTLS or SRTP leave the page's audio flowing, ${each} of them, and leave nothing behind`, async () => {
    expect(await port.isAlive()).toBe(true);
    const beforeMb = heapMb();
    for (let index = 0; index < each; index += 1) {
      const random = seededRandom(SEED + index);
      await port.strike(mutate(STUN_SEEDS[random.below(STUN_SEEDS.length)] ?? Buffer.alloc(0), STUN_SEEDS[random.below(STUN_SEEDS.length)] ?? Buffer.alloc(0), random));
      if (index % 20 === 0) await turn(); // else the system drops what nobody has read
    }
    expect(await port.isAlive(), `FUZZ_SEED=${SEED} FUZZ_INPUTS=${INPUTS} shows it again`).toBe(true);
    expect(grownMb(beforeMb)).toBeLessThan(MOST_GROWN_MB);
  }, 20_000 + INPUTS * 2);
});
