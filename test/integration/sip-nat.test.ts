import { afterEach, describe, expect, it } from 'vitest';
import { startBaresip } from '../support/baresip.ts';
import { startKamailio } from '../support/kamailio.ts';
import { openNat } from '../support/nat.ts';
import { openTestPhone } from '../support/sip-test-phone.ts';

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

describe('a phone behind a NAT, at a trunk that does not help', () => {
  it('names the address at which the trunk sees it, and is called there (RFC 3581)', async () => {
    const trunk = await startKamailio({ helpsNat: false });
    closing.push(() => trunk.stop());
    const nat = await openNat(trunk.sipPort);
    closing.push(() => nat.close());
    const peer = await startBaresip({ registrar: trunk, user: '1002', password: trunk.users['1002']! });
    closing.push(() => peer.stop());
    const phone = openTestPhone({ user: '1001', domain: trunk.domain, outboundProxy: `127.0.0.1:${nat.inside.port}` }, trunk.users['1001']!);
    closing.push(() => phone.stop());
    await phone.started();
    await peer.dial('sip:1001@trunk.test');
    const call = await phone.incoming();
    expect(nat.cameIn.filter((line) => line.startsWith('INVITE '))).toEqual([expect.stringContaining(`@127.0.0.1:${nat.outside.port};`)]);
    await call.sip.answer(phone.sdp());
    await peer.waitFor('CALL_ESTABLISHED');
    await peer.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote' } });
  });
});
