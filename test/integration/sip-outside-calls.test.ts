import { afterEach, describe, expect, it } from 'vitest';
import { headerOf, type SipRequest } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
});

async function setUp(): Promise<{ trunk: ScriptedTrunk; phone: TestPhone }> {
  const trunk = await openScriptedTrunk();
  const phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
  closers.push(() => trunk.close(), () => phone.stop());
  await phone.started();
  return { trunk, phone };
}

/** The NOTIFY of a subscription that the trunk took with the tag `trunk`. */
function notify(trunk: ScriptedTrunk, subscribe: SipRequest, sequence: number, type: string, body: string, state = 'active;expires=600'): SipRequest {
  return trunk.send('NOTIFY', {
    callId: headerOf(subscribe, 'call-id')!, sequence, from: `${headerOf(subscribe, 'to')!.replace(/;tag=.*/, '')};tag=trunk`, to: headerOf(subscribe, 'from')!,
    headers: [{ name: 'Event', value: headerOf(subscribe, 'event')! }, { name: 'Subscription-State', value: state }], body, contentType: type,
  });
}
const accept = (trunk: ScriptedTrunk, subscribe: SipRequest): void => trunk.reply(subscribe, 200, { headers: [{ name: 'Expires', value: '600' }] });
const SUMMARY = 'application/simple-message-summary';
const DIALOGS = 'application/dialog-info+xml';
const info = (version: number, dialogs: string, padding = '') => `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="sip:x@y"><!--${padding}-->${dialogs}</dialog-info>`;
const early = '<dialog id="1" call-id="ring@pbx" local-tag="theirs" remote-tag="callers" direction="recipient"><state>early</state><remote><identity display="Emma">sip:5550101@trunk.example</identity><target uri="sip:5550101@trunk.example"/></remote></dialog>';

describe('message waiting (RFC 3842)', () => {
  it('is asked for once registered, told as it changes, and ended with the line', async () => {
    const { trunk, phone } = await setUp();
    phone.sip.watch({ mailbox: true, extensions: [] });
    const subscribe = await trunk.request('SUBSCRIBE');
    expect([headerOf(subscribe, 'event'), headerOf(subscribe, 'accept'), subscribe.requestUri]).toEqual(['message-summary', SUMMARY, `sip:1001@${SCRIPTED_DOMAIN}`]);
    accept(trunk, subscribe);
    notify(trunk, subscribe, 1, SUMMARY, 'Messages-Waiting: yes\r\nVoice-Message: 2/5\r\n');
    expect((await phone.fact('mailbox-changed')).mailbox).toEqual({ isWaiting: true, newCount: 2, oldCount: 5 });
    await trunk.response(200, 'NOTIFY');
    phone.sip.watch({ mailbox: false, extensions: [] });
    const ended = await trunk.request('SUBSCRIBE');
    expect([headerOf(ended, 'expires'), headerOf(ended, 'call-id')]).toEqual(['0', headerOf(subscribe, 'call-id')]);
    trunk.reply(ended, 200);
  });

  it('is believed unasked where the account watches it, and not otherwise (481)', async () => {
    const { trunk, phone } = await setUp();
    const unasked = () => trunk.send('NOTIFY', { headers: [{ name: 'Event', value: 'message-summary' }, { name: 'Subscription-State', value: 'active' }], body: 'Messages-Waiting: yes\r\n', contentType: SUMMARY });
    unasked();
    await trunk.response(481, 'NOTIFY');
    phone.sip.watch({ mailbox: true, extensions: [] });
    trunk.reply(await trunk.request('SUBSCRIBE'), 489);
    unasked();
    await trunk.response(200, 'NOTIFY');
    expect((await phone.fact('mailbox-changed')).mailbox.isWaiting).toBe(true);
  });
});

