import { buildProcess } from '../support/build-process.ts';
import { runInNamespace } from '../support/network/namespaces.ts';
import type { BenchOptions } from './groups.ts';
import { row, type BenchRow } from './row.ts';

const OUTAGE_MS = 240_000;
const EXTERNAL = ['vite', '@sveltejs/vite-plugin-svelte'];
const BOUND = { direction: 'at-most', floor: 15, aim: 5 } as const;

/** Four minutes without a network, in real time (T04): how long after its return the phone is registered again. */
export async function measureOutage({ say }: BenchOptions): Promise<BenchRow[]> {
  const [trunk, phone] = [await buildProcess('test/support/network/long-outage.ts', EXTERNAL), await buildProcess('test/support/network/roaming-phone.ts', EXTERNAL)];
  try {
    say('twice four minutes without a network');
    const { linkMs, routerMs } = runInNamespace('', [process.execPath, trunk.file, phone.file, String(OUTAGE_MS)], 3 * OUTAGE_MS) as { linkMs: number | null; routerMs: number | null };
    return [
      row('outage-link-registered-again', seconds(linkMs), 's', 1, BOUND),
      row('outage-router-registered-again', seconds(routerMs), 's', 1, BOUND),
    ];
  } finally {
    await Promise.all([trunk.remove(), phone.remove()]);
  }
}

/** JSON has null for what never came. */
const seconds = (ms: number | null): number => (ms === null ? Number.POSITIVE_INFINITY : ms / 1_000);
