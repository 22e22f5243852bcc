import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../main/platform/log.ts';
import { success } from '../../preload/contract/result.ts';
import type { CallSdp } from '../../main/sip/sip-phone.ts';
import { headerOf } from '../../main/sip/wire/message.ts';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { loopbackSdp, openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let kamailio: Kamailio;
let peer: Baresip;
let quiet: Baresip;
beforeAll(async () => {
  kamailio = await startKamailio();
  [peer, quiet] = await Promise.all([
    startBaresip({ registrar: kamailio, user: '1002', password: kamailio.users['1002']! }),
    startBaresip({ registrar: kamailio, user: '1003', password: kamailio.users['1003']!, answerMode: 'manual' }),
  ]);
});
afterAll(async () => {
  await Promise.all([peer.stop(), quiet.stop()]);
  await kamailio.stop();
});

let phones: TestPhone[] = [];
let trunks: ScriptedTrunk[] = [];
afterEach(async () => {
  await Promise.all(phones.map((phone) => phone.stop()));
  phones = [];
  for (const trunk of trunks) trunk.close();
  trunks = [];
});

/** An offer of more than 1,300 bytes, as one with many codecs and candidates is. */
async function largeSdp(): Promise<CallSdp> {
  const offer = await loopbackSdp().createOffer();
  if (!offer.ok) throw new Error(offer.error.message);
  const padding = Array.from({ length: 30 }, (_value, index) => `a=x-padding-${index}:${'x'.repeat(30)}\r\n`).join('');
  return { ...loopbackSdp(), createOffer: async () => success(offer.value + padding) };
}

/** A phone on UDP, with what it says of requests that are large. */
async function phoneAt(domain: string, outboundProxy: string, password: string): Promise<{ phone: TestPhone; large: { method: string; over: string }[] }> {
  const large: { method: string; over: string }[] = [];
  const log = createLog(({ event, fields }) => { if (event === 'sip.large-request') large.push(fields as { method: string; over: string }); });
  const phone = openTestPhone({ user: '1001', domain, outboundProxy }, password, { log });
  phones.push(phone);
  await phone.started();
  return { phone, large };
}

describe('a call over UDP whose INVITE is larger than 1,300 bytes (T06, RFC 3261 s. 18.1.1)', () => {
  it('is set up over TCP with its digest, and ends from the other side over UDP', async () => {
    const { phone, large } = await phoneAt(kamailio.domain, kamailio.address, kamailio.users['1001']!);
    const from = peer.events.length;
    const call = phone.place('1002', await largeSdp());
    await call.fact('answered');
    await peer.waitFor('CALL_ESTABLISHED', from);
    expect(large).toMatchObject([{ method: 'INVITE', over: 'TCP' }, { method: 'INVITE', over: 'TCP' }]);
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
  });

  it('is cancelled over the same connection (s. 9.1), and its refusal acknowledged there', async () => {
    const { phone } = await phoneAt(kamailio.domain, kamailio.address, kamailio.users['1001']!);
    const from = quiet.events.length;
    const call = phone.place('1003', await largeSdp());
    await call.fact('ringing');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'cancelled' } });
    await quiet.waitFor('CALL_CLOSED', from);
    expect(await phone.place('code486', await largeSdp()).fact('ended')).toMatchObject({ end: { sipStatus: 486 } });
  });

  it('goes over UDP where the trunk takes no TCP', async () => {
    const trunk = await openScriptedTrunk();
    trunks.push(trunk);
    const { phone, large } = await phoneAt(SCRIPTED_DOMAIN, trunk.address, 'secret');
    const call = phone.place('5550100', await largeSdp());
    const invite = await trunk.request('INVITE');
    expect(headerOf(invite, 'via')).toContain('SIP/2.0/UDP');
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await call.fact('answered');
    expect(large).toMatchObject([{ method: 'INVITE', over: 'UDP' }]);
    await trunk.request('ACK');
    call.sip.hangUp();
    trunk.reply(await trunk.request('BYE'), 200, { withoutContact: true });
  });
});