describe('watched extensions (RFC 4235)', () => {
  it('are told as they ring, talk and fall idle; a ringing call is taken by an INVITE with Replaces (RFC 3891)', async () => {
    const { trunk, phone } = await setUp();
    phone.sip.watch({ mailbox: false, extensions: ['1002'] });
    const subscribe = await trunk.request('SUBSCRIBE');
    expect([subscribe.requestUri, headerOf(subscribe, 'event'), headerOf(subscribe, 'accept')]).toEqual([`sip:1002@${SCRIPTED_DOMAIN}`, 'dialog', DIALOGS]);
    accept(trunk, subscribe);
    notify(trunk, subscribe, 1, DIALOGS, info(0, ''));
    await phone.fact('extension-changed', 3_000, ({ state }) => state.kind === 'idle');
    expect(phone.sip.pickUp('1002', phone.sdp())).toMatchObject({ ok: false, error: { code: 'nothing-rings' } });
    notify(trunk, subscribe, 2, DIALOGS, info(1, early));
    expect((await phone.fact('extension-changed', 3_000, ({ state }) => state.kind === 'ringing')).state).toEqual({ kind: 'ringing', by: 'Emma' });
    expect(phone.sip.pickUp('1002', phone.sdp()).ok).toBe(true);
    const invite = await trunk.request('INVITE');
    expect([invite.requestUri, headerOf(invite, 'replaces')]).toEqual(['sip:5550101@trunk.example', 'ring@pbx;to-tag=callers;from-tag=theirs;early-only']);
    trunk.reply(invite, 481);
    notify(trunk, subscribe, 3, DIALOGS, info(2, early.replace('early', 'confirmed')));
    await phone.fact('extension-changed', 3_000, ({ state }) => state.kind === 'talking');
  });

  it('thirty of them over UDP with bodies far beyond one packet are all up to date (T07)', async () => {
    const { trunk, phone } = await setUp();
    const extensions = Array.from({ length: 30 }, (_value, index) => `20${String(index).padStart(2, '0')}`);
    phone.sip.watch({ mailbox: false, extensions });
    const taken = new Set<string>();
    while (taken.size < extensions.length) {
      const subscribe = await trunk.request('SUBSCRIBE');
      accept(trunk, subscribe); // also one that was sent again while this machine was busy
      if (taken.has(subscribe.requestUri)) continue;
      notify(trunk, subscribe, 1, DIALOGS, info(1, early, 'x'.repeat(6_000)));
      await trunk.response(200, 'NOTIFY'); // this trunk sends nothing twice, so it does not send faster than it is heard
      taken.add(subscribe.requestUri);
    }
    expect([...taken].sort()).toEqual(extensions.map((extension) => `sip:${extension}@${SCRIPTED_DOMAIN}`));
    for (const extension of extensions) await phone.fact('extension-changed', 5_000, (fact) => fact.extension === extension && fact.state.kind === 'ringing');
  });

  it('that the server refuses are offline; where it names a time they are asked for again, and after it ended one too (RFC 6665 s. 4.1.3)', async () => {
    const { trunk, phone } = await setUp();
    phone.sip.watch({ mailbox: false, extensions: ['1002'] });
    trunk.reply(await trunk.request('SUBSCRIBE'), 480, { headers: [{ name: 'Retry-After', value: '1' }] });
    expect((await phone.fact('extension-changed')).state).toEqual({ kind: 'offline', sipStatus: 480 });
    const again = await trunk.request('SUBSCRIBE');
    accept(trunk, again);
    notify(trunk, again, 1, DIALOGS, info(1, ''), 'terminated;reason=probation;retry-after=1');
    const third = await trunk.request('SUBSCRIBE');
    expect(headerOf(third, 'call-id')).not.toBe(headerOf(again, 'call-id'));
    accept(trunk, third);
    notify(trunk, third, 1, DIALOGS, 'this is no XML <');
    await trunk.response(200, 'NOTIFY');
    notify(trunk, third, 2, DIALOGS, '', 'terminated;reason=noresource');
    expect((await phone.fact('extension-changed', 3_000, ({ state }) => state.kind === 'offline' && state.sipStatus === null)).extension).toBe('1002');
  });
});

describe('text messages (RFC 3428)', () => {
  it('are acknowledged only once they are kept, and refused with 500 when they cannot be', async () => {
    const { trunk, phone } = await setUp();
    trunk.send('MESSAGE', { body: '你好, agent', contentType: 'text/plain;charset=UTF-8' });
    const { message } = await phone.fact('message-received');
    expect(message).toMatchObject({ text: '你好, agent', party: { uri: `sip:5550100@${SCRIPTED_DOMAIN}`, displayName: 'Caller' } });
    await expect(trunk.response(200, 'MESSAGE', 300)).rejects.toThrow('no such message');
    message.accept();
    await trunk.response(200, 'MESSAGE');
    trunk.send('MESSAGE', { body: 'second', contentType: 'text/plain' });
    (await phone.fact('message-received', 3_000, (fact) => fact.message.text === 'second')).message.refuse();
    expect(headerOf(await trunk.response(500, 'MESSAGE'), 'retry-after')).toBe('30');
  });

  it('of another type get 415, too long ones 413', async () => {
    const { trunk } = await setUp();
    trunk.send('MESSAGE', { body: '<b>x</b>', contentType: 'text/html' });
    expect(headerOf(await trunk.response(415, 'MESSAGE'), 'accept')).toBe('text/plain');
    trunk.send('MESSAGE', { body: 'x'.repeat(9_000), contentType: 'text/plain' });
    await trunk.response(413, 'MESSAGE');
  });

  it('tell the final response: delivered, kept for later, refused', async () => {
    const { trunk, phone } = await setUp();
    const party = phone.sip.messagePartyOf('1002');
    if (!party.ok) throw new Error(party.error.message);
    for (const [status, expected] of [[200, { ok: true, value: { sipStatus: 200 } }], [202, { ok: true, value: { sipStatus: 202 } }], [404, { ok: false, error: { code: 'message-refused', sipStatus: 404 } }]] as const) {
      const sent = phone.sip.sendMessage(party.value.uri, '早上好');
      const request = await trunk.request('MESSAGE');
      expect([request.requestUri, headerOf(request, 'content-type'), Buffer.from(request.body).toString()]).toEqual([`sip:1002@${SCRIPTED_DOMAIN}`, 'text/plain;charset=UTF-8', '早上好']);
      trunk.reply(request, status);
      expect(await sent).toMatchObject(expected);
    }
  });
});
