import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_SUMMARY } from '../../../../preload/contract/assist.ts';
import { requests } from '../../../../preload/contract/index.ts';
import { accountErrors, draftOf, moveCodec, newAccountDraft, settingsOf, toggleCodec, type AccountDraft } from '../../../../renderer/features/accounts/account-draft.ts';
import { turnPasswordOf } from '../../../../renderer/features/accounts/webrtc-draft.ts';
import { crmErrors } from '../../../../renderer/features/settings/crm-draft.ts';
import { changedAt, newAction, tidySummary, withoutAt } from '../../../../renderer/features/wrap-up/summary-edit.ts';
import { account, OFFICE, registered, summary } from '../../../support/fake-sidetone-data.ts';

const good: AccountDraft = { ...newAccountDraft(), label: 'Office', user: '4420', domain: 'sip.example.com', password: 'secret' };

describe('the account form for WebRTC', () => {
  const overWss = (webRtc: Partial<AccountDraft['webRtc']>, change: Partial<AccountDraft> = {}): AccountDraft => ({ ...good, transport: 'wss', ...change, webRtc: { ...good.webRtc, media: 'webrtc', ...webRtc } });

  it('offers it on WebSocket alone, and forgets the servers elsewhere', () => {
    expect(settingsOf(overWss({ servers: 'stun:stun.example.com, turn:turn.example.com:3478?transport=tcp', turnUser: ' me ' }))).toMatchObject({ media: 'webrtc', iceServers: ['stun:stun.example.com', 'turn:turn.example.com:3478?transport=tcp'], turnUser: 'me' });
    expect(settingsOf(overWss({ servers: 'stun:stun.example.com' }, { transport: 'udp' }))).toMatchObject({ media: 'rtp', iceServers: [] });
    expect(settingsOf(overWss({ servers: 'stun:stun.example.com', turnUser: 'me' }))).toMatchObject({ turnUser: '' });
  });

  it('sends the TURN password when it was typed, keeps it when not, and sends none without a TURN server', () => {
    expect(turnPasswordOf(overWss({ servers: 'turn:t', turnPassword: 'x' }).webRtc, 'wss')).toEqual({ turnPassword: 'x' });
    expect(turnPasswordOf(overWss({ servers: 'turn:t' }).webRtc, 'wss')).toEqual({});
    expect(turnPasswordOf(overWss({ servers: 'stun:t', turnPassword: 'x' }).webRtc, 'wss')).toEqual({});
    expect(turnPasswordOf(overWss({ servers: 'turn:t', turnPassword: 'x' }).webRtc, 'tcp')).toEqual({});
  });

  it('takes and refuses the servers that main does', () => {
    const server = fc.oneof(fc.constantFrom('stun:a', 'stuns:a:5349', 'turn:a?transport=udp', 'turns:a?transport=tls', 'http://a', 'turn:', 'stun:a?transport=udp', 'TURN:a'), fc.string({ maxLength: 300 }));
    fc.assert(fc.property(fc.array(server, { maxLength: 6 }), (servers) => {
      const draft = overWss({ servers: servers.join(' ') });
      expect(accountErrors(draft, false).webRtc === undefined).toBe(requests.accounts.save.input.safeParse({ settings: settingsOf(draft) }).success);
    }), { numRuns: 300 });
  });
});

