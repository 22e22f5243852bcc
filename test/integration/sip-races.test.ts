import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { success, type Result } from '../../preload/contract/result.ts';
import { headerOf } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
beforeEach(async () => {
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
  await phone.started();
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

describe('orders and messages that cross', () => {
  it('a 200 that crosses our CANCEL is acknowledged and ended with BYE (RFC 3261 s. 9.1)', async () => {
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 180);
    await call.fact('ringing');
    call.sip.hangUp();
    const cancel = await trunk.request('CANCEL');
    expect(headerOf(cancel, 'via')).toBe(headerOf(invite, 'via'));
    trunk.reply(cancel, 200, { withoutContact: true });
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await trunk.request('ACK');
    trunk.reply(await trunk.request('BYE'), 200, { withoutContact: true });
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'cancelled', endedBy: 'local' } });
  });

  it('a hang-up before any answer waits with the CANCEL for a provisional one (RFC 3261 s. 9.1)', async () => {
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'cancelled' } });
    expect(trunk.arrived.some((message) => message.kind === 'request' && message.method === 'CANCEL')).toBe(false);
    trunk.reply(invite, 180);
    trunk.reply(await trunk.request('CANCEL'), 200, { withoutContact: true });
    trunk.reply(invite, 487);
    await trunk.request('ACK');
  });

  it('a BYE on the heels of the 200 is answered although the media still takes in the SDP', async () => {
    const slow = { ...phone.sdp(), acceptAnswer: () => new Promise<Result<void, never>>((resolve) => setTimeout(() => resolve(success()), 150)) };
    const call = phone.place('5550100', slow);
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 200, { body: PCMU_SDP });
    const from = headerOf(invite, 'from')!;
    trunk.send('BYE', { uri: /<([^>]+)>/.exec(headerOf(invite, 'contact')!)![1]!, from: `${headerOf(invite, 'to')!};tag=trunk`, to: from, callId: headerOf(invite, 'call-id')! });
    await trunk.response(200, 'BYE');
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
  });

  it('an answer that the caller\'s CANCEL overtakes is no call', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    let finish = (): void => undefined;
    const slow = { ...phone.sdp(), createAnswer: () => new Promise<Result<string, never>>((resolve) => { finish = () => resolve(success(PCMU_SDP)); }) };
    const answering = call.sip.answer(slow);
    trunk.sendBytes([`CANCEL ${invite.requestUri} SIP/2.0`, ...['Via', 'From', 'To', 'Call-ID'].map((name) => `${name}: ${headerOf(invite, name)!}`), `CSeq: ${headerOf(invite, 'cseq')!.split(' ')[0]!} CANCEL`, 'Max-Forwards: 70', 'Content-Length: 0', '', ''].join('\r\n'));
    const refusal = await trunk.response(487, 'INVITE');
    trunk.acknowledge(invite, refusal);
    finish();
    expect(await answering).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'missed', endedBy: 'remote' } });
  });

  it('a hang-up before the ACK of our 200 waits for it with the BYE (RFC 3261 s. 15)', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    await call.sip.answer(phone.sdp());
    const ok = await trunk.response(200, 'INVITE');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local' } });
    expect(trunk.arrived.some((message) => message.kind === 'request' && message.method === 'BYE')).toBe(false);
    trunk.acknowledge(invite, ok);
    trunk.reply(await trunk.request('BYE'), 200, { withoutContact: true });
  });

  it('every order on an ended call is a no-op', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    call.sip.reject(480);
    trunk.acknowledge(invite, await trunk.response(480, 'INVITE'));
    const before = trunk.arrived.length;
    call.sip.hangUp();
    call.sip.reject();
    expect(await call.sip.answer(phone.sdp())).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(trunk.arrived).toHaveLength(before);
  });

  it('a phone that stops ends its call and takes its binding back', async () => {
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await call.fact('answered');
    const stopped = phone.stop();
    trunk.reply(await trunk.request('BYE'), 200, { withoutContact: true });
    await stopped;
    const last = trunk.arrived.filter((message) => message.kind === 'request' && message.method === 'REGISTER').at(-1)!;
    expect(headerOf(last, 'expires')).toBe('0');
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local' } });
  });
});
