import { setTimeout as delay } from 'node:timers/promises';
import { startBaresip } from '../../support/baresip.ts';
import type { Kamailio } from '../../support/kamailio.ts';
import { launchApp, newProfile, removeProfile, type LaunchedApp } from '../../support/launch-app.ts';
import { watchApp } from '../../support/watch-app.ts';
import { hearOneself } from './hear-oneself.ts';

/** A phone that is measured: registered, and G.711 over UDP. */
export interface MeasuredPhone {
  readonly name: string;
  readonly user: string;
  /** Registers some times. */
  registerOften(): Promise<void>;
  /** Calls the far end; resolves when the phone says that it is answered, with what that took from the order. */
  call(): Promise<number>;
  hangUp(): Promise<void>;
  /** From the next call on its microphone hears what its loudspeaker plays, with no device between. */
  joinEarToMouth(): Promise<void>;
  /** The processes that a call needs. */
  pids(): Promise<number[]>;
  stop(): Promise<void>;
}

const BARESIP_USER = '1002';
const APP_USER = '1001';
const REGISTRATIONS = 20;
/** It has no order for it, but does it by itself. */
const BARESIP_REGISTERS_MS = 30_000;

/** baresip's play-out and capture are one bridge from the start: nothing else clocks them here. */
export async function openBaresipPhone(kamailio: Kamailio, farEndUri: string): Promise<MeasuredPhone> {
  const phone = await startBaresip({ registrar: kamailio, user: BARESIP_USER, password: kamailio.users[BARESIP_USER] ?? '', isBridged: true, registersEverySec: 2 });
  async function timed(type: string, order: () => Promise<unknown>): Promise<number> {
    const [from, fromMs] = [phone.events.length, performance.now()];
    await order();
    return (await phone.waitFor(type, from)).atMs - fromMs;
  }
  return {
    name: 'baresip',
    user: BARESIP_USER,
    registerOften: () => delay(BARESIP_REGISTERS_MS),
    call: () => timed('CALL_ESTABLISHED', () => phone.dial(farEndUri)),
    hangUp: () => phone.hangUp(),
    joinEarToMouth: async () => undefined,
    pids: async () => [phone.pid],
    stop: phone.stop,
  };
}

/** The built app in a real window, its assist at rest. */
export async function openAppPhone(kamailio: Kamailio, farEnd: string): Promise<MeasuredPhone> {
  const profile = await newProfile();
  const account = { accountId: 'office', label: 'Office', user: APP_USER, domain: kamailio.domain, outboundProxy: kamailio.address, password: kamailio.users[APP_USER] ?? '' };
  const app = await launchApp({ profile, provisioning: { version: 1, accounts: [{ ...account, codecs: ['PCMU'] }] } });
  const stop = async (): Promise<void> => {
    await app.close();
    await removeProfile(profile);
  };
  try {
    return { ...await driveApp(app, farEnd), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function driveApp({ page, electron }: LaunchedApp, farEnd: string): Promise<Omit<MeasuredPhone, 'stop'>> {
  const watch = await watchApp(page);
  const registration = () => watch.latest.accounts.accounts[0]?.registration;
  const grantedUntilMs = (): number | null => {
    const now = registration();
    return now?.kind === 'registered' ? now.untilMs : null;
  };
  await watch.until('registration', () => registration()?.kind === 'registered', 20_000);
  await watch.until('the assist', ({ assist }) => assist.status.kind === 'ready', 60_000);
  let callId = '';
  return {
    name: 'Sidetone',
    user: APP_USER,
    async registerOften() {
      for (let index = 0; index < REGISTRATIONS; index += 1) {
        const before = grantedUntilMs();
        await page.evaluate(() => window.sidetone.request.accounts.register({ accountId: 'office' as never }));
        await watch.until('registration anew', () => (grantedUntilMs() ?? 0) > (before ?? 0));
      }
    },
    async call() {
      const placed = await page.evaluate((destination) => window.sidetone.request.calls.place({ accountId: null, destination }), farEnd);
      if (!placed.ok) throw new Error(placed.error.message);
      ({ callId } = placed.value);
      await watch.until('audio both ways', () => watch.call()?.media.mediaMs !== null && watch.call()?.state.kind === 'active');
      return watch.call()?.setupMs ?? Number.NaN;
    },
    async hangUp() {
      await page.evaluate((id) => window.sidetone.request.calls.hangUp({ callId: id as never }), callId);
      await watch.until('the end', () => watch.call()?.state.kind === 'ended');
    },
    joinEarToMouth: () => page.evaluate(hearOneself),
    pids: () => electron.evaluate(({ app }) => app.getAppMetrics().filter(({ name }) => name !== 'Sidetone assist').map(({ pid }) => pid)),
  };
}
