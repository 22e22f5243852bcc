import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SipTransportName } from '../../preload/contract/accounts.ts';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { createAuthority, type CertificateFiles, type TestAuthority } from '../support/certificates.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { until } from '../support/peer-process.ts';
import { loopbackSdp, openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let authority: TestAuthority;
let tls: CertificateFiles;
let kamailio: Kamailio;
let peer: Baresip;
let quiet: Baresip;
beforeAll(async () => {
  authority = await createAuthority();
  tls = await authority.issue(['DNS:trunk.test']);
  kamailio = await startKamailio({ tls, ipv6: true });
  [peer, quiet] = await Promise.all([
    startBaresip({ registrar: kamailio, user: '1002', password: kamailio.users['1002']! }),
    startBaresip({ registrar: kamailio, user: '1003', password: kamailio.users['1003']!, answerMode: 'manual' }),
  ]);
});
afterAll(async () => {
  await Promise.all([peer.stop(), quiet.stop()]);
  await kamailio.stop();
  await authority.remove();
});

const TRANSPORTS: readonly SipTransportName[] = ['udp', 'tcp', 'tls', 'ws', 'wss'];
const phoneOn = (trunk: Kamailio, transport: SipTransportName, outboundProxy = trunk.addressOver(transport)): TestPhone =>
  openTestPhone({ user: '1001', domain: trunk.domain, outboundProxy, transport }, trunk.users['1001']!, { random: () => 0, trustedRoots: async () => [authority.pem] });

describe.each(TRANSPORTS)('the same calls over %s', (transport) => {
  let phone: TestPhone;
  beforeAll(async () => {
    phone = phoneOn(kamailio, transport);
    await phone.started();
  });
  afterAll(() => phone.stop());
  afterEach(() => expect(phone.facts.filter((fact) => fact.kind === 'stranger-ignored')).toEqual([]));

  it('registers and refreshes', async () => {
    const first = phone.sip.registration;
    phone.sip.register();
    expect(await phone.registration((state) => state.kind === 'registered' && state !== first)).toMatchObject({ grantedSec: 300 });
  });

  it('places a call and hangs up', async () => {
    const from = peer.events.length;
    const call = phone.place('1002');
    await call.fact('answered');
    await peer.waitFor('CALL_ESTABLISHED', from);
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local' } });
    await peer.waitFor('CALL_CLOSED', from);
  });

  it('places a call that the other side ends', async () => {
    const from = peer.events.length;
    const call = phone.place('1002');
    await call.fact('answered');
    await peer.waitFor('CALL_ESTABLISHED', from);
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
  });

  it('gives up a call that rings', async () => {
    const from = quiet.events.length;
    const call = phone.place('1003');
    await call.fact('ringing');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'cancelled', endedBy: 'local' } });
    await quiet.waitFor('CALL_CLOSED', from);
  });

  it('is told that the other side is busy', async () => {
    const call = phone.place('code486');
    expect(await call.fact('ended')).toMatchObject({ end: { sipStatus: 486 } });
  });

  it('is called, answers and is hung up on', async () => {
    const from = peer.events.length;
    await peer.dial('sip:1001@trunk.test');
    const call = await phone.incoming();
    expect(call.sip.remote.user).toBe('1002');
    expect((await call.sip.answer(loopbackSdp())).ok).toBe(true);
    await peer.waitFor('CALL_ESTABLISHED', from);
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
  });

  it('is called, answers and hangs up', async () => {
    const from = peer.events.length;
    await peer.dial('sip:1001@trunk.test');
    const call = await phone.incoming();
    await call.sip.answer(loopbackSdp());
    await peer.waitFor('CALL_ESTABLISHED', from);
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local' } });
    await peer.waitFor('CALL_CLOSED', from);
  });

  it('is called and says that it is busy', async () => {
    const from = peer.events.length;
    await peer.dial('sip:1001@trunk.test');
    const call = await phone.incoming();
    call.sip.reject();
    expect(await peer.waitFor('CALL_CLOSED', from)).toMatchObject({ param: expect.stringContaining('486') });
  });
});

describe.each(TRANSPORTS)('a trunk that starts again, over %s', (transport) => {
  it('has its phone back by itself, and the calls that were up go on and end from either side', async () => {
    const first = await startKamailio({ tls });
    const peer = await startBaresip({ registrar: first, user: '1002', password: first.users['1002']! });
    const phone = phoneOn(first, transport);
    await phone.started();
    const [ours, theirs] = [phone.place('1002'), phone.place('1002')];
    await Promise.all([ours.fact('answered'), theirs.fact('answered')]);
    await first.stop();
    const second = await startKamailio({ tls, ports: first.ports });
    if (transport === 'udp') phone.sip.register(); // without a connection nobody notices
    else await until(() => phone.facts.some((fact) => fact.kind === 'registration-changed' && fact.state.kind === 'failed' && fact.state.failure.code === 'connection-lost'), 'the loss is told');
    const lost = phone.facts.length;
    await until(() => phone.facts.slice(lost).some((fact) => fact.kind === 'registration-changed' && fact.state.kind === 'registered'), 'registered again');
    const from = peer.events.length;
    ours.sip.hangUp();
    await peer.waitFor('CALL_CLOSED', from);
    await peer.hangUp();
    expect(await theirs.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
    await phone.stop();
    await peer.stop();
    await second.stop();
  });
});

describe.each(TRANSPORTS)('IPv6, over %s', (transport) => {
  it('registers, calls and is called (RFC 5118)', async () => {
    const phone = phoneOn(kamailio, transport, `[::1]:${kamailio.ports[transport]}`);
    await phone.started();
    expect(phone.sip.localAddress).toBe('::1');
    const from = peer.events.length;
    const call = phone.place('1002');
    await call.fact('answered');
    await peer.waitFor('CALL_ESTABLISHED', from);
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
    const again = peer.events.length;
    await peer.dial('sip:1001@trunk.test');
    const incoming = await phone.incoming();
    await incoming.sip.answer(loopbackSdp());
    await peer.waitFor('CALL_ESTABLISHED', again);
    incoming.sip.hangUp();
    expect(await incoming.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local' } });
    expect(phone.facts.filter((fact) => fact.kind === 'stranger-ignored')).toEqual([]);
    await phone.stop();
  });
});
