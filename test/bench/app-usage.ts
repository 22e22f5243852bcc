import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { LaunchedApp } from '../support/launch-app.ts';
import { median } from './row.ts';

/** What all processes of the app use together. */
export interface Usage {
  /** Resident and their own: what is mapped from files is the program itself, shared by all of them, and the system's to drop and to read again. */
  readonly memoryMb: number;
  readonly descriptors: number;
  /** The same, by the name of the process. */
  readonly byProcess: Readonly<Record<string, number>>;
}

const LOOKS = 9;

export async function usageOf(app: LaunchedApp): Promise<Usage> {
  const processes = await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ pid, type, name }) => ({ pid, name: name ?? type })));
  const metrics = await Promise.all(processes.map(async ({ pid, name }) => ({ pid, name, kilobytes: await ownKilobytes(pid) })));
  const descriptors = await Promise.all(metrics.map(({ pid }) => readdir(`/proc/${pid}/fd`).then(({ length }) => length, () => 0)));
  const byProcess: Record<string, number> = {};
  for (const { name, kilobytes } of metrics) byProcess[name] = (byProcess[name] ?? 0) + kilobytes / 1_024;
  return { memoryMb: metrics.reduce((sum, { kilobytes }) => sum + kilobytes, 0) / 1_024, descriptors: descriptors.reduce((sum, count) => sum + count, 0), byProcess };
}

/** Resident memory that no file backs (proc(5)); 0 of a process that is gone. */
async function ownKilobytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return ['RssAnon', 'RssShmem'].reduce((sum, field) => sum + Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0), 0);
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
