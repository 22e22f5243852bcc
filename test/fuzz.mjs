import { randomInt } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runCommand } from '../main/setup/run-command.mjs';

/** `npm run fuzz [-- INPUTS [SEED]]`: a million inputs by default, of another seed each night; a failure names the seed that shows it again. */
const [inputs = '1000000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
console.log(`fuzz: ${inputs} inputs, seed ${seed}`);
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
try {
  await runCommand(process.execPath, ['--expose-gc', vitest, 'run', '--project', 'unit', '--execArgv=--expose-gc', 'test/unit/fuzz.test.ts'], { env: { ...process.env, FUZZ_INPUTS: inputs, FUZZ_SEED: seed } });
} catch (error) {
  console.error(`fuzz failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
