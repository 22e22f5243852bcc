import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReferTo, referToReplacing, statusOfFragment } from '../../../main/sip/transfer/refer-target.ts';
import { advanceTransfer, asked, isOver, type TransferEvent } from '../../../main/sip/transfer/transfer-progress.ts';

describe('Refer-To', () => {
  it('names the dialog to take over, seen from its peer (RFC 5589 s. 7.3)', () => {
    const referTo = referToReplacing({ callId: 'a b@host', localTag: 'mine', remoteTag: 'theirs', remoteTarget: 'sip:1002@192.0.2.7:5080;transport=udp?X=y' });
    expect(referTo).toBe('sip:1002@192.0.2.7:5080;transport=udp?Replaces=a%20b%40host%3Bto-tag%3Dtheirs%3Bfrom-tag%3Dmine');
  });

  it.each([
    ['<sip:1003@trunk.example>', { uri: 'sip:1003@trunk.example', replaces: null }],
    ['sip:1003@trunk.example', { uri: 'sip:1003@trunk.example', replaces: null }],
    ['"Desk" <sip:1003@trunk.example;user=phone?Replaces=c1%3Bto-tag%3Da%3Bfrom-tag%3Db>', { uri: 'sip:1003@trunk.example;user=phone', replaces: 'c1;to-tag=a;from-tag=b' }],
    ['<sip:1003@trunk.example?Subject=x&Replaces=c1%3Bto-tag%3Da%3Bfrom-tag%3Db%3Bearly-only&Route=evil>', { uri: 'sip:1003@trunk.example', replaces: 'c1;to-tag=a;from-tag=b;early-only' }],
    ['<sip:1003@trunk.example;method=INVITE>', { uri: 'sip:1003@trunk.example;method=INVITE', replaces: null }],
  ])('%s is read, its other headers left out', (value, target) => {
    expect(readReferTo(value)).toEqual(target);
  });

  it.each([
    'tel:+4930', '<https://example.org>', '<sip:trunk.example>', '<sips:1003@trunk.example>', '<sip:1003@trunk.example;method=BYE>', '', '<sip:1003@trunk.example?Replaces=c1%0D%0AVia:x>', '<sip:1003@trunk.example?Replaces=%E0%A4>',
    '<sip:1003@trunk.example?Replaces=no-tags>', `<sip:${'1'.repeat(3_000)}@trunk.example>`,
  ])('%s is none that we call', (value) => {
    expect(readReferTo(value)).toBeNull();
  });

  it('never throws, and never gives a line end on', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((text) => `<sip:1@x?Replaces=${text}>`), fc.string().map((text) => `<sip:1@x?Replaces=${encodeURIComponent(text.replace(/\p{Surrogate}/gu, '_'))}>`)), (value) => {
      const target = readReferTo(value);
      expect(`${target?.uri}${target?.replaces}`).not.toMatch(/[\r\n]/);
    }), { numRuns: 2_000 });
  });
});

describe('message/sipfrag', () => {
  it.each([['SIP/2.0 180 Ringing', 180], ['SIP/2.0 200 OK\r\nContact: <sip:x>', 200], ['\r\nSIP/2.0 603 Decline\r\n', 603], ['SIP/2.0 999 No', null], ['OK', null], ['', null]])('%j is %s', (body, status) => {
    expect(statusOfFragment(body)).toBe(status);
  });
});

describe('what becomes of a transfer', () => {
  const notified = (sipStatus: number | null): TransferEvent => ({ kind: 'notified', sipStatus });
  const after = (...events: TransferEvent[]) => events.reduce(advanceTransfer, asked);

  it.each<[string, TransferEvent[], string, number | null]>([
    ['taken', [{ kind: 'answered', sipStatus: 202 }, notified(100), notified(180), notified(200)], 'done', 200],
    ['ringing', [{ kind: 'answered', sipStatus: 202 }, notified(183)], 'ringing', 183],
    ['busy', [notified(100), notified(486)], 'failed', 486],
    ['declined', [notified(180), notified(603)], 'failed', 603],
    ['refused by the peer itself', [{ kind: 'answered', sipStatus: 405 }], 'failed', 405],
    ['not answered', [notified(180), { kind: 'silent' }], 'failed', null],
    ['gone without a word', [{ kind: 'answered', sipStatus: 202 }, { kind: 'peer-left' }], 'done', null],
    ['unreadable', [notified(null)], 'asked', null],
  ])('%s', (_name, events, progress, sipStatus) => {
    expect(after(...events)).toEqual({ progress, sipStatus });
  });

  it('stays what it was in the end', () => {
    const done = after(notified(200));
    expect(isOver(done)).toBe(true);
    expect(advanceTransfer(done, notified(486))).toBe(done);
  });
});
