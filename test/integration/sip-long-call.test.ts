import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

const MINUTE_MS = 60_000;
const STEP_MS = 10_000;
/** What was sent has come by then: sockets and transactions keep the real time. */
const HOP_MS = 15;
/** A call's last transactions have ended (RFC 3261, Timer K and Timer J). */
const REST_MS = 64_000;

let clock: FakeClock;
let trunk: ScriptedTrunk;
let phone: TestPhone;
beforeEach(async () => {
  clock = createFakeClock();
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address, expiresSec: 300 }, 'secret', { clock });
  await phone.started();
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

const arrived = (method: string): number => trunk.arrived.filter((message) => message.kind === 'request' && message.method === method).length;

async function pass(byMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < byMs; passedMs += STEP_MS) {
    await clock.advanceAsync(STEP_MS);
    await sleep(HOP_MS);
  }
}

describe('a call of half an hour, on a clock moved by hand', () => {
  it('is refreshed in time, its line stays registered, and nothing of it is left to wait for (T35)', async () => {
    const timers = clock.pendingTimers();
    const headers = [{ name: 'Session-Expires', value: '600;refresher=uac' }, { name: 'Allow', value: 'INVITE, ACK, BYE, CANCEL, UPDATE' }];
    const call = phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 200, { body: PCMU_SDP, headers });
    await call.fact('answered');
    await trunk.request('ACK');
    const registered = arrived('REGISTER');

    for (let minute = 0; minute < 30; minute += 1) {
      const before = arrived('UPDATE');
      await pass(MINUTE_MS);
      for (let count = arrived('UPDATE') - before; count > 0; count -= 1) trunk.reply(await trunk.request('UPDATE'), 200, { headers });
      await sleep(HOP_MS);
      expect(phone.sip.registration.kind).toBe('registered');
    }
    expect(arrived('UPDATE')).toBeGreaterThanOrEqual(5); // half of the interval each time (RFC 4028 s. 7.2)
    expect(arrived('REGISTER') - registered).toBeGreaterThanOrEqual(6);
    expect(arrived('BYE')).toBe(0);

    call.sip.hangUp();
    trunk.reply(await trunk.request('BYE'), 200);
    await pass(REST_MS);
    expect(clock.pendingTimers()).toBeLessThanOrEqual(timers);
  });
});
