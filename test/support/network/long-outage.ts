import { setTimeout as sleep } from 'node:timers/promises';
import { startKamailio } from '../kamailio.ts';
import { askPhone, type PhoneLook } from './phone-orders.ts';
import { layNetwork, TRUNK_HOST } from './topology.ts';

/**
 * Run as a program of its own in a network namespace, which becomes the trunk's (arguments: the phone's program, the length of the outage in milliseconds).
 * Prints how long after the return of what had failed the phone was registered again: once its own link, once a router on the way.
 */
const [, , phoneProgram = '', outageMs = '240000'] = process.argv;
const network = await layNetwork([process.execPath, phoneProgram]);
const ask = askPhone(network.phone.process);
network.join('cable');
const kamailio = await startKamailio({ host: TRUNK_HOST });
await ask({ kind: 'start', proxy: kamailio.address, domain: kamailio.domain, password: kamailio.users['1001'] ?? '' });

async function until(holds: (look: PhoneLook) => boolean, withinMs: number): Promise<number> {
  const fromMs = performance.now();
  while (!holds(await ask({ kind: 'look' }))) {
    if (performance.now() - fromMs > withinMs) return Number.NaN;
    await sleep(20);
  }
  return performance.now() - fromMs;
}

async function outage(fail: () => void, mend: () => void): Promise<number> {
  fail();
  await ask({ kind: 'register' });
  await until(({ registration }) => registration === 'failed', 60_000);
  await sleep(Number(outageMs));
  mend();
  return until(({ registration }) => registration === 'registered', 120_000);
}

const linkMs = await outage(() => network.leave(), () => network.join('cable'));
const routerMs = await outage(() => network.setPassing(false), () => network.setPassing(true));
await kamailio.stop();
network.close();
process.stdout.write(`${JSON.stringify({ linkMs, routerMs })}\n`);
process.exit(0);
