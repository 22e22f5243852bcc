import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { launchApp, newProfile, removeProfile, type LaunchedApp } from '../support/launch-app.ts';
import { watchApp, type AppWatch } from '../support/watch-app.ts';
import type { BenchOptions } from './groups.ts';
import { median, row, type BenchRow } from './row.ts';

const CALLS = 200;
/** Caches fill and code is compiled in the first calls. */
const WARM_UP = 20;
/** Everything that a call leaves to end by itself has ended: SIP transactions (32 s) and the collectors of garbage. */
const REST_MS = 45_000;

interface Usage {
  readonly memoryMb: number;
  readonly descriptors: number;
  /** Resident memory, MB, by the name of the process. */
  readonly byProcess: Readonly<Record<string, number>>;
}

/** 200 calls one after the other, each with hold, resume and tones, and what they left behind in all processes of the app. */
export async function measureSoak({ say }: BenchOptions): Promise<BenchRow[]> {
  const profile = await newProfile();
  const app = await launchApp({ profile, provisioning: { version: 1, practiceLine: true }, arguments: ['--js-flags=--expose-gc'] });
  try {
    const watch = await watchApp(app.page);
    await watch.until('registration', ({ accounts }) => accounts.accounts[0]?.registration.kind === 'registered', 20_000);
    await watch.until('assist ready', ({ assist }) => assist.status.kind === 'ready', 60_000);
    const setupMs: number[] = [];
    for (let index = 0; index < WARM_UP; index += 1) await oneCall(app, watch);
    const before = await rested(app);
    for (let index = 0; index < CALLS; index += 1) {
      setupMs.push(await oneCall(app, watch));
      if ((index + 1) % 50 === 0) say(`${index + 1} of ${CALLS} calls, ${grown(before, await usageOf(app))}`);
    }
    const after = await rested(app);
    say(`at rest: ${grown(before, after)}`);
    return [
      row('soak-memory-growth', after.memoryMb - before.memoryMb, 'MB', CALLS, { direction: 'at-most', floor: 20, aim: 10 }),
      row('soak-descriptors-left', after.descriptors - before.descriptors, 'files', CALLS, { direction: 'at-most', floor: 0, aim: 0 }),
      row('soak-setup-median', median(setupMs), 'ms', CALLS),
    ];
  } finally {
    await app.close();
    await removeProfile(profile);
  }
}

/** Returns the set-up time, milliseconds. */
async function oneCall({ page }: LaunchedApp, watch: AppWatch): Promise<number> {
  const placed = await page.evaluate(() => window.sidetone.request.calls.place({ accountId: null, destination: '5550100' }));
  if (!placed.ok) throw new Error(placed.error.message);
  const { callId } = placed.value;
  const call = () => watch.latest.calls.calls.find((candidate) => candidate.callId === callId);
  await watch.until('audio both ways', () => call()?.media.mediaMs !== null && call()?.state.kind === 'active');
  for (const isHeld of [true, false]) await page.evaluate((order) => window.sidetone.request.calls.setHeld(order), { callId, isHeld });
  await page.evaluate((order) => window.sidetone.request.calls.sendDtmf(order), { callId, digits: '12#' });
  await delay(200);
  await page.evaluate((order) => window.sidetone.request.calls.hangUp(order), { callId });
  await watch.until('the end', () => call()?.state.kind === 'ended');
  return call()?.setupMs ?? Number.NaN;
}

/** What the app uses at rest: the median of some looks, after the garbage was collected in page and main. What a collector may still free is not left behind. */
async function rested(app: LaunchedApp): Promise<Usage> {
  await delay(REST_MS);
  for (let round = 0; round < 3; round += 1) {
    await app.page.evaluate(() => globalThis.gc?.());
    await app.electron.evaluate(() => globalThis.gc?.());
    await delay(1_000);
  }
  const looks: Usage[] = [];
  for (let look = 0; look < 9; look += 1) {
    looks.push(await usageOf(app));
    await delay(1_000);
  }
  const names = Object.keys(looks[0]?.byProcess ?? {});
  return {
    memoryMb: median(looks.map(({ memoryMb }) => memoryMb)),
    descriptors: median(looks.map(({ descriptors }) => descriptors)),
    byProcess: Object.fromEntries(names.map((name) => [name, median(looks.map(({ byProcess }) => byProcess[name] ?? 0))])),
  };
}

/** Where the growth is, in words. */
function grown(before: Usage, now: Usage): string {
  const parts = Object.entries(now.byProcess).map(([name, memoryMb]) => `${name} ${signed(memoryMb - (before.byProcess[name] ?? 0))}`);
  return `${now.memoryMb.toFixed(0)} MB (${signed(now.memoryMb - before.memoryMb)}: ${parts.join(', ')})`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}

async function usageOf(app: LaunchedApp): Promise<Usage> {
  const metrics = await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ pid, type, name, memory }) => ({ pid, name: name ?? type, kilobytes: memory.workingSetSize })));
  const descriptors = await Promise.all(metrics.map(({ pid }) => readdir(`/proc/${pid}/fd`).then(({ length }) => length, () => 0)));
  const byProcess: Record<string, number> = {};
  for (const { name, kilobytes } of metrics) byProcess[name] = (byProcess[name] ?? 0) + kilobytes / 1_024;
  return { memoryMb: metrics.reduce((sum, { kilobytes }) => sum + kilobytes, 0) / 1_024, descriptors: descriptors.reduce((sum, count) => sum + count, 0), byProcess };
}
