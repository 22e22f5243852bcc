import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { capturePackets } from '../support/packet-capture.ts';
import { writeWav } from '../support/wav-file.ts';
import type { BenchOptions } from './groups.ts';
import { openAppPhone, openBaresipPhone, type MeasuredPhone } from './peers/phones.ts';
import { beepsAtMs, echoDelaysMs, registrationsMs, voiceOf } from './peers/wire.ts';
import { median, row, type BenchRow } from './row.ts';

const CALLS = 20;
const LONG_CALL_MS = 20_000;
const ECHO_SEC = 30;
/** Between two calls: the far end has its line back. */
const PAUSE_MS = 300;
/** USER_HZ of every Linux that runs Node. */
const TICKS_PER_SEC = 100;
const RATE_HZ = 8_000;

/** What one phone needed, milliseconds but for the share. */
interface Timing {
  /** From the first REGISTER to the 200, on the wire. */
  readonly registerMs: readonly number[];
  readonly setupMs: readonly number[];
  /** From the order to a first packet of audio each way, on the wire. */
  readonly firstAudioMs: readonly number[];
  /** From the wire through ear and mouth to the wire. */
  readonly earToMouthMs: readonly number[];
  /** Of one core, during a call. */
  readonly cpuShare: number;
}

/** The app and a baresip, one after the other, call the same far end through the same registrar: G.711 over UDP. */
export async function measurePeers({ say }: BenchOptions): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-peers-'));
  const kamailio = await startKamailio();
  const farEnd = await startBaresip({ registrar: kamailio, user: '1003', password: kamailio.users['1003'] ?? '', wav: await writeWav(join(folder, 'beeps.wav'), RATE_HZ, beeps()) });
  async function measure(open: () => Promise<MeasuredPhone>): Promise<Timing> {
    const phone = await open();
    try {
      const timing = await timePhone(phone, kamailio, farEnd);
      say(`${phone.name}: registered ${median(timing.registerMs).toFixed(1)} ms, set up ${median(timing.setupMs).toFixed(1)} ms, first audio ${median(timing.firstAudioMs).toFixed(1)} ms, ear to mouth ${median(timing.earToMouthMs).toFixed(1)} ms (${timing.earToMouthMs.length} beeps), ${(100 * timing.cpuShare).toFixed(1)} % of a core`);
      return timing;
    } finally {
      await phone.stop();
    }
  }
  try {
    const theirs = await measure(() => openBaresipPhone(kamailio, farEnd.uri));
    const ours = await measure(() => openAppPhone(kamailio, '1003'));
    return [
      ...beside('peers-registration', ours.registerMs, theirs.registerMs),
      ...beside('peers-setup', ours.setupMs, theirs.setupMs, 50),
      ...beside('peers-first-audio', ours.firstAudioMs, theirs.firstAudioMs),
      ...beside('peers-ear-to-mouth', ours.earToMouthMs, theirs.earToMouthMs, 30),
      row('peers-cpu-without-assist', 100 * ours.cpuShare, '% of a core', 1),
      row('peers-cpu-baresip', 100 * theirs.cpuShare, '% of a core', 1),
    ];
  } finally {
    await farEnd.stop();
    await kamailio.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Our median, baresip's, and how far we are behind. */
function beside(id: string, ours: readonly number[], theirs: readonly number[], mostBehindMs?: number): BenchRow[] {
  const bound = mostBehindMs === undefined ? undefined : { direction: 'at-most', floor: mostBehindMs, aim: mostBehindMs } as const;
  return [
    row(id, median(ours), 'ms', ours.length),
    row(`${id}-baresip`, median(theirs), 'ms', theirs.length),
    row(`${id}-behind-baresip`, median(ours) - median(theirs), 'ms', ours.length, bound),
  ];
}

async function timePhone(phone: MeasuredPhone, kamailio: Kamailio, farEnd: Baresip): Promise<Timing> {
  const registerMs = await timeRegistrations(phone, kamailio);
  const [setupMs, firstAudioMs]: [number[], number[]] = [[], []];
  for (let index = 0; index < CALLS; index += 1) {
    const call = await timeCall(phone, farEnd);
    setupMs.push(call.setupMs);
    firstAudioMs.push(call.firstAudioMs);
  }
  await phone.call();
  const cpuShare = await cpuDuring(await phone.pids());
  await end(phone, farEnd);
  return { registerMs, setupMs, firstAudioMs, cpuShare, earToMouthMs: await timeEcho(phone, farEnd) };
}

async function timeRegistrations(phone: MeasuredPhone, kamailio: Kamailio): Promise<number[]> {
  const capture = await capturePackets();
  await phone.registerOften();
  return registrationsMs(await capture.stop(), kamailio.sipPort, phone.user);
}

async function timeCall(phone: MeasuredPhone, farEnd: Baresip): Promise<{ setupMs: number; firstAudioMs: number }> {
  const capture = await capturePackets();
  const orderedAtMs = Date.now();
  const setupMs = await phone.call();
  await delay(PAUSE_MS);
  const { sent, heard } = voiceOf(await capture.stop(), farEnd.rtpPorts);
  await end(phone, farEnd);
  return { setupMs, firstAudioMs: Math.max(sent[0]?.atMs ?? Number.NaN, heard[0]?.atMs ?? Number.NaN) - orderedAtMs };
}

async function timeEcho(phone: MeasuredPhone, farEnd: Baresip): Promise<number[]> {
  await phone.joinEarToMouth();
  await phone.call();
  await delay(3_000); // the jitter buffer has found its length
  const capture = await capturePackets();
  await delay(ECHO_SEC * 1_000);
  const { sent, heard } = voiceOf(await capture.stop(), farEnd.rtpPorts);
  await end(phone, farEnd);
  return echoDelaysMs(beepsAtMs(sent), beepsAtMs(heard));
}

async function end(phone: MeasuredPhone, farEnd: Baresip): Promise<void> {
  const from = farEnd.events.length;
  await phone.hangUp();
  await farEnd.waitFor('CALL_CLOSED', from);
  await delay(PAUSE_MS);
}

/** A minute of short beeps, one a second, each with a beginning that nobody can miss. */
function beeps(): Int16Array {
  return Int16Array.from({ length: 60 * RATE_HZ }, (_unused, n) => (n % RATE_HZ < RATE_HZ / 10 ? 12_000 * Math.sin((2 * Math.PI * 1_000 * n) / RATE_HZ) : 0));
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
