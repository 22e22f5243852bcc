import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { launchApp, newProfile, removeProfile, type LaunchedApp } from '../support/launch-app.ts';
import { watchApp, type AppWatch } from '../support/watch-app.ts';
import type { BenchOptions } from './groups.ts';
import { median, row, type BenchRow } from './row.ts';

const CALLS = 20;
const LONG_CALL_MS = 20_000;
/** Between two calls: the far end has its line back. */
const PAUSE_MS = 300;
/** USER_HZ of every Linux that runs Node. */
const TICKS_PER_SEC = 100;

/** What one phone needed. */
interface Timing {
  readonly setupMs: readonly number[];
  /** Of one core, during a call. */
  readonly cpuShare: number;
}

/** The app and a baresip, one after the other, call the same far end through the same registrar: G.711 over UDP. */
export async function measurePeers({ say }: BenchOptions): Promise<BenchRow[]> {
  const kamailio = await startKamailio();
  const farEnd = await startBaresip({ registrar: kamailio, user: '1003', password: kamailio.users['1003'] ?? '' });
  try {
    const theirs = await timeBaresip(kamailio, farEnd);
    say(`baresip: set-up ${median(theirs.setupMs).toFixed(1)} ms`);
    const ours = await timeApp(kamailio);
    say(`the app: set-up ${median(ours.setupMs).toFixed(1)} ms`);
    return [
      row('peers-setup', median(ours.setupMs), 'ms', CALLS),
      row('peers-setup-baresip', median(theirs.setupMs), 'ms', CALLS),
      row('peers-setup-behind-baresip', median(ours.setupMs) - median(theirs.setupMs), 'ms', CALLS, { direction: 'at-most', floor: 50, aim: 50 }),
      row('peers-cpu-without-assist', 100 * ours.cpuShare, '% of a core', 1),
      row('peers-cpu-baresip', 100 * theirs.cpuShare, '% of a core', 1),
    ];
  } finally {
    await farEnd.stop();
    await kamailio.stop();
  }
}

async function timeBaresip(kamailio: Kamailio, farEnd: Baresip): Promise<Timing> {
  const caller = await startBaresip({ registrar: kamailio, user: '1002', password: kamailio.users['1002'] ?? '' });
  const setupMs: number[] = [];
  async function end(): Promise<void> {
    const from = farEnd.events.length;
    await caller.hangUp();
    await farEnd.waitFor('CALL_CLOSED', from);
    await delay(PAUSE_MS);
  }
  try {
    for (let index = 0; index < CALLS; index += 1) {
      setupMs.push(await timed(caller, 'CALL_ESTABLISHED', () => caller.dial(farEnd.uri)));
      await end();
    }
    await timed(caller, 'CALL_ESTABLISHED', () => caller.dial(farEnd.uri));
    return { setupMs, cpuShare: await cpuDuring([caller.pid]) };
  } finally {
    await caller.stop();
  }
}

/** From an order to the event that says that it is done, by the moment at which it was told. */
async function timed(peer: Baresip, type: string, order: () => Promise<unknown>): Promise<number> {
  const from = peer.events.length;
  const fromMs = performance.now();
  await order();
  return (await peer.waitFor(type, from)).atMs - fromMs;
}

async function timeApp(kamailio: Kamailio): Promise<Timing> {
  const profile = await newProfile();
  const account = { accountId: 'office', label: 'Office', user: '1001', domain: kamailio.domain, outboundProxy: kamailio.address, password: kamailio.users['1001'] ?? '', codecs: ['PCMU'] as const };
  const app = await launchApp({ profile, provisioning: { version: 1, accounts: [{ ...account, codecs: [...account.codecs] }] } });
  try {
    const watch = await watchApp(app.page);
    await watch.until('registration', ({ accounts }) => accounts.accounts[0]?.registration.kind === 'registered', 20_000);
    await watch.until('the assist', ({ assist }) => assist.status.kind === 'ready', 60_000);
    const setupMs: number[] = [];
    for (let index = 0; index < CALLS; index += 1) {
      const callId = await place(app, watch);
      setupMs.push(watch.call()?.setupMs ?? Number.NaN);
      await app.page.evaluate((id) => window.sidetone.request.calls.hangUp({ callId: id as never }), callId);
      await watch.until('the end', () => watch.call()?.state.kind === 'ended');
      await delay(PAUSE_MS);
    }
    await place(app, watch);
    const pids = await app.electron.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().filter(({ name }) => name !== 'Sidetone assist').map(({ pid }) => pid));
    return { setupMs, cpuShare: await cpuDuring(pids) };
  } finally {
    await app.close();
    await removeProfile(profile);
  }
}

async function place({ page }: LaunchedApp, watch: AppWatch): Promise<string> {
  const placed = await page.evaluate(() => window.sidetone.request.calls.place({ accountId: null, destination: '1003' }));
  if (!placed.ok) throw new Error(placed.error.message);
  await watch.until('audio both ways', () => watch.call()?.media.mediaMs !== null && watch.call()?.state.kind === 'active');
  return placed.value.callId;
}

/** The share of one core that these processes took together, after the call has settled. One that ended meanwhile took nothing. */
async function cpuDuring(pids: readonly number[]): Promise<number> {
  await delay(2_000);
  const [before, fromMs] = [await Promise.all(pids.map(ticksOf)), performance.now()];
  await delay(LONG_CALL_MS);
  const after = await Promise.all(pids.map(ticksOf));
  const ticks = after.reduce((sum, count, at) => sum + Math.max(0, count - (before[at] ?? 0)), 0);
  return ticks / TICKS_PER_SEC / ((performance.now() - fromMs) / 1_000);
}

/** User and system time, clock ticks (proc(5)); 0 of a process that is gone. */
async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
