import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installNodeModules } from './node-modules.mjs';
import { ROOT } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * Brings this machine to the state in which the app runs: node modules, system libraries, Electron, the built app, models.
 * Every step looks first and does nothing where it is already done.
 *
 * @param {{ purposes?: readonly ('runtime' | 'display' | 'peers')[] }} [options]
 * @returns {Promise<{ electron: string }>} the Electron executable
 */
export async function setUp({ purposes = ['runtime'] } = {}) {
  await installNodeModules();
  const wantsDisplay = process.platform === 'linux' && !hasDisplay() && !purposes.includes('display');
  await ensureSystemPackages(wantsDisplay ? [...purposes, 'display'] : purposes);
  const { ensureElectron } = await import('./electron-runtime.mjs');
  const { executable } = await ensureElectron();
  const { buildParts } = await import('./build.mjs');
  await buildParts();
  await runCommand(process.execPath, [join(ROOT, 'out', 'tools', 'models.js')], { cwd: ROOT });
  return { electron: executable };
}

export function hasDisplay() {
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * The command line that starts a program with a display: under Xvfb where there is none.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {[string, string[]]}
 */
export function withDisplay(command, args) {
  if (process.platform !== 'linux' || hasDisplay() || !existsSync('/usr/bin/xvfb-run')) return [command, [...args]];
  return ['xvfb-run', ['-a', '--server-args=-screen 0 1280x900x24', command, ...args]];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await setUp();
    console.log('set-up: done; `npm start` opens the app, `npm run demo` shows a call from start to finish');
  } catch (error) {
    console.error(`set-up failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
