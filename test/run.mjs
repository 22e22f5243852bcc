import { join } from 'node:path';
import { ROOT } from '../main/setup/paths.mjs';
import { runCommand } from '../main/setup/run-command.mjs';
import { setUp, withDisplay } from '../main/setup/setup.mjs';
import { installNodeModules } from '../main/setup/node-modules.mjs';

/** `npm test` and `npm run check`: the first failure ends the run. */
const bin = (/** @type {string} */ name) => join(ROOT, 'node_modules', '.bin', name);
/** @type {Record<string, () => Promise<void>>} */
const STAGES = {
  types: async () => {
    await runCommand(bin('tsc'), ['-b', 'main', 'preload', 'models'], { cwd: ROOT });
    await runCommand(bin('tsc'), ['-p', 'test'], { cwd: ROOT });
    await runCommand(bin('svelte-check'), ['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'], { cwd: ROOT });
  },
  lint: () => runCommand(bin('eslint'), ['.', '--max-warnings=0'], { cwd: ROOT }),
  unit: () => vitest('unit', 'contract'),
  signalling: () => vitest('signalling'),
  sound: () => vitest('sound'),
  integration: () => vitest('integration'),
  screens: () => vitest('screens'),
  e2e: () => vitest('e2e'),
};
/** @param {...string} projects */
function vitest(...projects) {
  const [command, args] = withDisplay(bin('vitest'), ['run', ...projects.flatMap((name) => ['--project', name])]);
  return runCommand(command, args, { cwd: ROOT, env: { ...process.env, SIDETONE_ELECTRON: electron } });
}

/**
 * Runs a stage and says how long it took.
 *
 * @param {string} name
 */
async function runStage(name) {
  const startedMs = Date.now();
  console.log(`\n== ${name}`);
  await STAGES[name]?.();
  console.log(`== ${name}: passed in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
}

let electron = '';
try {
  const isCheck = process.argv[2] === 'check';
  if (isCheck) await installNodeModules();
  else ({ electron } = await setUp({ purposes: ['runtime', 'display', 'peers'] }));
  // Side by side: each of these leaves a core idle for much of its time. What measures time or plays sound comes alone after them.
  await Promise.all(['types', 'lint', 'unit'].map(runStage));
  if (!isCheck) {
    await Promise.all(['signalling', 'screens'].map(runStage));
    for (const name of ['sound', 'integration', 'e2e']) await runStage(name);
  }
} catch (error) {
  console.error(`\ntests failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
