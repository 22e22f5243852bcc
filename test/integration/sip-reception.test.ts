import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
beforeEach(async () => {
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address, dialling: { rules: [{ pattern: '^0', replacement: '90' }] } }, 'secret');
  await phone.started();
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

describe('a call that is not taken here', () => {
  it('is sent elsewhere by 302, with the reason and through the dial plan (RFC 3261 s. 21.3.3, RFC 5806)', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    expect(call.sip.redirect('030 123', 'no-answer').ok).toBe(true);
    const moved = await trunk.response(302, 'INVITE');
    expect(headerOf(moved, 'contact')).toBe(`<sip:9030123@${SCRIPTED_DOMAIN}>`);
    expect(headerOf(moved, 'diversion')).toMatch(/^<sip:1001@trunk\.example>;reason=no-answer$/);
    trunk.acknowledge(invite, moved);
    expect((await call.fact('ended')).end).toMatchObject({ result: 'cancelled', sipStatus: 302, forwardedTo: '9030123' });
    expect(call.sip.redirect('200', 'no-answer').ok).toBe(false);
  });

  it('a target that is none leaves it ringing', async () => {
    trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    expect(call.sip.redirect('a b', 'unconditional')).toMatchObject({ ok: false, error: { code: 'bad-destination' } });
    expect((await call.sip.answer(phone.sdp())).ok).toBe(true);
  });

  it('tells of a caller that asks to be answered (RFC 5373)', async () => {
    trunk.send('INVITE', { body: PCMU_SDP, headers: [{ name: 'Answer-Mode', value: 'Auto;require' }, { name: 'Require', value: 'answermode' }] });
    expect((await phone.incoming()).sip.autoAnswer).toEqual({ afterSec: null, isRequired: true });
  });

  it('another phone of this number answered: not missed, whatever the protocol of the other reasons (T50)', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    trunk.send('CANCEL', { uri: invite.requestUri, via: headerOf(invite, 'via')!, callId: headerOf(invite, 'call-id')!, sequence: Number(headerOf(invite, 'cseq')!.split(' ')[0]), headers: [{ name: 'Reason', value: 'Q.850;cause=26, SIP;cause=200;text="Call completed elsewhere"' }] });
    expect((await call.fact('ended')).end).toMatchObject({ result: 'cancelled', failure: { code: 'answered-elsewhere' } });
  });
});
