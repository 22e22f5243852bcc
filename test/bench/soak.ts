import { setTimeout as delay } from 'node:timers/promises';
import { launchApp, newProfile, removeProfile, type LaunchedApp } from '../support/launch-app.ts';
import { watchApp, type AppWatch } from '../support/watch-app.ts';
import { grown, settledUsage, usageOf, type Usage } from './app-usage.ts';
import type { BenchOptions } from './groups.ts';
import { median, row, type BenchRow } from './row.ts';

const CALLS = 200;
/** In the first calls caches fill, code is compiled, and the allocators find how much a call needs at a time: what they keep of it is a row of its own. */
const WARM_UP = 60;
/** Between two calls, as between any two of a busy day: the app tidies up in it. */
const BREATH_MS = 1_500;
/** Everything that a call leaves to end by itself has ended: SIP transactions (32 s) and the collectors of garbage. */
const REST_MS = 45_000;

/** One call in four is handed on. */
const TRANSFER_EVERY = 4;

/** 200 calls one after the other, each with hold, resume and tones, every fourth with a blind transfer at its end, and what they left behind in all processes of the app. */
export async function measureSoak({ say }: BenchOptions): Promise<BenchRow[]> {
  const profile = await newProfile();
  const app = await launchApp({ profile, provisioning: { version: 1, practiceLine: true }, arguments: ['--js-flags=--expose-gc'] });
  try {
    const watch = await watchApp(app.page);
    await watch.until('registration', ({ accounts }) => accounts.accounts[0]?.registration.kind === 'registered', 20_000);
    await watch.until('assist ready', ({ assist }) => assist.status.kind === 'ready', 60_000);
    const setupMs: number[] = [];
    const atFirst = await rested(app);
    for (let index = 0; index < WARM_UP; index += 1) await oneCall(app, watch, index % TRANSFER_EVERY === 0);
    const before = await rested(app);
    say(`after the first ${WARM_UP} calls: ${grown(atFirst, before)}`);
    for (let index = 0; index < CALLS; index += 1) {
      setupMs.push(await oneCall(app, watch, index % TRANSFER_EVERY === 0));
      if ((index + 1) % 50 === 0) say(`${index + 1} of ${CALLS} calls, ${grown(before, await usageOf(app))}`);
    }
    const after = await rested(app);
    say(`at rest: ${grown(before, after)}`);
    return [
      row('soak-memory-first-calls', before.memoryMb - atFirst.memoryMb, 'MB', WARM_UP),
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
async function oneCall({ page }: LaunchedApp, watch: AppWatch, isHandedOn: boolean): Promise<number> {
  const placed = await page.evaluate(() => window.sidetone.request.calls.place({ accountId: null, destination: '5550100' }));
  if (!placed.ok) throw new Error(placed.error.message);
  const { callId } = placed.value;
  const call = () => watch.latest.calls.calls.find((candidate) => candidate.callId === callId);
  await watch.until('audio both ways', () => call()?.media.mediaMs !== null && call()?.state.kind === 'active');
  for (const isHeld of [true, false]) await page.evaluate((order) => window.sidetone.request.calls.setHeld(order), { callId, isHeld });
  await page.evaluate((order) => window.sidetone.request.calls.sendDtmf(order), { callId, digits: '12#' });
  await delay(200);
  if (isHandedOn) await page.evaluate((order) => window.sidetone.request.calls.transfer(order), { callId, destination: '5550101' });
  else await page.evaluate((order) => window.sidetone.request.calls.hangUp(order), { callId });
  await watch.until('the end', () => call()?.state.kind === 'ended');
  await delay(BREATH_MS);
  return call()?.setupMs ?? Number.NaN;
}

async function rested(app: LaunchedApp): Promise<Usage> {
  await delay(REST_MS);
  return settledUsage(app);
}
