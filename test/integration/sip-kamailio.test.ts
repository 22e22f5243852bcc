import { failure, success } from '../../preload/contract/result.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { startKamailio, type Kamailio, type KamailioOptions } from '../support/kamailio.ts';
import { freePort } from '../support/peer-process.ts';
import { loopbackSdp, openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const peer of running.reverse()) await peer.stop();
  running = [];
});

async function kamailioWith(options: KamailioOptions = {}): Promise<Kamailio> {
  const kamailio = await startKamailio(options);
  running.push(kamailio);
  return kamailio;
}

function phoneOn(kamailio: Kamailio, user = '1001', password = kamailio.users[user] ?? 'none'): TestPhone {
  const phone = openTestPhone({ user, domain: kamailio.domain, outboundProxy: kamailio.address }, password);
  running.push(phone);
  return phone;
}

async function baresipOn(kamailio: Kamailio, options: Partial<Parameters<typeof startBaresip>[0]> = {}): Promise<Baresip> {
  const peer = await startBaresip({ registrar: kamailio, user: '1002', password: kamailio.users['1002']!, ...options });
  running.push(peer);
  return peer;
}

const isFailed = (state: { kind: string }): boolean => state.kind === 'failed';

describe('registering at Kamailio', () => {
  it.each(['md5', 'sha-256', 'nonce-count', 'one-time-nonce'] as const)('succeeds with its %s digest, and again on refresh', async (digest) => {
    const phone = phoneOn(await kamailioWith({ digest }));
    await phone.started();
    const first = phone.sip.registration;
    phone.sip.register();
    expect(phone.sip.registration.kind).toBe('registering');
    expect(await phone.registration((state) => state.kind === 'registered' && state !== first)).toMatchObject({ grantedSec: 300 });
  });

  it('asks for longer when the registrar finds the interval too brief (RFC 3261 s. 10.2.8)', async () => {
    const kamailio = await kamailioWith({ minExpiresSec: 600 });
    const phone = phoneOn(kamailio);
    await phone.started();
    expect(phone.sip.registration).toMatchObject({ grantedSec: 600 });
  });

  it('tells a wrong password from an unknown user', async () => {
    const kamailio = await kamailioWith();
    const wrong = phoneOn(kamailio, '1001', 'not the password');
    const unknown = phoneOn(kamailio, '4711', 'whatever');
    await Promise.all([wrong.start(), unknown.start()]);
    expect(await wrong.registration(isFailed)).toMatchObject({ failure: { code: 'wrong-password', action: 'open-account' }, retryAtMs: null });
    expect(await unknown.registration(isFailed)).toMatchObject({ failure: { code: 'unknown-user', action: 'open-account' }, retryAtMs: null });
  });

  it('says at once that nobody listens, and registers when the registrar is there', async () => {
    const sipPort = await freePort();
    const phone = openTestPhone({ user: '1001', domain: 'trunk.test', outboundProxy: `127.0.0.1:${sipPort}` }, 'secret1001', { random: () => 0 });
    running.push(phone);
    await phone.start();
    const failed = await phone.registration(isFailed, 2_000);
    expect(failed).toMatchObject({ failure: { code: 'registrar-unreachable', action: 'retry' }, retryAtMs: expect.any(Number) });
    await kamailioWith({ sipPort });
    await phone.registration((state) => state.kind === 'registered', 15_000);
  });
});

describe('calls through Kamailio with baresip at the other end', () => {
  it.each([true, false])('are placed, answered and hung up by us (Record-Route: %s)', async (recordRoute) => {
    const kamailio = await kamailioWith({ recordRoute });
    const [peer, phone] = [await baresipOn(kamailio), phoneOn(kamailio)];
    await phone.started();
    const call = phone.place('1002');
    await call.fact('answered');
    await peer.waitFor('CALL_ESTABLISHED');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local' } });
    await peer.waitFor('CALL_CLOSED');
  });

  it('end when the other side hangs up', async () => {
    const kamailio = await kamailioWith();
    const [peer, phone] = [await baresipOn(kamailio), phoneOn(kamailio)];
    await phone.started();
    const call = phone.place('sip:1002@trunk.test');
    await call.fact('answered');
    await peer.waitFor('CALL_ESTABLISHED');
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
  });

  it('ring at the other side until we give up', async () => {
    const kamailio = await kamailioWith();
    const [peer, phone] = [await baresipOn(kamailio, { answerMode: 'manual' }), phoneOn(kamailio)];
    await phone.started();
    const call = phone.place('1002');
    await call.fact('ringing');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'cancelled', endedBy: 'local' } });
    await peer.waitFor('CALL_CLOSED');
  });

  it('come in, show who calls and are answered', async () => {
    const kamailio = await kamailioWith();
    const [peer, phone] = [await baresipOn(kamailio), phoneOn(kamailio)];
    await phone.started();
    await peer.dial('sip:1001@trunk.test');
    const call = await phone.incoming();
    expect(call.sip.remote.user).toBe('1002');
    expect((await call.sip.answer(loopbackSdp())).ok).toBe(true);
    await peer.waitFor('CALL_ESTABLISHED');
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
  });

  it('come in and are rejected as busy', async () => {
    const kamailio = await kamailioWith();
    const [peer, phone] = [await baresipOn(kamailio), phoneOn(kamailio)];
    await phone.started();
    await peer.dial('sip:1001@trunk.test');
    const call = await phone.incoming();
    call.sip.reject();
    expect((await peer.waitFor('CALL_CLOSED')).param).toContain('486');
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'rejected', sipStatus: 486 } });
  });

  it('come in and are missed when the caller gives up', async () => {
    const kamailio = await kamailioWith();
    const [peer, phone] = [await baresipOn(kamailio), phoneOn(kamailio)];
    await phone.started();
    await peer.dial('sip:1001@trunk.test');
    const call = await phone.incoming();
    await peer.waitFor('CALL_RINGING');
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'missed', endedBy: 'remote' } });
  });

  it('are refused with 488 before they ring when the media cannot answer the offer', async () => {
    const kamailio = await kamailioWith();
    const peer = await baresipOn(kamailio, { codec: 'G722' });
    const phone = openTestPhone({ user: '1001', domain: kamailio.domain, outboundProxy: kamailio.address }, 'secret1001', { checkOffer: (offer) => (offer.includes('PCMU') ? success() : failure('no-common-codec', 'the caller speaks nothing that we do')) });
    running.push(phone);
    await phone.started();
    await peer.dial('sip:1001@trunk.test');
    expect(await phone.fact('incoming-refused')).toMatchObject({ remote: { user: '1002' }, end: { sipStatus: 488, failure: { code: 'no-common-codec' } } });
    expect((await peer.waitFor('CALL_CLOSED')).param).toContain('488');
  });

  it.each([
    [404, 'failed', 'not-found'], [480, 'failed', 'no-answer'], [486, 'busy', 'busy'], [488, 'failed', 'no-common-codec'],
    [500, 'failed', 'call-failed'], [600, 'busy', 'busy'], [603, 'failed', 'declined'],
  ])('are told apart when the trunk answers %i', async (sipStatus, result, code) => {
    const phone = phoneOn(await kamailioWith());
    await phone.started();
    expect(await phone.place(`code${sipStatus}`).fact('ended')).toMatchObject({ end: { result, sipStatus, endedBy: 'remote', failure: { code } } });
  });
});
