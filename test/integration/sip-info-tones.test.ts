import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone, type WatchedCall } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
let call: WatchedCall;
beforeEach(async () => {
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
  await phone.started();
  call = phone.place('5550100');
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

async function answered(): Promise<void> {
  trunk.reply(await trunk.request('INVITE'), 200, { body: PCMU_SDP });
  await trunk.request('ACK');
  await call.fact('answered');
}

describe('keypad tones by INFO (T36)', () => {
  it('are one request for each digit, in order, each after the answer to the one before', async () => {
    await answered();
    expect(call.sip.sendInfoTones('1#', 40).ok).toBe(true);
    expect(call.sip.sendInfoTones('9', 70).ok).toBe(true);
    for (const expected of ['Signal=1\r\nDuration=40\r\n', 'Signal=#\r\nDuration=40\r\n', 'Signal=9\r\nDuration=70\r\n']) {
      const info = await trunk.request('INFO');
      expect([headerOf(info, 'content-type'), Buffer.from(info.body).toString()]).toEqual(['application/dtmf-relay', expected]);
      trunk.reply(info, 200);
    }
  });

  it('that the other side refuses are told, and the rest of them is not sent', async () => {
    await answered();
    expect(call.sip.sendInfoTones('12', 40).ok).toBe(true);
    trunk.reply(await trunk.request('INFO'), 415);
    expect(await call.fact('tones-refused')).toEqual({ kind: 'tones-refused', sipStatus: 415 });
    await expect(trunk.request('INFO', 300)).rejects.toThrow();
  });

  it('wait for the answer to the call', async () => {
    expect(call.sip.sendInfoTones('1', 100)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
    await answered();
  });
});
