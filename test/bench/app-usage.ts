import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { LaunchedApp } from '../support/launch-app.ts';
import { median } from './row.ts';

/** What all processes of the app use together. */
export interface Usage {
  readonly memoryMb: number;
  readonly descriptors: number;
  /** Resident memory, MB, by the name of the process. */
  readonly byProcess: Readonly<Record<string, number>>;
}

const LOOKS = 9;

export async function usageOf(app: LaunchedApp): Promise<Usage> {
  const metrics = await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ pid, type, name, memory }) => ({ pid, name: name ?? type, kilobytes: memory.workingSetSize })));
  const descriptors = await Promise.all(metrics.map(({ pid }) => readdir(`/proc/${pid}/fd`).then(({ length }) => length, () => 0)));
  const byProcess: Record<string, number> = {};
  for (const { name, kilobytes } of metrics) byProcess[name] = (byProcess[name] ?? 0) + kilobytes / 1_024;
  return { memoryMb: metrics.reduce((sum, { kilobytes }) => sum + kilobytes, 0) / 1_024, descriptors: descriptors.reduce((sum, count) => sum + count, 0), byProcess };
}

/** The median of some looks, after the garbage was collected in page and main (the app runs with --expose-gc): what a collector may still free is not left behind. */
export async function settledUsage(app: LaunchedApp): Promise<Usage> {
  for (let round = 0; round < 3; round += 1) {
    await app.page.evaluate(() => globalThis.gc?.());
    await app.electron.evaluate(() => globalThis.gc?.());
    await delay(1_000);
  }
  const looks: Usage[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
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
export function grown(before: Usage, now: Usage): string {
  const parts = Object.entries(now.byProcess).map(([name, memoryMb]) => `${name} ${signed(memoryMb - (before.byProcess[name] ?? 0))}`);
  return `${now.memoryMb.toFixed(0)} MB (${signed(now.memoryMb - before.memoryMb)}: ${parts.join(', ')})`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}
