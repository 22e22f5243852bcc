import { createSocket } from 'node:dgram';
import { setTimeout as delay } from 'node:timers/promises';
import { launchApp, newProfile, removeProfile, type LaunchedApp } from '../support/launch-app.ts';
import { malformedDatagram, mutatedInvite, seededRandom } from '../support/hostile-datagrams.ts';
import { udpPortsOf } from '../support/udp-ports.ts';
import { watchApp } from '../support/watch-app.ts';
import type { BenchOptions } from './groups.ts';
import { row, type BenchRow } from './row.ts';

const EACH = 1_000;

/** 1,000 malformed datagrams and 1,000 mutated INVITEs to the SIP socket of an app with a running call. */
export async function measureRobustness({ seed, say }: BenchOptions): Promise<BenchRow[]> {
  const profile = await newProfile();
  const app = await launchApp({ profile, provisioning: { version: 1, practiceLine: true } });
  try {
    const watch = await watchApp(app.page);
    await watch.until('registration', ({ accounts }) => accounts.accounts[0]?.registration.kind === 'registered');
    // The echo number goes on for as long as we do.
    await app.page.evaluate(() => window.sidetone.request.calls.place({ accountId: null, destination: '5550100' }));
    const before = await watch.until('audio', () => {
      const call = watch.call();
      return call !== null && call.media.packetsIn > 50 && call;
    });
    const memoryBeforeMb = await mainMemoryMb(app);
    const ports = await udpPortsOf(app.electron.process().pid ?? 0);
    say(`SIP ports of the app: ${ports.join(', ')}`);
    await attack(ports, seed);
    await delay(3_000);
    // A mutation may still be a good INVITE, and it comes from the trunk's own address: then one more call waits beside ours.
    const { calls } = watch.latest.calls;
    const after = calls.find((call) => call.callId === before.callId);
    say(`calls afterwards: ${calls.map((call) => call.state.kind).join(', ')}`);
    const isUnaffected = after?.state.kind === 'active' && !after.hold.byUs && after.media.packetsLost === 0 && after.media.packetsIn > before.media.packetsIn;
    const isRegistered = watch.latest.accounts.accounts[0]?.registration.kind === 'registered';
    return [
      row('hostile-datagrams-call-unaffected', isUnaffected && isRegistered ? 1 : 0, 'yes=1', 2 * EACH, { direction: 'at-least', floor: 1, aim: 1 }),
      row('hostile-datagrams-memory-growth', (await mainMemoryMb(app)) - memoryBeforeMb, 'MB', 2 * EACH, { direction: 'at-most', floor: 30, aim: 10 }),
    ];
  } finally {
    await app.close();
    await removeProfile(profile);
  }
}

async function attack(ports: readonly number[], seed: number): Promise<void> {
  const socket = createSocket('udp4');
  const random = seededRandom(seed);
  for (let index = 0; index < 2 * EACH; index += 1) {
    const bytes = index < EACH ? malformedDatagram(index, random) : mutatedInvite(index, random);
    for (const port of ports) socket.send(bytes, port, '127.0.0.1');
    if (index % 20 === 0) await delay(10); // a socket buffer that overflows would hide the datagrams from the parser
  }
  await delay(200);
  socket.close();
}

function mainMemoryMb(app: LaunchedApp): Promise<number> {
  return app.electron.evaluate(({ app: electronApp }) => (electronApp.getAppMetrics().find((metric) => metric.type === 'Browser')?.memory.workingSetSize ?? 0) / 1_024);
}
