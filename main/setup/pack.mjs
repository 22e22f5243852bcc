import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { setUp } from './setup.mjs';

/** `npm run pack`: the app as a folder in dist/, packed offline from the Electron runtime that set-up found, without that runtime's way to this source tree. */
try {
  const { electron } = await setUp();
  const { version } = JSON.parse(await readFile(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8'));
  await runCommand(join(ROOT, 'node_modules', '.bin', 'electron-builder'), ['--dir', `-c.electronDist=${dirname(electron)}`, `-c.electronVersion=${version}`, '--publish=never'], { cwd: ROOT });
  await rm(join(ROOT, 'dist', 'linux-unpacked', 'resources', 'app'), { force: true });
} catch (error) {
  console.error(`pack failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
