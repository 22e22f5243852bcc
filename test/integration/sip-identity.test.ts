import { afterEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
async function open(callerId: 'shown' | 'hidden'): Promise<void> {
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address, callerId }, 'secret');
  await phone.started();
}
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

describe('who calls whom', () => {
  it('an anonymous call of ours tells the trunk who we are, and nobody else (RFC 3323, RFC 3325)', async () => {
    await open('hidden');
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    expect(headerOf(invite, 'from')).toContain('<sip:anonymous@anonymous.invalid>');
    expect([headerOf(invite, 'privacy'), headerOf(invite, 'p-preferred-identity')]).toEqual(['id', expect.stringContaining(`sip:1001@${SCRIPTED_DOMAIN}`)]);
    expect(headerOf(invite, 'contact')).toMatch(/@127\.0\.0\.1:\d+/);
    expect(headerOf(invite, 'contact')).not.toContain('1001');
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await call.fact('answered');
    const contact = /<([^>]+)>/.exec(headerOf(invite, 'contact')!)![1]!;
    await trunk.request('ACK');
    trunk.send('BYE', { uri: contact, from: `${headerOf(invite, 'to')};tag=trunk`, to: headerOf(invite, 'from')!, callId: headerOf(invite, 'call-id')! });
    await trunk.response(200, 'BYE');
    expect((await call.fact('ended')).end.endedBy).toBe('remote');
  });

  it('who is shown says so, and shows the name', async () => {
    await open('shown');
    phone.place('5550100');
    const invite = await trunk.request('INVITE');
    expect([headerOf(invite, 'from'), headerOf(invite, 'privacy')]).toEqual([expect.stringContaining(`<sip:1001@${SCRIPTED_DOMAIN}>`), undefined]);
  });

  it('a caller that came for another number is shown with it; one that hides is nobody', async () => {
    await open('shown');
    trunk.send('INVITE', { body: PCMU_SDP, headers: [{ name: 'Diversion', value: '"Sales" <sip:200@trunk.example>;reason=user-busy' }, { name: 'P-Asserted-Identity', value: '<tel:+4930123>' }] });
    const call = await phone.incoming();
    expect(call.sip.remote).toMatchObject({ user: '+4930123', forwarded: { for: 'Sales', by: 'Sales' } });
    call.sip.reject();
    trunk.send('INVITE', { body: PCMU_SDP, from: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=2', headers: [{ name: 'Privacy', value: 'id' }] });
    expect((await phone.incoming()).sip.remote).toMatchObject({ user: '', displayName: null });
  });
});
