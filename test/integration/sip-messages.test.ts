import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

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

async function write(from: TestPhone, to: TestPhone, number: string, text: string): Promise<void> {
  const party = from.sip.messagePartyOf(number);
  if (!party.ok) throw new Error(party.error.message);
  const answer = from.sip.sendMessage(party.value.uri, text);
  const { message } = await to.fact('message-received', 5_000, (fact) => fact.message.text === text);
  message.accept();
  expect(await answer).toEqual({ ok: true, value: { sipStatus: 200 } });
}

describe('text messages through Kamailio (RFC 3428), which asks for a digest first', () => {
  it('reach the other phone both ways, and its 200 is theirs', async () => {
    const [alice, bob] = [await phoneOf('1001'), await phoneOf('1002')];
    await write(alice, bob, '1002', '早上好 – good morning');
    await write(bob, alice, '1001', 'and to you');
    const received = bob.facts.find((fact) => fact.kind === 'message-received');
    expect(received).toMatchObject({ message: { party: { uri: `sip:1001@${kamailio.domain}`, user: '1001' } } });
  });

  it('are exchanged beside a running call', async () => {
    const [alice, bob] = [await phoneOf('1001'), await phoneOf('1002')];
    const call = alice.place('1002');
    const taken = await bob.incoming();
    await taken.sip.answer(bob.sdp());
    await call.fact('answered');
    await write(alice, bob, '1002', 'while we talk');
    call.sip.hangUp();
  });

  it('to nobody are refused with what the server says', async () => {
    const alice = await phoneOf('1001');
    const party = alice.sip.messagePartyOf('1999');
    expect(await alice.sip.sendMessage(party.ok ? party.value.uri : '', 'hello?')).toMatchObject({ ok: false, error: { code: 'message-refused', sipStatus: 404 } });
  });
});