describe('the account form', () => {
  it('names each field that is missing', () => {
    expect(accountErrors(newAccountDraft(), false)).toEqual({ label: 'labelMissing', user: 'userMissing', domain: 'domainMissing', password: 'passwordMissing' });
  });

  it('takes an empty password where one is stored', () => {
    expect(accountErrors({ ...good, password: '' }, true)).toEqual({});
  });

  it.each([
    [{ user: 'me@home' }, { user: 'userShape' }], [{ user: 'a b' }, { user: 'userShape' }], [{ domain: 'sip example' }, { domain: 'domainShape' }], [{ domain: 'https://x' }, { domain: 'domainShape' }],
    [{ expiresSec: 59 }, { expiresSec: 'expiresShape' }], [{ expiresSec: Number.NaN }, { expiresSec: 'expiresShape' }], [{ codecs: [] }, { codecs: 'codecsMissing' }],
    [{ rtpPorts: '16384' }, { rtpPorts: 'portRangeShape' }], [{ rtpPorts: '80-90' }, { rtpPorts: 'portRangeShape' }], [{ rtpPorts: '16385–16386' }, { rtpPorts: 'portRangeShape' }], [{ rtpPorts: '1, 2, 3' }, { rtpPorts: 'portRangeShape' }], [{ rtpPorts: ' 16384 - 16385 ' }, {}],
    [{ localPort: 65_536 }, { localPort: 'portShape' }], [{ localPort: Number.NaN }, { localPort: 'portShape' }], [{ registers: false, password: '' }, {}],
  ])('explains %j', (change, errors) => {
    expect(accountErrors({ ...good, ...change }, false)).toEqual(errors);
  });

  it('takes and refuses exactly what main does, field by field', () => {
    const text = fc.oneof(fc.string({ maxLength: 300, unit: 'binary' }), fc.stringMatching(/^[a-z0-9.:[\]-]{1,260}$/), fc.constantFrom('4420', ' sip.example.com ', '10.0.0.1', '[::1]', 'a@b', ' x ', ' ', ''));
    const change = fc.oneof(
      fc.tuple(fc.constantFrom('label', 'user', 'domain', 'displayName', 'authUser', 'outboundProxy', 'pinnedCertificate'), fc.oneof(text, fc.stringMatching(/^[0-9a-fA-F]{64}$/))).map(([field, value]) => ({ [field]: value })),
      fc.oneof(fc.integer({ min: -10, max: 100_000 }), fc.double()).map((expiresSec) => ({ expiresSec })),
    );
    fc.assert(fc.property(change, (typed) => {
      const draft: AccountDraft = { ...good, ...typed };
      const isTaken = requests.accounts.save.input.safeParse({ settings: settingsOf(draft), password: draft.password }).success;
      expect(Object.keys(accountErrors(draft, false)).length === 0).toBe(isTaken);
    }), { numRuns: 500 });
  });

  it('hands back what was stored, without the kind and without a password', () => {
    const draft = draftOf(account(OFFICE, 'Office', registered(0)));
    expect(draft).toMatchObject({ accountId: 'office', label: 'Office', password: '' });
    expect(settingsOf({ ...draft, label: ' Desk ' })).not.toHaveProperty('password');
    expect(settingsOf({ ...draft, label: ' Desk ' }).label).toBe('Desk');
  });

  it('takes a range of ports as any hand writes it, and nothing as any port', () => {
    for (const typed of ['16384-16482', '16384–16482', ' 16384 to 16482', '16384…16482']) expect(settingsOf({ ...good, rtpPorts: typed }).rtpPorts).toEqual({ first: 16_384, last: 16_482 });
    expect(settingsOf({ ...good, rtpPorts: ' ' }).rtpPorts).toBeNull();
    expect(draftOf({ ...account(OFFICE, 'Office', registered(0)), settings: { ...account(OFFICE, 'Office', registered(0)).settings, rtpPorts: { first: 16_384, last: 16_482 } } }).rtpPorts).toBe('16384–16482');
  });

  it('takes and refuses the ranges of ports that main does', () => {
    const port = fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 1_020, max: 1_030 }));
    fc.assert(fc.property(fc.tuple(port, port), ([first, last]) => {
      const draft = { ...good, rtpPorts: `${first}-${last}` };
      expect(accountErrors(draft, false).rtpPorts === undefined).toBe(requests.accounts.save.input.safeParse({ settings: settingsOf(draft) }).success);
    }), { numRuns: 300 });
  });

  it('takes a fingerprint as any program writes it', () => {
    const tidy = Array.from({ length: 32 }, () => 'AB').join(':');
    for (const typed of [tidy, tidy.toLowerCase(), ` ${tidy.replaceAll(':', ' ')} `, tidy.replaceAll(':', '')]) {
      expect(accountErrors({ ...good, pinnedCertificate: typed }, false)).toEqual({});
      expect(settingsOf({ ...good, pinnedCertificate: typed }).pinnedCertificate).toBe(tidy);
    }
    expect(accountErrors({ ...good, pinnedCertificate: tidy.slice(1) }, false)).toEqual({ pinnedCertificate: 'fingerprintShape' });
  });

  it('moves, adds and removes codecs', () => {
    expect(moveCodec(['opus', 'G722', 'PCMU'], 'PCMU', -1)).toEqual(['opus', 'PCMU', 'G722']);
    expect(moveCodec(['opus', 'G722'], 'opus', -1)).toEqual(['opus', 'G722']);
    expect(moveCodec(['opus', 'G722'], 'PCMA', 1)).toEqual(['opus', 'G722']);
    expect(toggleCodec(['opus', 'G722'], 'opus')).toEqual(['G722']);
    expect(toggleCodec(['opus'], 'PCMA')).toEqual(['opus', 'PCMA']);
  });
});

describe('the CRM form', () => {
  it.each([
    ['', '', false, { url: 'urlMissing', secret: 'secretMissing' }], ['crm.example.com', 'whsec_abcd', false, { url: 'urlShape' }], ['ftp://crm.example.com', 'whsec_abcd', false, { url: 'urlShape' }],
    ['https://crm.example.com/hook', '', true, {}], ['https://crm.example.com/hook', 'abcd', true, { secret: 'secretShape' }], ['http://127.0.0.1:9000', 'whsec_YWJjZA==', false, {}],
  ])('reads %j and %j (kept: %j) as %j', (url, secret, isKept, errors) => {
    expect(crmErrors(url, secret, isKept)).toEqual(errors);
  });
});

describe('the summary that is kept', () => {
  it('drops lines that were left empty and trims the others', () => {
    const edited = { ...summary, reason: { text: '  ', utteranceIds: [] }, asked: [{ text: ' How long? ', utteranceIds: [] }, { text: '', utteranceIds: [] }], promisedActions: [{ ...newAction(), text: 'Call back', due: ' ' }, newAction()] };
    expect(tidySummary(edited)).toMatchObject({ reason: null, asked: [{ text: 'How long?' }], promisedActions: [{ text: 'Call back', due: null, owner: 'agent' }] });
  });

  it('is one that main takes', () => {
    expect(requests.records.saveSummary.input.safeParse({ callId: 'c', summary: tidySummary(EMPTY_SUMMARY) }).success).toBe(true);
  });

  it('changes and removes single lines', () => {
    expect(changedAt([{ text: 'a' }, { text: 'b' }], 1, { text: 'c' })).toEqual([{ text: 'a' }, { text: 'c' }]);
    expect(withoutAt(['a', 'b', 'c'], 1)).toEqual(['a', 'c']);
  });
});
