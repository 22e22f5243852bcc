import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, type SipRequest } from '../../main/sip/wire/message.ts';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone, type WatchedCall } from '../support/sip-test-phone.ts';

let kamailio: Kamailio;
let closers: (() => Promise<void> | void)[] = [];
beforeAll(async () => { kamailio = await startKamailio(); });
afterAll(() => kamailio?.stop());
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
});

async function phoneOf(user: string): Promise<TestPhone> {
  const phone = openTestPhone({ user, domain: kamailio.domain, outboundProxy: kamailio.address }, kamailio.users[user]!);
  closers.push(() => phone.stop());
  await phone.started();
  return phone;
}

async function baresipOf(user: string): Promise<Baresip> {
  const peer = await startBaresip({ registrar: kamailio, user, password: kamailio.users[user]! });
  closers.push(() => peer.stop());
  return peer;
}

/** A call from one phone to another, answered. */
async function talk(from: TestPhone, to: TestPhone, number: string): Promise<[WatchedCall, WatchedCall]> {
  const placed = from.place(number);
  const taken = await to.incoming();
  expect((await taken.sip.answer(to.sdp())).ok).toBe(true);
  await placed.fact('answered');
  return [placed, taken];
}

async function progressOf(call: WatchedCall, progress: string): Promise<number | null> {
  const fact = await call.fact('transfer', 8_000, ({ transfer }) => transfer.progress === progress);
  return fact.transfer.sipStatus;
}

describe('a blind transfer (RFC 5589 s. 6)', () => {
  it('rings there, and leaves us once somebody answers', async () => {
    const [agent, caller, colleague] = [await phoneOf('1001'), await phoneOf('1002'), await phoneOf('1003')];
    const [callersEnd, ours] = await talk(caller, agent, '1001');
    expect(ours.sip.transfer('1003').ok).toBe(true);
    const { refer } = await callersEnd.fact('referred');
    expect(refer.to.user).toBe('1003');
    const onward = refer.follow(caller.sdp());
    const ringing = await colleague.incoming();
    await progressOf(ours, 'ringing');
    await ringing.sip.answer(colleague.sdp());
    expect(await progressOf(ours, 'done')).toBe(200);
    expect(await ours.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local', transferredTo: '1003' } });
    await callersEnd.fact('ended');
    onward?.hangUp();
    await ringing.fact('ended');
  });

  it.each([['busy', 486], ['declined', 603]] as const)('that meets %s is told, and the caller is still ours', async (_what, sipStatus) => {
    const [agent, colleague] = [await phoneOf('1001'), await phoneOf('1003')];
    await baresipOf('1002');
    const call = agent.place('1002');
    await call.fact('answered');
    call.sip.transfer('1003');
    (await colleague.incoming()).sip.reject(sipStatus);
    expect(await progressOf(call, 'failed')).toBe(sipStatus);
    expect((await call.sip.reoffer()).ok).toBe(true);
  });

  it('goes nowhere that is no number, and not twice at once', async () => {
    const [agent, caller] = [await phoneOf('1001'), await phoneOf('1002')];
    const [callersEnd, ours] = await talk(caller, agent, '1001');
    expect(ours.sip.transfer('no number at all')).toMatchObject({ ok: false, error: { code: 'bad-destination' } });
    expect(ours.sip.transfer('1003').ok).toBe(true);
    expect(ours.sip.transfer('1003')).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
    (await callersEnd.fact('referred')).refer.refuse();
    expect(await progressOf(ours, 'failed')).toBe(603);
  });
});

describe('an attended transfer (RFC 5589 s. 7)', () => {
  it('joins the two we talk with; both leave us, and the one who is called does not have to answer again (T26)', async () => {
    const [agent, caller, colleague] = [await phoneOf('1001'), await phoneOf('1002'), await phoneOf('1003')];
    const [callersEnd, ours] = await talk(caller, agent, '1001');
    const [consult, colleaguesEnd] = await talk(agent, colleague, '1003');
    expect(ours.sip.join(consult.sip).ok).toBe(true);
    const { refer } = await callersEnd.fact('referred');
    refer.follow(caller.sdp());
    const joined = await colleague.fact('incoming-call', 5_000, ({ replaces }) => replaces !== null);
    expect(joined.replaces).toBe(colleaguesEnd.sip);
    expect((await joined.call.answer(colleague.sdp())).ok).toBe(true);
    expect(await progressOf(ours, 'done')).toBe(200);
    expect(await colleaguesEnd.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote', failure: null } });
    await consult.fact('ended');
    expect(await ours.fact('ended')).toMatchObject({ end: { result: 'completed', transferredTo: expect.any(String) as string } });
  });
});

describe('a trunk that asks to transfer us', () => {
  let trunk: ScriptedTrunk;
  let phone: TestPhone;
  let call: WatchedCall;
  let invite: SipRequest;
  beforeEach(async () => {
    trunk = await openScriptedTrunk();
    phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
    closers.push(() => trunk.close(), () => phone.stop());
    await phone.started();
    call = phone.place('5550100');
    invite = await trunk.request('INVITE');
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await trunk.request('ACK');
    await call.fact('answered');
  });

  const within = (sequence: number, headers: readonly { name: string; value: string }[]) => ({
    uri: /<([^>]+)>/.exec(headerOf(invite, 'contact')!)![1]!, from: `${headerOf(invite, 'to')!};tag=trunk`, to: headerOf(invite, 'from')!, callId: headerOf(invite, 'call-id')!, sequence, headers,
  });

  it('is told of every step, the subscription open until the last (RFC 3515 s. 2.4.4)', async () => {
    trunk.send('REFER', within(50, [{ name: 'Refer-To', value: `<sip:5550103@${SCRIPTED_DOMAIN}?Route=evil>` }]));
    await trunk.response(202, 'REFER');
    const trying = await trunk.request('NOTIFY');
    expect([headerOf(trying, 'subscription-state'), Buffer.from(trying.body).toString()]).toEqual(['active;expires=180', 'SIP/2.0 100 Trying']);
    trunk.reply(trying, 200);
    (await call.fact('referred')).refer.follow(phone.sdp());
    const onward = await trunk.request('INVITE');
    expect([onward.requestUri, headerOf(onward, 'route')]).toEqual([`sip:5550103@${SCRIPTED_DOMAIN}`, undefined]);
    trunk.reply(onward, 486);
    const last = await trunk.request('NOTIFY');
    expect([headerOf(last, 'subscription-state'), Buffer.from(last.body).toString().slice(0, 11)]).toEqual(['terminated;reason=noresource', 'SIP/2.0 486']);
    trunk.reply(last, 200);
  });

  it.each(['<https://example.org>', '<sip:5550103@trunk.example;method=BYE>'])('to "%s" gets 400', async (referTo) => {
    trunk.send('REFER', within(50, [{ name: 'Refer-To', value: referTo }]));
    await trunk.response(400, 'REFER');
  });

  it.each(['nonsense', 'unknown;to-tag=a;from-tag=b', ';;;', 'x;to-tag=', `${'x'.repeat(500)};from-tag=1`])('an INVITE that would replace "%s" is no call and no crash', async (replaces) => {
    trunk.send('INVITE', { body: PCMU_SDP, headers: [{ name: 'Replaces', value: replaces }, { name: 'Require', value: 'replaces' }] });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(phone.facts.filter((fact) => fact.kind === 'incoming-call' && fact.replaces !== null)).toEqual([]);
    expect((await Promise.all([call.sip.reoffer(), trunk.request('INVITE').then((again) => trunk.reply(again, 200, { body: PCMU_SDP }))]))[0]).toMatchObject({ ok: true });
  });
});
