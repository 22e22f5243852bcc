import { setTimeout as delay } from 'node:timers/promises';
import { launchApp, newProfile, removeProfile } from '../support/launch-app.ts';
import { watchApp } from '../support/watch-app.ts';
import { settledUsage, usageOf, grown } from './app-usage.ts';
import type { BenchOptions } from './groups.ts';
import { median, row, type BenchRow } from './row.ts';

const MINUTES = 10;
const MINUTE_MS = 60_000;
const PACKETS_PER_SEC = 50;

/** One call of ten minutes with the practice line's echo, in real time, all that the app does in a call running (T35). */
export async function measureLongCall({ say }: BenchOptions): Promise<BenchRow[]> {
  const profile = await newProfile();
  const app = await launchApp({ profile, provisioning: { version: 1, practiceLine: true }, arguments: ['--js-flags=--expose-gc'] });
  try {
    const watch = await watchApp(app.page);
    await watch.until('registration', ({ accounts }) => accounts.accounts[0]?.registration.kind === 'registered', 20_000);
    await watch.until('assist ready', ({ assist }) => assist.status.kind === 'ready', 60_000);
    const placed = await app.page.evaluate(() => window.sidetone.request.calls.place({ accountId: null, destination: '5550100' }));
    if (!placed.ok) throw new Error(placed.error.message);
    const media = () => watch.call()?.media;
    await watch.until('audio both ways', () => typeof media()?.mediaMs === 'number');

    await delay(MINUTE_MS);
    const first = await settledUsage(app);
    const [begun, fromMs] = [media(), performance.now()];
    const scores: number[] = [];
    for (let minute = 2; minute <= MINUTES; minute += 1) {
      await delay(MINUTE_MS);
      const mos = media()?.mos;
      if (typeof mos === 'number') scores.push(mos);
      say(`minute ${minute} of ${MINUTES}: ${media()?.packetsIn ?? 0} packets in, ${grown(first, await usageOf(app))}`);
    }
    const [ended, seconds] = [media(), (performance.now() - fromMs) / 1_000];
    const last = await settledUsage(app);
    const share = (direction: 'packetsIn' | 'packetsOut'): number => ((ended?.[direction] ?? 0) - (begun?.[direction] ?? 0)) / (seconds * PACKETS_PER_SEC);
    return [
      row('long-call-packets-in', 100 * share('packetsIn'), '% of those due', 1, { direction: 'at-least', floor: 99.5, aim: 99.9 }),
      row('long-call-packets-out', 100 * share('packetsOut'), '% of those due', 1, { direction: 'at-least', floor: 99.5, aim: 99.9 }),
      row('long-call-lost', ended?.packetsLost ?? Number.NaN, 'packets', 1, { direction: 'at-most', floor: 0, aim: 0 }),
      row('long-call-score', median(scores), 'MOS', scores.length),
      row('long-call-memory-growth', last.memoryMb - first.memoryMb, 'MB', 1, { direction: 'at-most', floor: 40, aim: 20 }),
      row('long-call-descriptors-left', last.descriptors - first.descriptors, 'files', 1, { direction: 'at-most', floor: 0, aim: 0 }),
    ];
  } finally {
    await app.close();
    await removeProfile(profile);
  }
}
