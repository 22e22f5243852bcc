import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach } from 'vitest';
import { electronExecutable, launchApp, newProfile, removeProfile, type LaunchedApp, type LaunchOptions } from './launch-app.ts';
import { watchApp, type AppWatch } from './watch-app.ts';

export interface AppSession {
  readonly app: LaunchedApp;
  readonly watch: AppWatch;
}

/** Launches apps for the tests of one file and closes what a test left open. */
export function useApps(): { readonly start: (options?: LaunchOptions) => Promise<AppSession>; readonly profile: () => Promise<string> } {
  const running = new Set<LaunchedApp>();
  const profiles = new Set<string>();
  afterEach(async () => {
    for (const app of running) await app.close().catch(() => undefined); // killed by the test itself
    running.clear();
    for (const profile of profiles) await removeProfile(profile);
    profiles.clear();
  });
  const profile = async (): Promise<string> => {
    const made = await newProfile();
    profiles.add(made);
    return made;
  };
  return {
    profile,
    async start(options = {}) {
      const app = await launchApp({ ...options, profile: options.profile ?? await profile() });
      running.add(app);
      return { app, watch: await watchApp(app.page) };
    },
  };
}

/** The practice line's account, registered. */
export async function registered({ watch }: AppSession): Promise<void> {
  await watch.until('registration', ({ accounts }) => accounts.accounts.some((account) => account.registration.kind === 'registered'), 20_000);
}

/** Lets a practice caller ring, answers, and waits for audio both ways. */
export async function answeredPracticeCall({ app, watch }: AppSession, scriptId = 'refund'): Promise<string> {
  await app.page.evaluate((id) => window.sidetone.request.app.requestPracticeCall({ scriptId: id }), scriptId);
  await watch.until('ringing', () => watch.call()?.state.kind === 'ringing-in');
  await app.page.getByRole('button', { name: /^Answer/ }).first().click();
  return watch.until('audio both ways', () => {
    const call = watch.call();
    return call !== null && call.media.mediaMs !== null && call.callId;
  });
}

/** Ends one of the app's child processes (or halts it, or lets it go on), by the name it was started under. */
export async function killChild({ app }: AppSession, name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const pid = await app.electron.evaluate(({ app: electronApp }, wanted) => electronApp.getAppMetrics().find((metric) => metric.name === wanted || metric.serviceName === wanted)?.pid ?? null, name);
  if (pid === null) throw new Error(`no child process is named ${name}`);
  process.kill(pid, signal);
}

/** Starts the app a second time, as somebody does who does not find its window, or has an order for it. */
export async function startAgain(profile: string, ...orders: readonly string[]): Promise<void> {
  const rootSwitch = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  await once(spawn(electronExecutable(), [process.cwd(), '--profile', profile, ...orders, ...rootSwitch], { stdio: 'ignore' }), 'exit');
}
