import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { z } from 'zod';
import type { Provisioning } from '../../preload/contract/provisioning.ts';
import type { SidetoneApi } from '../../preload/contract/index.ts';

declare global {
  interface Window {
    readonly sidetone: SidetoneApi;
  }
}

export interface LaunchedApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** From the start of the process to a page that answers, milliseconds. */
  readonly usableMs: number;
  /** Closes the app the way a person does; the profile stays. */
  close(): Promise<void>;
  /** kill -9 of the main process. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  /** Kept between launches when given; a new temporary one otherwise. */
  readonly profile?: string;
  readonly provisioning?: z.input<typeof Provisioning>;
  /** The file that Chromium plays in a loop as the microphone; absent: Chromium's own beeps; null: no microphone at all. */
  readonly microphoneWav?: string | null;
  readonly arguments?: readonly string[];
}

const ROOT = resolve(process.cwd());

/** The Electron executable that set-up found. */
export function electronExecutable(): string {
  const executable = process.env['SIDETONE_ELECTRON'] || join(ROOT, '.runtime', 'electron', 'electron');
  if (!existsSync(executable)) throw new Error('there is no Electron runtime yet: run `npm run setup` first');
  return executable;
}

/** A folder for one run's profile, below the system's temporary one. */
export function newProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sidetone-profile-'));
}

/** Starts the built app in a real window through the doors every user has: --profile and --provision. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const profile = options.profile ?? await newProfile();
  await mkdir(profile, { recursive: true });
  const args = [ROOT, '--profile', profile, ...(options.arguments ?? []), ...microphoneSwitches(options.microphoneWav)];
  if (process.getuid?.() === 0) args.push('--no-sandbox'); // Chromium refuses its sandbox to root
  if (options.provisioning !== undefined) {
    const file = join(profile, 'provisioning.json');
    await writeFile(file, JSON.stringify(options.provisioning));
    args.push('--provision', file);
  }
  const startedMs = performance.now();
  const electron = await _electron.launch({ executablePath: electronExecutable(), args, env: { ...process.env, CI: '1' } as Record<string, string> });
  const page = await electron.firstWindow();
  await page.waitForFunction(() => document.querySelector('main') !== null);
  const usableMs = performance.now() - startedMs;
  return {
    electron,
    page,
    profile,
    usableMs,
    close: () => electron.close(),
    async kill() {
      const child = electron.process();
      const gone = new Promise<void>((done) => child.once('exit', () => done()));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function microphoneSwitches(wav: string | null | undefined): string[] {
  if (wav === null) return [];
  return ['--use-fake-device-for-media-stream', ...(wav === undefined ? [] : [`--use-file-for-fake-audio-capture=${wav}`])];
}

/** Removes a profile of newProfile. */
export async function removeProfile(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true });
}
