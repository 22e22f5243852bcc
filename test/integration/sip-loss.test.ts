import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, type SipMessage, type SipRequest, type SipResponse } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone, type WatchedCall } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
beforeEach(async () => {
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

const isRequest = (method: string) => (message: SipMessage): boolean => message.kind === 'request' && message.method === method;
const isResponse = (statusCode: number, method: string) => (message: SipMessage): boolean => message.kind === 'response' && message.statusCode === statusCode && headerOf(message, 'cseq')!.endsWith(` ${method}`);
const count = (fits: (message: SipMessage) => boolean): number => trunk.arrived.filter(fits).length;

/** T1: when a peer that heard nothing sends again (RFC 3261 s. 17.1.1.1). */
const REPETITION_MS = 500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A call from the trunk that the phone has answered; `ok` is the phone's 200. */
async function answeredCall(): Promise<{ call: WatchedCall; invite: SipRequest; ok: SipResponse }> {
  const invite = trunk.send('INVITE', { body: PCMU_SDP });
  const call = await phone.incoming();
  await call.sip.answer(phone.sdp());
  const ok = await trunk.response(200, 'INVITE');
  trunk.acknowledge(invite, ok);
  await call.fact('answered');
  return { call, invite, ok };
}

/** A BYE of the call that `answeredCall` made, with this branch. */
function sendBye(invite: SipRequest, ok: SipResponse, branch: string): SipRequest {
  return trunk.send('BYE', { callId: headerOf(invite, 'call-id')!, to: headerOf(ok, 'to')!, sequence: 100, via: `SIP/2.0/UDP ${trunk.address};branch=z9hG4bK${branch};rport` });
}

describe('a phone on a network that loses datagrams', () => {
  it('registers although its REGISTER is lost twice (timer E, RFC 3261 s. 17.1.2.2)', async () => {
    trunk.lose(2, isRequest('REGISTER'));
    await phone.start();
    await phone.registration((state) => state.kind === 'registered', 4_000);
    expect(count(isRequest('REGISTER'))).toBe(3);
  });

  it('reaches the other side although its INVITE is lost twice (timer A, s. 17.1.1.2)', async () => {
    await phone.started();
    trunk.lose(2, isRequest('INVITE'));
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE', 4_000);
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await call.fact('answered');
  });

  it('sends no INVITE again once it was answered provisionally', async () => {
    await phone.started();
    const call = phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 100);
    await pause(1_200);
    expect(count(isRequest('INVITE'))).toBe(1);
    call.sip.hangUp();
  });

  it('acknowledges a repeated 200 again: its first ACK was lost (s. 13.2.2.4)', async () => {
    await phone.started();
    const call = phone.place('5550100');
    trunk.lose(1, isRequest('ACK'));
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await call.fact('answered');
    await pause(REPETITION_MS);
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await trunk.request('ACK');
    expect(count(isRequest('ACK'))).toBe(2);
  });

  it('acknowledges a repeated refusal again, for 32 s after the first (timer D)', async () => {
    await phone.started();
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    trunk.lose(1, isRequest('ACK'));
    trunk.reply(invite, 486);
    await call.fact('ended');
    await pause(REPETITION_MS);
    trunk.reply(invite, 486);
    await trunk.request('ACK');
  });

  it('sends its BYE again until it is answered (timer E)', async () => {
    await phone.started();
    const { call } = await answeredCall();
    trunk.lose(2, isRequest('BYE'));
    call.sip.hangUp();
    trunk.reply(await trunk.request('BYE', 4_000), 200, { withoutContact: true });
    await pause(2_500);
    expect(count(isRequest('BYE'))).toBe(3);
  });

  it('answers a repeated BYE with 200 as before: its first answer was lost (timer J, s. 17.2.2)', async () => {
    await phone.started();
    const { call, invite, ok } = await answeredCall();
    trunk.lose(1, isResponse(200, 'BYE'));
    sendBye(invite, ok, 'samebye');
    await call.fact('ended');
    await pause(REPETITION_MS);
    sendBye(invite, ok, 'samebye');
    await trunk.response(200, 'BYE');
    expect(count(isResponse(481, 'BYE'))).toBe(0);
  });

  it('sends its 200 to an INVITE again until the ACK (s. 13.3.1.4)', async () => {
    await phone.started();
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    trunk.lose(1, isResponse(200, 'INVITE'));
    await call.sip.answer(phone.sdp());
    trunk.acknowledge(invite, await trunk.response(200, 'INVITE'));
    await pause(1_500);
    expect(count(isResponse(200, 'INVITE'))).toBe(2);
  });

  it('sends its 486 again until the ACK, and no longer (timer G, s. 17.2.1)', async () => {
    await phone.started();
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    trunk.lose(2, isResponse(486, 'INVITE'));
    call.sip.reject();
    trunk.acknowledge(invite, await trunk.response(486, 'INVITE', 4_000));
    const heard = count(isResponse(486, 'INVITE'));
    expect(heard).toBe(3);
    await pause(2_500);
    expect(count(isResponse(486, 'INVITE'))).toBe(heard);
  });

  it('takes a repeated INVITE for the same call and rings once', async () => {
    await phone.started();
    const via = `SIP/2.0/UDP ${trunk.address};branch=z9hG4bKagain;rport`;
    for (let copy = 0; copy < 3; copy += 1) trunk.send('INVITE', { body: PCMU_SDP, callId: 'again', sequence: 1, via });
    await phone.incoming();
    await trunk.response(180, 'INVITE');
    expect(phone.facts.filter((fact) => fact.kind === 'incoming-call')).toHaveLength(1);
  });

  it('hangs up what was answered while it gave up: CANCEL and 200 crossed (s. 9.1)', async () => {
    await phone.started();
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 180);
    await call.fact('ringing');
    trunk.lose(1, isRequest('CANCEL'));
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'cancelled', endedBy: 'local' } });
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await trunk.request('ACK');
    trunk.reply(await trunk.request('BYE'), 200, { withoutContact: true });
  });
});
