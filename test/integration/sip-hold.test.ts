import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { success } from '../../preload/contract/result.ts';
import { glarePauseMs } from '../../main/sip/call/reoffer.ts';
import { headerOf, type SipRequest } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone, type WatchedCall } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
let invite: SipRequest;
let call: WatchedCall;
let answers: string[];
beforeEach(async () => {
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret', { random: () => 0 });
  await phone.started();
  answers = [];
  call = phone.place('5550100', { ...phone.sdp(), acceptAnswer: async (sdp) => { answers.push(sdp); return success(); } });
  invite = await trunk.request('INVITE');
  trunk.reply(invite, 200, { body: PCMU_SDP });
  await trunk.request('ACK');
  await call.fact('answered');
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

/** A re-INVITE of the trunk within the call. */
function reinvite(sequence: number): SipRequest {
  const to = headerOf(invite, 'from')!;
  return trunk.send('INVITE', { uri: /<([^>]+)>/.exec(headerOf(invite, 'contact')!)![1]!, from: `${headerOf(invite, 'to')!};tag=trunk`, to, callId: headerOf(invite, 'call-id')!, sequence, body: PCMU_SDP });
}

describe('a new offer within a call (RFC 3261 s. 14)', () => {
  it('is a re-INVITE of the same dialog with the media\'s SDP, and its answer is taken in', async () => {
    const told = call.sip.reoffer();
    const second = await trunk.request('INVITE');
    expect([headerOf(second, 'call-id'), headerOf(second, 'to')]).toEqual([headerOf(invite, 'call-id'), `${headerOf(invite, 'to')};tag=trunk`]);
    expect(Number.parseInt(headerOf(second, 'cseq')!, 10)).toBeGreaterThan(Number.parseInt(headerOf(invite, 'cseq')!, 10));
    expect(Buffer.from(second.body).toString()).toContain('m=audio');
    trunk.reply(second, 200, { body: PCMU_SDP.replace('sendrecv', 'recvonly') });
    await trunk.request('ACK');
    expect(await told).toEqual(success());
    expect(answers.at(-1)).toContain('a=recvonly');
  });

  it('that is refused leaves the call as it was', async () => {
    const told = call.sip.reoffer();
    trunk.reply(await trunk.request('INVITE'), 488);
    await trunk.request('ACK');
    expect(await told).toMatchObject({ ok: false, error: { code: 'refused', sipStatus: 488 } });
    reinvite(50);
    expect((await trunk.response(200, 'INVITE')).body.length).toBeGreaterThan(0);
  });

  it('that nobody answers, the trunk neither, leaves the call as it was: the network may be back (T05)', async () => {
    const ends: unknown[] = [];
    call.sip.subscribe((fact) => { if (fact.kind === 'ended') ends.push(fact.end); });
    trunk.registrar = null;
    const told = call.sip.reoffer();
    trunk.reply(await trunk.request('INVITE'), 408);
    expect(await told).toMatchObject({ ok: false, error: { code: 'refused', sipStatus: 408 } });
    trunk.close(); // the machine says that nobody listens there
    await phone.registration((state) => state.kind === 'failed');
    expect(ends).toEqual([]);
    trunk = await openScriptedTrunk();
  });

  it('that nobody answers, though the trunk is there, ends the call: the other side has left', async () => {
    void call.sip.reoffer();
    trunk.reply(await trunk.request('INVITE'), 408);
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'system', sipStatus: 408 } });
  });

  it('that crosses the peer\'s waits as s. 14.1 says and is sent again', async () => {
    const told = call.sip.reoffer();
    trunk.reply(await trunk.request('INVITE'), 491);
    await trunk.request('ACK');
    const refusedAtMs = performance.now();
    const again = await trunk.request('INVITE', 4_000);
    expect(performance.now() - refusedAtMs).toBeGreaterThan(2_000);
    trunk.reply(again, 200, { body: PCMU_SDP });
    await trunk.request('ACK');
    expect((await told).ok).toBe(true);
  });

  it('of the peer that crosses ours gets 491', async () => {
    const told = call.sip.reoffer();
    const ours = await trunk.request('INVITE');
    reinvite(60);
    await trunk.response(491, 'INVITE');
    trunk.reply(ours, 200, { body: PCMU_SDP });
    await trunk.request('ACK');
    expect((await told).ok).toBe(true);
  });

  it('ends the call where the peer knows it no longer (s. 12.2.1.2)', async () => {
    void call.sip.reoffer();
    trunk.reply(await trunk.request('INVITE'), 481);
    await trunk.request('BYE');
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'system', sipStatus: 481 } });
  });

  it('waits for the one before it', async () => {
    const both = Promise.all([call.sip.reoffer(), call.sip.reoffer()]);
    for (let turn = 0; turn < 2; turn += 1) {
      trunk.reply(await trunk.request('INVITE'), 200, { body: PCMU_SDP });
      await trunk.request('ACK');
    }
    expect((await both).map(({ ok }) => ok)).toEqual([true, true]);
  });

  it('is none before the answer', async () => {
    const ringing = phone.place('5550100');
    await trunk.request('INVITE');
    expect(await ringing.sip.reoffer()).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });
});

describe('the pause after 491', () => {
  it.each([['outgoing', 0, 2_100], ['outgoing', 1, 4_000], ['incoming', 0, 0], ['incoming', 1, 2_000]] as const)('of an %s call with random %s is %s ms', (direction, random, ms) => {
    expect(glarePauseMs(direction, random)).toBe(ms);
  });
});
