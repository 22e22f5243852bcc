import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure, success } from '../../preload/contract/result.ts';
import { headerOf, headersOf, type SipMessage, type SipRequest } from '../../main/sip/wire/message.ts';
import { acceptAll, openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
beforeEach(async () => {
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

const isRegister = (message: SipMessage): boolean => message.kind === 'request' && message.method === 'REGISTER';
const registers = (): number => trunk.arrived.filter(isRegister).length;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A registrar that challenges in turn, then accepts; `credentials` collects what came. */
function challengeInTurn(...challenges: { statusCode: 401 | 407; values: string[] }[]): SipRequest[] {
  const answers: SipRequest[] = [];
  let round = 0;
  trunk.registrar = (request) => {
    if (round > 0) answers.push(request);
    const challenge = challenges[round];
    round += 1;
    if (challenge === undefined) return acceptAll(request);
    return { statusCode: challenge.statusCode, headers: challenge.values.map((value) => ({ name: challenge.statusCode === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate', value })) };
  };
  return answers;
}

describe('what real registrars answer', () => {
  it('a Contact without expires: the header counts, and there is no storm of REGISTERs', async () => {
    trunk.registrar = (request) => ({ statusCode: 200, headers: [{ name: 'Contact', value: headerOf(request, 'contact')!.replace(/;expires=\d+/, '') }, { name: 'Expires', value: '120' }] });
    await phone.started();
    expect(phone.sip.registration).toMatchObject({ grantedSec: 120 });
    await pause(1_000);
    expect(registers()).toBe(1);
  });

  it('a Contact without any expires: what was asked for counts', async () => {
    trunk.registrar = (request) => ({ statusCode: 200, headers: [{ name: 'Contact', value: headerOf(request, 'contact')!.replace(/;expires=\d+/, '') }] });
    await phone.started();
    await pause(500);
    expect(registers()).toBe(1);
  });

  it('200 without a Contact: registered all the same, and able to register again', async () => {
    trunk.registrar = () => ({ statusCode: 200 });
    await phone.started();
    phone.sip.register();
    await expect.poll(registers).toBe(2);
    await expect.poll(() => phone.sip.registration.kind).toBe('registered');
  });

  it('bindings of other phones in the same answer: ours counts', async () => {
    trunk.registrar = (request) => ({ statusCode: 200, headers: [{ name: 'Contact', value: `<sip:1001@127.0.0.9:5060>;expires=7, ${headerOf(request, 'contact')!};expires=240, <sip:1001@127.0.0.8:5060>;expires=9` }] });
    await phone.started();
    expect(phone.sip.registration).toMatchObject({ grantedSec: 240 });
  });

  it('SHA-256 and MD5 together: the stronger is answered (RFC 8760 s. 2.4)', async () => {
    const answers = challengeInTurn({ statusCode: 401, values: ['Digest realm="r", nonce="n1", algorithm=WHIRLPOOL', 'Digest realm="r", nonce="n1", qop="auth", algorithm=SHA-256', 'Digest realm="r", nonce="n1", qop="auth", algorithm=MD5'] });
    await phone.started();
    expect(headerOf(answers[0]!, 'authorization')).toContain('algorithm=SHA-256');
  });

  it('a challenge by MD5-sess with auth-int alone, which sip.js cannot even parse', async () => {
    const answers = challengeInTurn({ statusCode: 401, values: ['Digest realm="r", nonce="n1", qop="auth-int", algorithm=MD5-sess'] });
    await phone.started();
    expect(headerOf(answers[0]!, 'authorization')).toMatch(/algorithm=MD5-sess.*qop=auth-int|qop=auth-int.*algorithm=MD5-sess/);
  });

  it('407 by the proxy, then 401 by the registrar: both are answered in one request (s. 22.3)', async () => {
    const answers = challengeInTurn({ statusCode: 407, values: ['Digest realm="proxy", nonce="p1", qop="auth"'] }, { statusCode: 401, values: ['Digest realm="registrar", nonce="r1", qop="auth"'] });
    await phone.started();
    expect(headerOf(answers[1]!, 'proxy-authorization')).toContain('realm="proxy"');
    expect(headerOf(answers[1]!, 'authorization')).toContain('realm="registrar"');
  });

  it('a new nonce at once, without stale: answered once more', async () => {
    const answers = challengeInTurn({ statusCode: 401, values: ['Digest realm="r", nonce="old", qop="auth"'] }, { statusCode: 401, values: ['Digest realm="r", nonce="new", qop="auth"'] });
    await phone.started();
    expect(headerOf(answers[1]!, 'authorization')).toContain('nonce="new"');
  });

  it('challenges without end: a wrong password after a few tries, not a storm', async () => {
    let serial = 0;
    trunk.registrar = () => ({ statusCode: 401, headers: [{ name: 'WWW-Authenticate', value: `Digest realm="r", nonce="n${serial++}", qop="auth"` }] });
    await phone.start();
    expect(await phone.registration((state) => state.kind === 'failed')).toMatchObject({ failure: { code: 'wrong-password' }, retryAtMs: null });
    expect(registers()).toBeLessThanOrEqual(3);
  });

  it('503 with Retry-After: waits that long', async () => {
    trunk.registrar = () => ({ statusCode: 503, headers: [{ name: 'Retry-After', value: '600' }] });
    await phone.start();
    const state = await phone.registration((candidate) => candidate.kind === 'failed');
    expect(state.kind === 'failed' && state.retryAtMs !== null && state.retryAtMs - Date.now()).toBeGreaterThan(590_000);
  });
});

describe('what trunks send', () => {
  beforeEach(() => phone.started());

  it('gets its answer where it sent from, with received and rport (RFC 3581)', async () => {
    trunk.send('OPTIONS', { via: 'SIP/2.0/UDP 10.9.9.9:5555;branch=z9hG4bKnat;rport' });
    const answer = await trunk.response(200, 'OPTIONS');
    expect(headerOf(answer, 'via')).toContain(`rport=${trunk.port}`);
    expect(headerOf(answer, 'via')).toContain('received=127.0.0.1');
  });

  it('an OPTIONS without a user is answered 200 with Allow', async () => {
    trunk.send('OPTIONS', { uri: `sip:127.0.0.1`, withoutContact: true });
    expect(headerOf(await trunk.response(200, 'OPTIONS'), 'allow')).toContain('INVITE');
  });

  it.each([['the number that was dialled', 'sip:+49301234@127.0.0.1'], ['a sips URI', 'sips:1001@127.0.0.1'], ['a tel URI', 'tel:+49301234']])('an INVITE to %s rings', async (_what, uri) => {
    trunk.send('INVITE', { uri, body: PCMU_SDP });
    expect((await phone.incoming()).sip.remote.user).toBe('5550100');
  });

  it('an INVITE from a tel URI rings, shows the number, and is answered with the From that came', async () => {
    trunk.send('INVITE', { from: '"Shop" <tel:+49-30-1234>;tag=trunk', body: PCMU_SDP });
    const call = await phone.incoming();
    expect(call.sip.remote).toMatchObject({ displayName: 'Shop' });
    expect(call.sip.remote.user.replace(/\D/g, '')).toBe('49301234');
    expect(headerOf(await trunk.response(180, 'INVITE'), 'from')).toContain('tag=trunk');
  });

  it('Vias folded into one line by proxies come back one by one, in order', async () => {
    trunk.send('INVITE', { via: `SIP/2.0/UDP ${trunk.address};branch=z9hG4bKtop;rport, SIP/2.0/UDP 10.1.1.1;branch=z9hG4bKlast`, body: PCMU_SDP });
    const ringing = await trunk.response(180, 'INVITE');
    const vias = headersOf(ringing, 'via').flatMap((value) => value.split(',').map((part) => part.trim()));
    expect(vias.map((via) => /branch=([^;]+)/.exec(via)![1])).toEqual(['z9hG4bKtop', 'z9hG4bKlast']);
  });

  it('a CANCEL finds its INVITE although the INVITE had its Vias in one line: the topmost branch names it (s. 9.2)', async () => {
    const top = `SIP/2.0/UDP ${trunk.address};branch=z9hG4bKfolded;rport`;
    trunk.send('INVITE', { via: `${top}, SIP/2.0/UDP 10.1.1.1;branch=z9hG4bKlast`, callId: 'folded', sequence: 1, body: PCMU_SDP });
    const call = await phone.incoming();
    trunk.send('CANCEL', { via: top, callId: 'folded', sequence: 1, withoutContact: true });
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'missed', endedBy: 'remote' } });
  });

  it('compact header names are understood', async () => {
    trunk.sendBytes([`INVITE sip:1001@127.0.0.1 SIP/2.0`, `v: SIP/2.0/UDP ${trunk.address};branch=z9hG4bKcompact;rport`, 'Max-Forwards: 70', 'f: "Compact" <sip:77@trunk.example>;tag=c', 't: <sip:1001@trunk.example>',
      'i: compact', 'CSeq: 1 INVITE', `m: <sip:77@${trunk.address}>`, 'c: application/sdp', `l: ${PCMU_SDP.length}`, '', PCMU_SDP].join('\r\n'));
    expect((await phone.incoming()).sip.remote).toMatchObject({ user: '77', displayName: 'Compact' });
  });

  it('an INVITE whose SDP does not say that it is SDP rings', async () => {
    trunk.sendBytes([`INVITE sip:1001@127.0.0.1 SIP/2.0`, `Via: SIP/2.0/UDP ${trunk.address};branch=z9hG4bKtypeless;rport`, 'Max-Forwards: 70', 'From: <sip:78@trunk.example>;tag=c', 'To: <sip:1001@trunk.example>',
      'Call-ID: typeless', 'CSeq: 1 INVITE', `Contact: <sip:78@${trunk.address}>`, `Content-Length: ${PCMU_SDP.length}`, '', PCMU_SDP].join('\r\n'));
    const call = await phone.incoming();
    expect((await call.sip.answer(phone.sdp())).ok).toBe(true);
    await trunk.response(200, 'INVITE');
  });

  it('the asserted identity is shown before From (RFC 3325)', async () => {
    trunk.send('INVITE', { from: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=trunk', headers: [{ name: 'P-Asserted-Identity', value: '"Ann, Bo" <sip:+15550111@trunk.example>' }], body: PCMU_SDP });
    expect((await phone.incoming()).sip.remote).toMatchObject({ user: '+15550111', displayName: 'Ann, Bo' });
  });

  it('a 180 without Contact rings', async () => {
    const call = phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 180, { withoutContact: true });
    expect(await call.fact('ringing')).toMatchObject({ hasEarlyMedia: false });
    call.sip.hangUp();
  });

  it('early media from one phone and the 200 from another make a call', async () => {
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    trunk.reply(invite, 183, { tag: 'first', body: PCMU_SDP });
    expect(await call.fact('ringing')).toMatchObject({ hasEarlyMedia: true });
    trunk.reply(invite, 200, { tag: 'second', body: PCMU_SDP });
    await call.fact('answered');
    await trunk.request('ACK');
  });

  it('a CANCEL with cause 200 is a call that another phone answered, not a missed one (RFC 3326)', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    trunk.send('CANCEL', { via: headerOf(invite, 'via')!, callId: headerOf(invite, 'call-id')!, sequence: Number(headerOf(invite, 'cseq')!.split(' ')[0]), withoutContact: true, headers: [{ name: 'Reason', value: 'SIP;cause=200;text="Call completed elsewhere"' }] });
    const { end } = await call.fact('ended');
    expect(end).toMatchObject({ sipStatus: 200, endedBy: 'remote', failure: { code: 'answered-elsewhere' } });
    expect(end.result).not.toBe('missed');
    trunk.acknowledge(invite, await trunk.response(487, 'INVITE'));
  });

  it('a 488 over encryption says encryption, with both descriptions (T46)', async () => {
    const call = phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 488, { body: PCMU_SDP.replace('RTP/AVP', 'RTP/SAVP'), headers: [{ name: 'Warning', value: '399 pbx "media must be protected"' }] });
    expect((await call.fact('ended')).end.failure).toMatchObject({ code: 'encryption-mismatch', detail: '488 Scripted · "media must be protected" · INVITE: RTP/AVP PCMU PCMA · 488: RTP/SAVP PCMU' });
  });

  it('the Reason of a BYE is kept', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    await call.sip.answer(phone.sdp());
    const ok = await trunk.response(200, 'INVITE');
    trunk.acknowledge(invite, ok);
    await call.fact('answered');
    trunk.send('BYE', { callId: headerOf(invite, 'call-id')!, to: headerOf(ok, 'to')!, sequence: 100, headers: [{ name: 'Reason', value: 'Q.850;cause=16, SIP;cause=480;text="Line dropped"' }] });
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'remote', sipStatus: 480, reason: 'Line dropped' } });
  });

  it('an INVITE without SDP gets our offer in the 200 and its answer in the ACK (s. 13.2.1)', async () => {
    const answers: string[] = [];
    const invite = trunk.send('INVITE');
    const call = await phone.incoming();
    const sdp = { ...phone.sdp(), acceptAnswer: async (answer: string) => { answers.push(answer); return success(); } };
    await call.sip.answer(sdp);
    const ok = await trunk.response(200, 'INVITE');
    expect(Buffer.from(ok.body).toString()).toContain('m=audio');
    trunk.acknowledge(invite, ok, PCMU_SDP);
    await expect.poll(() => answers).toEqual([PCMU_SDP]);
  });

  it('a re-INVITE is answered by the media, and refused with 488 when the media will not', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP });
    const call = await phone.incoming();
    let isWilling = true;
    await call.sip.answer({ ...phone.sdp(), createAnswer: async () => (isWilling ? success(PCMU_SDP) : failure('no-common-codec', 'no')) });
    const ok = await trunk.response(200, 'INVITE');
    trunk.acknowledge(invite, ok);
    const within = { callId: headerOf(invite, 'call-id')!, to: headerOf(ok, 'to')!, body: PCMU_SDP.replace('sendrecv', 'sendonly') };
    const hold = trunk.send('INVITE', { ...within, sequence: 50 });
    const held = await trunk.response(200, 'INVITE');
    expect(headerOf(held, 'contact')).toBeDefined(); // s. 12.2.2, table 3: mandatory in a 2xx to INVITE
    trunk.acknowledge(hold, held);
    isWilling = false;
    const again = trunk.send('INVITE', { ...within, sequence: 51 });
    trunk.acknowledge(again, await trunk.response(488, 'INVITE'));
    expect(call.sip).toBeDefined();
    call.sip.hangUp();
    trunk.reply(await trunk.request('BYE'), 200, { withoutContact: true });
  });

  it('a 200 whose answer the media refuses is acknowledged and ended', async () => {
    const placed = phone.place('5550100', { ...phone.sdp(), acceptAnswer: async () => failure('no-common-codec', 'no') });
    trunk.reply(await trunk.request('INVITE'), 200, { body: PCMU_SDP });
    expect(await placed.fact('ended')).toMatchObject({ end: { result: 'failed', failure: { code: 'no-common-codec' } } });
    await trunk.request('ACK');
    trunk.reply(await trunk.request('BYE'), 200, { withoutContact: true });
  });

  it.each([['NOTIFY', [481, 489, 405]], ['PUBLISH', [405, 501]], ['UPDATE', [405, 481, 501]]] as const)('an unasked %s gets a sensible answer', async (method, statuses) => {
    trunk.send(method);
    await expect.poll(() => trunk.arrived.some((message) => message.kind === 'response' && headerOf(message, 'cseq')!.endsWith(method) && (statuses as readonly number[]).includes(message.statusCode))).toBe(true);
  });

  it('an INVITE that requires an extension we lack gets 420 (s. 8.2.2.3)', async () => {
    trunk.send('INVITE', { body: PCMU_SDP, headers: [{ name: 'Require', value: 'precondition' }] });
    expect(headerOf(await trunk.response(420, 'INVITE'), 'unsupported')).toBe('precondition');
  });

  it('requests say who we are and where we are reached', async () => {
    const call = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    expect(headerOf(invite, 'user-agent')).toBe('Sidetone/0.0.0');
    expect(headerOf(invite, 'allow')).toContain('BYE');
    expect(headerOf(invite, 'contact')).toMatch(/^<sip:1001@127\.0\.0\.1:\d+/);
    expect(headerOf(invite, 'via')).toMatch(/^SIP\/2\.0\/UDP 127\.0\.0\.1:\d+;branch=z9hG4bK.*;rport/);
    call.sip.hangUp();
  });
});

describe('a trunk whose proxy is another machine than its domain', () => {
  it('gets the ACK of a refused INVITE where the INVITE went, not where the Request-URI points (s. 17.1.1.3)', async () => {
    const other = openTestPhone({ user: '1001', domain: '127.0.0.3', outboundProxy: trunk.address }, 'secret');
    try {
      await other.started();
      const call = other.place('5550100');
      trunk.reply(await trunk.request('INVITE'), 486);
      await trunk.request('ACK');
      await call.fact('ended');
    } finally {
      await other.stop();
    }
  });
});
