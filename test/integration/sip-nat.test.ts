import { afterEach, describe, expect, it } from 'vitest';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { startKamailio } from '../support/kamailio.ts';
import { openNat, type Nat } from '../support/nat.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

/** A registered phone behind a NAT, at a trunk that sends to Contacts as they are written, with a peer there. */
async function scene(): Promise<{ nat: Nat; peer: Baresip; phone: TestPhone }> {
  const trunk = await startKamailio({ helpsNat: false });
  closing.push(() => trunk.stop());
  const nat = await openNat(trunk.sipPort);
  closing.push(() => nat.close());
  const peer = await startBaresip({ registrar: trunk, user: '1002', password: trunk.users['1002']! });
  closing.push(() => peer.stop());
  const phone = openTestPhone({ user: '1001', domain: trunk.domain, outboundProxy: `127.0.0.1:${nat.inside.port}` }, trunk.users['1001']!);
  closing.push(() => phone.stop());
  await phone.started();
  return { nat, peer, phone };
}

describe('a phone behind a NAT, at a trunk that does not help', () => {
  it('names the address at which the trunk sees it, and is called there (RFC 3581)', async () => {
    const { nat, peer, phone } = await scene();
    await peer.dial('sip:1001@trunk.test');
    const call = await phone.incoming();
    expect(nat.cameIn.filter((line) => line.startsWith('INVITE '))).toEqual([expect.stringContaining(`@127.0.0.1:${nat.outside().port};`)]);
    await call.sip.answer(phone.sdp());
    await peer.waitFor('CALL_ESTABLISHED');
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
  });

  it('tells the peers of its calls where it is when the NAT has changed that (RFC 3261 s. 12.2.1.1)', async () => {
    const { nat, peer, phone } = await scene();
    const call = phone.place('1002');
    await call.fact('answered');
    await peer.waitFor('CALL_ESTABLISHED');
    await nat.rebind();
    const before = phone.sip.registration;
    phone.sip.register();
    await phone.registration((state) => state.kind === 'registered' && state !== before);
    await call.sip.reoffer(); // waits for the one that the new Contact caused
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
    expect(nat.cameIn.filter((line) => line.startsWith('BYE '))).toEqual([expect.stringContaining(`@127.0.0.1:${nat.outside().port};`)]);
  });
});
