import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { success } from '../../preload/contract/result.ts';
import type { CallSdp } from '../../main/sip/sip-phone.ts';
import { headerOf, type SipRequest } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { loopbackSdp, openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

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

const SDP_AT = (port: number): string => PCMU_SDP.replace('40000', String(port));
const toTag = (request: SipRequest): string | undefined => /;tag=([^;]+)/.exec(headerOf(request, 'to') ?? '')?.[1];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Media that notes the answers it is given. */
function notingSdp(): { readonly sdp: CallSdp; readonly answers: { readonly port: string; readonly isFinal: boolean }[]; offers(): number } {
  const answers: { port: string; isFinal: boolean }[] = [];
  let offers = 0;
  const plain = loopbackSdp();
  return {
    answers,
    offers: () => offers,
    sdp: {
      ...plain,
      createOffer() { offers += 1; return plain.createOffer(); },
      async acceptAnswer(sdp, isFinal) {
        answers.push({ port: /m=audio (\d+)/.exec(sdp)?.[1] ?? '', isFinal });
        return success();
      },
    },
  };
}

describe('a call that forks', () => {
  it.each(['first', 'second'] as const)('two phones with early media, then a 200 of the %s: that one is heard', async (winner) => {
    const media = notingSdp();
    const call = phone.place('5550100', media.sdp);
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 183, { tag: 'first', body: SDP_AT(41_000) });
    trunk.reply(invite, 183, { tag: 'second', body: SDP_AT(42_000) });
    await expect.poll(() => media.answers.map(({ port }) => port)).toEqual(['41000', '42000']);
    trunk.reply(invite, 200, { tag: winner, body: SDP_AT(winner === 'first' ? 41_000 : 42_000) });
    await call.fact('answered');
    expect(toTag(await trunk.request('ACK'))).toBe(winner);
    expect(media.answers.at(-1)).toEqual({ port: winner === 'first' ? '41000' : '42000', isFinal: true });
  });

  it('a second 200 is acknowledged and ended, and the call goes on (RFC 3261 s. 13.2.2.4)', async () => {
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 200, { tag: 'first', body: PCMU_SDP });
    await call.fact('answered');
    expect(toTag(await trunk.request('ACK'))).toBe('first');
    trunk.reply(invite, 200, { tag: 'second', body: PCMU_SDP });
    expect(toTag(await trunk.request('ACK'))).toBe('second');
    const bye = await trunk.request('BYE');
    expect(toTag(bye)).toBe('second');
    trunk.reply(bye, 200, { withoutContact: true });
    let hasEnded = false;
    call.sip.subscribe((fact) => { if (fact.kind === 'ended') hasEnded = true; });
    await pause(50);
    expect(hasEnded).toBe(false);
  });

  it('a 302 is followed through the trunk, with the same offer, and its failure brings the next target', async () => {
    const media = notingSdp();
    const call = phone.place('5550100', media.sdp);
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 302, { withoutContact: true, headers: [{ name: 'Contact', value: '<sip:200@elsewhere.example>;q=0.4, <sip:300@elsewhere.example>' }] });
    await trunk.request('ACK');
    const second = await trunk.request('INVITE');
    expect(second.requestUri).toBe('sip:300@elsewhere.example');
    trunk.reply(second, 404, { tag: 'b' });
    await trunk.request('ACK');
    const third = await trunk.request('INVITE');
    expect(third.requestUri).toBe('sip:200@elsewhere.example');
    expect(Buffer.from(third.body).toString()).toBe(Buffer.from(invite.body).toString());
    trunk.reply(third, 200, { tag: 'c', body: PCMU_SDP });
    await call.fact('answered');
    expect(media.offers()).toBe(1);
    call.sip.hangUp();
    expect((await trunk.request('BYE')).requestUri).toContain('trunk@');
  });

  it('hung up on the way to a new target, that one is cancelled', async () => {
    const call = phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 302, { withoutContact: true, headers: [{ name: 'Contact', value: '<sip:300@elsewhere.example>' }] });
    const second = await trunk.request('INVITE');
    trunk.reply(second, 180, { tag: 'b' });
    await call.fact('ringing');
    call.sip.hangUp();
    expect(headerOf(await trunk.request('CANCEL'), 'call-id')).toBe(headerOf(second, 'call-id'));
    expect((await call.fact('ended')).end.result).toBe('cancelled');
  });

  it('the last refusal is the one that is told', async () => {
    const call = phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 302, { withoutContact: true, headers: [{ name: 'Contact', value: '<sip:300@elsewhere.example>' }] });
    trunk.reply(await trunk.request('INVITE'), 486, { tag: 'b' });
    expect((await call.fact('ended')).end).toMatchObject({ result: 'busy', sipStatus: 486 });
  });
});

describe('reliable provisional responses (RFC 3262)', () => {
  it('each is acknowledged by PRACK with its RAck, a repeated one once', async () => {
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    expect(headerOf(invite, 'supported')).toContain('100rel');
    const reliable = { headers: [{ name: 'Require', value: '100rel' }, { name: 'RSeq', value: '77' }], body: PCMU_SDP };
    trunk.reply(invite, 183, reliable);
    const prack = await trunk.request('PRACK');
    expect(headerOf(prack, 'rack')).toBe(`77 ${headerOf(invite, 'cseq')}`);
    trunk.reply(prack, 200, { withoutContact: true });
    trunk.reply(invite, 183, reliable);
    await pause(100);
    expect(trunk.arrived.filter((message) => message.kind === 'request' && message.method === 'PRACK')).toHaveLength(1);
    trunk.reply(invite, 200, { body: PCMU_SDP });
    await call.fact('answered');
  });

  it('a caller that requires them gets its 180 again until its PRACK, and then the call', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP, headers: [{ name: 'Require', value: '100rel' }] });
    const call = await phone.incoming();
    const ringing = await trunk.response(180, 'INVITE');
    expect([headerOf(ringing, 'require'), Number(headerOf(ringing, 'rseq'))]).toEqual(['100rel', expect.any(Number)]);
    await trunk.response(180, 'INVITE');
    const inDialog = { callId: headerOf(invite, 'call-id')!, to: headerOf(ringing, 'to')! };
    trunk.send('PRACK', { ...inDialog, sequence: 100, headers: [{ name: 'RAck', value: `1${headerOf(ringing, 'rseq')} ${headerOf(invite, 'cseq')}` }] });
    await trunk.response(481, 'PRACK');
    trunk.send('PRACK', { ...inDialog, sequence: 101, headers: [{ name: 'RAck', value: `${headerOf(ringing, 'rseq')} ${headerOf(invite, 'cseq')}` }] });
    await trunk.response(200, 'PRACK');
    const before = trunk.arrived.length;
    await pause(1_100);
    expect(trunk.arrived).toHaveLength(before);
    void call.sip.answer(phone.sdp());
    trunk.acknowledge(invite, await trunk.response(200, 'INVITE'));
    await call.fact('answered');
  });
});
