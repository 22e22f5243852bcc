import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readWav } from '../../../main/practice/callers/read-wav.ts';
import { startBaresip, type Baresip } from '../baresip.ts';
import { startKamailio } from '../kamailio.ts';
import { startRtpengine } from '../rtpengine.ts';
import { speechOf, toFloat, toInt16 } from '../media-speech.ts';
import { writeWav } from '../wav-file.ts';
import { askPhone, type PhoneLook } from './phone-orders.ts';
import { layNetwork, TRUNK_HOST } from './topology.ts';

/**
 * Run as a program of its own in a network namespace, which becomes the trunk's: a Kamailio and a baresip there, the phone (argument: its program) in another.
 * Prints what became of a call and of the registration as the phone's network changes, fails and returns.
 */
const RATE_HZ = 8_000;
const CALL_SEC = 60;
const speech = await speechOf('refund', RATE_HZ);
const folder = await mkdtemp(join(tmpdir(), 'sidetone-roaming-'));
const wav = await writeWav(join(folder, 'speech.wav'), RATE_HZ, toInt16(Float32Array.from({ length: CALL_SEC * RATE_HZ }, (_unused, n) => speech[n % speech.length] ?? 0)));

const network = await layNetwork([process.execPath, process.argv[2] ?? '']);
const ask = askPhone(network.phone.process);
network.join('cable');
const kamailio = await startKamailio({ host: TRUNK_HOST });
const { users } = kamailio;
const peer = await startBaresip({ registrar: kamailio, user: '1002', password: users['1002'] ?? '', wav });

/** Looks at the phone until it is as wanted; how long that took. */
async function until(what: string, holds: (look: PhoneLook) => boolean, withinMs: number): Promise<number> {
  const fromMs = performance.now();
  for (;;) {
    const look = await ask({ kind: 'look' });
    if (holds(look)) return performance.now() - fromMs;
    if (performance.now() - fromMs > withinMs) throw new Error(`${what}: not within ${withinMs} ms, but ${JSON.stringify(look)}\n${kamailio.output().slice(-2_000)}`);
    await sleep(20);
  }
}

const isHeard = ({ call, silentMs }: PhoneLook): boolean => call === 'active' && silentMs < 60;

/** The loudness of the last second that the far end heard in a call, 0 to 1; complete after the call's end. */
async function heardAtTheEnd(far: Baresip): Promise<number> {
  const heard = readWav(await readFile((await far.recordings()).heard));
  const last = toFloat(heard?.samples ?? new Int16Array()).slice(-RATE_HZ);
  return Math.sqrt(last.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, last.length));
}

async function endCall(): Promise<number> {
  const from = peer.events.length;
  await ask({ kind: 'hang-up' });
  await peer.waitFor('CALL_CLOSED', from);
  return heardAtTheEnd(peer);
}

/** From the cable to the wireless network, in a call. */
async function move() {
  await ask({ kind: 'start', proxy: kamailio.address, domain: kamailio.domain, password: users['1001'] ?? '' });
  await ask({ kind: 'dial', user: '1002' });
  await until('the far end is heard', (look) => isHeard(look) && look.packetsHeard > 25, 5_000);
  network.join('wireless');
  await until('nothing more on the cable', ({ silentMs }) => silentMs > 200, 2_000);
  const gapMs = await until('the far end is heard on the other network', isHeard, 15_000) + 200;
  await sleep(1_500);
  const { localAddress, pageAnsweredMs, fault } = await ask({ kind: 'look' });
  return { gapMs, localAddress, pageAnsweredMs, fault, farHeardRms: await endCall(), voice: network.voice() };
}

/** The router passes nothing on for six seconds, while the phone's link stands. */
async function outageInCall() {
  await ask({ kind: 'dial', user: '1002' });
  await until('the far end is heard', (look) => isHeard(look) && look.packetsHeard > 25, 5_000);
  network.setPassing(false);
  await until('the silence is told', ({ fault }) => fault !== null, 5_000);
  const { fault } = await ask({ kind: 'look' });
  await sleep(2_000);
  network.setPassing(true);
  const returnMs = await until('the far end is heard again, and nothing is the matter', (look) => isHeard(look) && look.fault === null, 5_000);
  await sleep(1_500);
  return { fault, returnMs, farHeardRms: await endCall() };
}

/** No network at all for a while, then the cable; then somebody calls. */
async function outageWhileIdle() {
  network.leave();
  await until('the phone says that it is not registered', ({ registration }) => registration === 'failed', 15_000);
  await sleep(4_000);
  network.join('cable');
  const returnMs = await until('it is registered again', ({ registration }) => registration === 'registered', 15_000);
  const [, look] = [await peer.dial(`sip:1001@${kamailio.domain}`), await ask({ kind: 'answer' })];
  await until('the caller is heard', isHeard, 5_000);
  await sleep(1_500);
  return { returnMs, localAddress: look.localAddress, farHeardRms: await endCall() };
}

/** Behind a router that hides it and lets in answers alone, on a trunk that relays the audio: it calls, and is called (both ways round). */
async function behindNat() {
  network.beginNat();
  const relay = await startRtpengine(TRUNK_HOST);
  const trunk = await startKamailio({ host: TRUNK_HOST, rtpenginePort: relay.controlPort, relaysAudio: true });
  const far = await startBaresip({ registrar: trunk, user: '1002', password: users['1002'] ?? '', wav });
  await ask({ kind: 'start', proxy: trunk.address, domain: trunk.domain, password: users['1001'] ?? '' });
  const heard: number[] = [];
  for (const begin of ['dial', 'answer'] as const) {
    const from = far.events.length;
    if (begin === 'dial') await ask({ kind: 'dial', user: '1002' });
    else await Promise.all([ask({ kind: 'answer' }), far.dial(`sip:1001@${trunk.domain}`)]);
    await until(`the far end is heard (${begin})`, (look) => isHeard(look) && look.packetsHeard > 25, 5_000);
    await sleep(1_500);
    await ask({ kind: 'hang-up' });
    await far.waitFor('CALL_CLOSED', from);
    heard.push(await heardAtTheEnd(far));
  }
  for (const each of [far, trunk, relay]) await each.stop();
  return { calling: heard[0], called: heard[1] };
}

const results = { moved: await move(), outageInCall: await outageInCall(), outageWhileIdle: await outageWhileIdle(), behindNat: await behindNat() };
await peer.stop();
await kamailio.stop();
network.close();
await rm(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);
