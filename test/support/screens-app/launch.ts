import { lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, linkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { electronExecutable } from '../launch-app.ts';
import { buildScreensApp } from './build.ts';

export interface ScreensApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * Starts a built page (out/renderer unless told otherwise) in a real window of a runtime of its own.
 * A runtime without default_app starts what lies in its resources/app, so the copy gets the tiny app there.
 */
export async function launchScreensApp(initScripts: readonly string[], { pageFolder = join(process.cwd(), 'out', 'renderer'), switches = [] as readonly string[] } = {}): Promise<ScreensApp> {
  const executable = electronExecutable();
  const copy = join(dirname(dirname(executable)), `screens-runtime-${process.pid}`);
  linkTree(dirname(executable), copy, new Set([join(dirname(executable), 'resources', 'app')]));
  const { fakeScript } = await buildScreensApp(join(copy, 'resources', 'app'));
  const args = ['--force-device-scale-factor=1', ...switches, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const env = { ...process.env, SIDETONE_PAGE_FOLDER: pageFolder } as Record<string, string>;
  const electron = await _electron.launch({ executablePath: join(copy, executable.slice(dirname(executable).length + 1)), args, env });
  const page = await electron.firstWindow();
  for (const path of [...initScripts, fakeScript]) await electron.context().addInitScript({ path });
  return {
    electron,
    page,
    async close() {
      await electron.close();
      rmSync(copy, { recursive: true, force: true });
    },
  };
}

/** The same tree by hard links: no bytes are copied, and removing it leaves the original alone. */
function linkTree(from: string, to: string, left: ReadonlySet<string>): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const source = join(from, name);
    if (left.has(source)) continue;
    const stat = lstatSync(source);
    if (stat.isDirectory()) linkTree(source, join(to, name), left);
    else if (stat.isSymbolicLink()) symlinkSync(readlinkSync(source), join(to, name));
    else linkSync(source, join(to, name));
  }
}
