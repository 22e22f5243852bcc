import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, type SipRequest, type SipResponse } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone, type WatchedCall } from '../support/sip-test-phone.ts';

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

const ALLOW = { name: 'Allow', value: 'INVITE, ACK, BYE, CANCEL, UPDATE' };
const every = (interval: string) => ({ name: 'Session-Expires', value: interval });

async function placed(...headers: { name: string; value: string }[]): Promise<{ call: WatchedCall; invite: SipRequest }> {
  const call = phone.place('5550100');
  const invite = await trunk.request('INVITE');
  trunk.reply(invite, 200, { body: PCMU_SDP, headers });
  await call.fact('answered');
  await trunk.request('ACK');
  return { call, invite };
}

async function received(...headers: { name: string; value: string }[]): Promise<{ call: WatchedCall; invite: SipRequest; ok: SipResponse; inDialog: { callId: string; to: string } }> {
  const invite = trunk.send('INVITE', { body: PCMU_SDP, headers });
  const call = await phone.incoming();
  void call.sip.answer(phone.sdp());
  const ok = await trunk.response(200, 'INVITE');
  trunk.acknowledge(invite, ok);
  await call.fact('answered');
  return { call, invite, ok, inDialog: { callId: headerOf(invite, 'call-id')!, to: headerOf(ok, 'to')! } };
}

describe('session timers (RFC 4028)', () => {
  it('a call that we refresh is refreshed by UPDATE without SDP, a trunk that lacks UPDATE gets a re-INVITE', async () => {
    const { call, invite } = await placed(every('4;refresher=uac'), ALLOW);
    expect([headerOf(invite, 'session-expires'), headerOf(invite, 'supported')]).toEqual(['1800', expect.stringContaining('timer')]);
    const update = await trunk.request('UPDATE');
    const address = (request: SipRequest) => /@[^;>]+/.exec(headerOf(request, 'contact') ?? '')?.[0];
    expect([headerOf(update, 'session-expires'), update.body.length, address(update)]).toEqual(['4;refresher=uac', 0, address(invite)]);
    trunk.reply(update, 200, { headers: [every('4;refresher=uac'), { name: 'Allow', value: 'INVITE, ACK' }] });
    const reinvite = await trunk.request('INVITE', 4_000);
    expect(reinvite.body.length).toBeGreaterThan(0);
    trunk.reply(reinvite, 200, { body: PCMU_SDP, headers: [every('1800;refresher=uac')] });
    await trunk.request('ACK');
    call.sip.hangUp();
    trunk.reply(await trunk.request('BYE'), 200);
  });

  it('an UPDATE that is refused is followed by a re-INVITE', async () => {
    const { call } = await placed(every('4;refresher=uac'), ALLOW);
    trunk.reply(await trunk.request('UPDATE'), 501);
    trunk.reply(await trunk.request('INVITE'), 200, { body: PCMU_SDP });
    await trunk.request('ACK');
    call.sip.hangUp();
    trunk.reply(await trunk.request('BYE'), 200);
  });

  it('a call that nobody refreshes any more ends with BYE, and says so', async () => {
    const { call } = await placed(every('4;refresher=uas'), ALLOW);
    trunk.reply(await trunk.request('BYE', 4_000), 200);
    expect((await call.fact('ended')).end).toMatchObject({ endedBy: 'system', failure: { code: 'call-lapsed' } });
  });

  it('a caller\'s wish is granted in the 200, and its UPDATEs keep the call', async () => {
    const { call, ok, inDialog } = await received(every('90'), { name: 'Supported', value: 'timer' }, ALLOW);
    expect([headerOf(ok, 'session-expires'), headerOf(ok, 'require')]).toEqual(['90;refresher=uac', 'timer']);
    trunk.send('UPDATE', { ...inDialog, sequence: 50, headers: [every('120;refresher=uac'), { name: 'Supported', value: 'timer' }] });
    expect(headerOf(await trunk.response(200, 'UPDATE'), 'session-expires')).toBe('120;refresher=uac');
    call.sip.hangUp();
    trunk.reply(await trunk.request('BYE'), 200);
  });

  it('too short an interval gets 422 with Min-SE and rings nobody; ours is made longer when a trunk asks', async () => {
    const short = trunk.send('INVITE', { body: PCMU_SDP, headers: [every('60'), { name: 'Supported', value: 'timer' }] });
    const refused = await trunk.response(422, 'INVITE');
    expect(headerOf(refused, 'min-se')).toBe('90');
    trunk.acknowledge(short, refused);
    const call = phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 422, { headers: [{ name: 'Min-SE', value: '3600' }] });
    const longer = await trunk.request('INVITE');
    expect([headerOf(longer, 'session-expires'), headerOf(longer, 'min-se')]).toEqual(['3600', '3600']);
    trunk.reply(longer, 200, { tag: 'b', body: PCMU_SDP });
    await call.fact('answered');
  });
});

describe('UPDATE (RFC 3311)', () => {
  it('with an offer is answered at once, and moves the peer\'s address', async () => {
    const { call, ok, inDialog } = await received();
    expect(headerOf(ok, 'allow')).toContain('UPDATE');
    trunk.send('UPDATE', { ...inDialog, sequence: 50, body: PCMU_SDP.replace('sendrecv', 'sendonly'), withoutContact: true, headers: [{ name: 'Contact', value: `<sip:moved@${trunk.address}>` }] });
    const answered = await trunk.response(200, 'UPDATE');
    expect([Buffer.from(answered.body).toString(), headerOf(answered, 'content-type')]).toEqual([expect.stringContaining('m=audio'), 'application/sdp']);
    call.sip.hangUp();
    const bye = await trunk.request('BYE');
    expect(bye.requestUri).toContain('moved@');
    trunk.reply(bye, 200);
  });

  it('in an early dialog is answered too, with 491 while our own offer is open (s. 5.2)', async () => {
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 180, { tag: 'early' });
    await call.fact('ringing');
    const inDialog = { callId: headerOf(invite, 'call-id')!, from: `${headerOf(invite, 'to')};tag=early`, to: headerOf(invite, 'from')! };
    trunk.send('UPDATE', { ...inDialog, sequence: 1 });
    await trunk.response(200, 'UPDATE');
    trunk.send('UPDATE', { ...inDialog, sequence: 2, body: PCMU_SDP });
    await trunk.response(491, 'UPDATE');
    trunk.reply(invite, 183, { tag: 'early', body: PCMU_SDP });
    await call.fact('ringing', 2_000, ({ hasEarlyMedia }) => hasEarlyMedia);
    trunk.send('UPDATE', { ...inDialog, sequence: 3, body: PCMU_SDP });
    await trunk.response(200, 'UPDATE');
    trunk.reply(invite, 200, { tag: 'early', body: PCMU_SDP });
    await call.fact('answered');
  });

  it('of no call of ours gets 481, one out of order 500', async () => {
    trunk.send('UPDATE', { to: '<sip:1001@trunk.example>;tag=gone' });
    await trunk.response(481, 'UPDATE');
    const { inDialog } = await received();
    trunk.send('UPDATE', { ...inDialog, sequence: 50 });
    await trunk.response(200, 'UPDATE');
    trunk.send('UPDATE', { ...inDialog, sequence: 49 });
    await trunk.response(500, 'UPDATE');
  });
});
