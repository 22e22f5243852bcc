import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './paths.mjs';

/** What is built, by name: folder of the vite config. */
const TARGETS = /** @type {const} */ ({ main: 'main/vite.config.ts', preload: 'preload/vite.config.ts', renderer: 'renderer/vite.config.ts', tools: 'test/vite.tools.config.ts' });

/**
 * Builds the named parts into out/.
 *
 * @param {readonly (keyof typeof TARGETS)[]} [names]
 */
export async function buildParts(names = /** @type {(keyof typeof TARGETS)[]} */ (Object.keys(TARGETS))) {
  const { build, loadConfigFromFile } = await import('vite');
  for (const name of names) {
    const file = join(ROOT, TARGETS[name]);
    const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file);
    if (loaded === null) throw new Error(`${file} could not be read`);
    await build({ ...loaded.config, configFile: false, logLevel: 'warn' });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = /** @type {(keyof typeof TARGETS)[]} */ (process.argv.slice(2));
  await buildParts(named.length > 0 ? named : undefined);
}
