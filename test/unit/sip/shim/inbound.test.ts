import { describe, expect, it } from 'vitest';
import { headerOf, headersOf } from '../../../../main/sip/wire/message.ts';
import { createAcquaintances } from '../../../../main/sip/shim/acquaintances.ts';
import { addMissingContact } from '../../../../main/sip/shim/missing-contact.ts';
import { isPing, PING_EVERY_MS, startPings, withoutLeadingLineEnds } from '../../../../main/sip/shim/ping.ts';
import { prepareRequest } from '../../../../main/sip/shim/readable-message.ts';
import { createRecentMap } from '../../../../main/sip/shim/recent-map.ts';
import { hideTelUris, showTelUris, telShown } from '../../../../main/sip/shim/tel-uri.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { request, response } from '../messages.ts';

const source = { host: '192.0.2.1', port: 5060 };
const CONTACT = 'sip:1001@192.0.2.7:40000;transport=udp';

describe('a request as sip.js gets it', () => {
  it.each(['sips:1001@trunk.test', 'sip:+4930123@trunk.test', 'sip:192.0.2.7:40000', 'tel:+4930123'])('is addressed to our Contact although the trunk wrote %s', (uri) => {
    const prepared = prepareRequest(request('OPTIONS', ['Via: SIP/2.0/UDP a;branch=z9hG4bK1'], uri), source, CONTACT, 'trunk.test');
    expect(prepared.requestUri).toBe(CONTACT);
    expect(headerOf(prepared, 'X-Original-RURI')).toBe(uri);
  });

  it('keeps a Request-URI that is our Contact', () => {
    expect(headerOf(prepareRequest(request('BYE', [], CONTACT), source, CONTACT, 'trunk.test'), 'X-Original-RURI')).toBeUndefined();
  });

  it('has the long names of its headers (RFC 3261 s. 7.3.3)', () => {
    const prepared = prepareRequest(request('INVITE', ['v: SIP/2.0/UDP a;branch=z9hG4bK1', 'f: <sip:a@b>;tag=1', 't: <sip:c@d>', 'i: x', 'm: <sip:a@b>', 'c: application/sdp']), source, CONTACT, 'trunk.test');
    expect(prepared.headers.map(({ name }) => name)).toEqual(['via', 'from', 'to', 'call-id', 'contact', 'content-type', 'X-Original-RURI']);
  });
});

describe('a tel URI (RFC 3966)', () => {
  it('in From, To and P-Asserted-Identity goes in as a SIP URI and comes out as it was', () => {
    const given = request('INVITE', ['From: "Ada" <tel:+49-30-123;ext=5>;tag=1', 'To: tel:110;tag=2', 'P-Asserted-Identity: <tel:+4930123>']);
    const hidden = hideTelUris(given, 'trunk.test');
    expect(headerOf(hidden, 'from')).toMatch(/^"Ada" <sip:\+4930123@trunk\.test;user=phone;x-tel=[0-9a-f]+>;tag=1$/);
    expect(telShown(headerOf(hidden, 'p-asserted-identity')!)).toBe('<tel:+4930123>');
    expect(headerOf(showTelUris(hidden), 'from')).toBe('"Ada" <tel:+49-30-123;ext=5>;tag=1');
    expect(headerOf(showTelUris(hidden), 'to')).toBe('<tel:110>;tag=2');
  });

  it('is all that changes', () => {
    const given = request('INVITE', ['From: "tel:1" <sip:tel@b>;tag=1', 'To: <sip:c@d>']);
    expect(hideTelUris(given, 'trunk.test')).toEqual(given);
  });
});

describe('whose messages are heard', () => {
  const invite = request('INVITE', ['To: <sip:1001@trunk.test>', 'Contact: <sip:caller@198.51.100.5:5062>', 'Record-Route: <sip:203.0.113.4;lr>']);
  const bye = request('BYE', ['To: <sip:1001@trunk.test>;tag=ours']);

  it('the trunk\'s, and within a dialog those of hosts that the trunk named', () => {
    const acquaintances = createAcquaintances(['192.0.2.1']);
    expect(acquaintances.isKnown('198.51.100.5')).toBe(false);
    acquaintances.heard(invite, '192.0.2.1');
    for (const host of ['198.51.100.5', '203.0.113.4']) {
      expect(acquaintances.mayHear(bye, host)).toBe(true);
      expect(acquaintances.mayHear(invite, host)).toBe(false);
    }
    expect(acquaintances.mayHear(invite, '192.0.2.1')).toBe(true);
  });

  it('not those of hosts that anyone else named', () => {
    const acquaintances = createAcquaintances(['192.0.2.1']);
    acquaintances.heard(invite, '198.51.100.5');
    expect(acquaintances.isKnown('203.0.113.4')).toBe(false);
  });
});

describe('a response that opens a dialog without Contact', () => {
  const via = ['Via: SIP/2.0/UDP a;branch=z9hG4bK1'];
  it('gets one, or sip.js drops it', () => {
    expect(headerOf(addMissingContact(response(180, [...via, 'CSeq: 1 INVITE']), source), 'contact')).toBe('<sip:192.0.2.1:5060>');
  });
  it.each([[180, ['CSeq: 1 INVITE', 'Contact: <sip:x@y>']], [100, ['CSeq: 1 INVITE']], [404, ['CSeq: 1 INVITE']], [200, ['CSeq: 1 BYE']]] as const)('is not %i %j', (statusCode, lines) => {
    const given = response(statusCode, [...via, ...lines]);
    expect(headersOf(addMissingContact(given, source), 'contact')).toEqual(headersOf(given, 'contact'));
  });
});

describe('keep-alives (RFC 5626 s. 3.5.1)', () => {
  it('leave every 25 s until the end', () => {
    const clock = createFakeClock();
    let sent = 0;
    const pings = startPings(clock, () => { sent += 1; });
    clock.advance(2 * PING_EVERY_MS);
    pings.stop();
    clock.advance(PING_EVERY_MS);
    expect(sent).toBe(2);
  });

  it.each([['\r\n\r\n', true], ['\r\n', true], ['', true], ['\0\0\0\0', true], ['\r\nBYE', false]])('are %j: %s', (text, expected) => {
    expect(isPing(Buffer.from(text))).toBe(expected);
  });

  it('before a message are skipped (RFC 3261 s. 7.5)', () => {
    expect(Buffer.from(withoutLeadingLineEnds(Buffer.from('\r\n\r\nBYE'))).toString()).toBe('BYE');
  });
});

describe('a map of recent things', () => {
  it('forgets the oldest beyond its limit', () => {
    const map = createRecentMap<number>(2);
    for (const [key, value] of [['a', 1], ['b', 2], ['a', 3], ['c', 4]] as const) map.set(key, value);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4]);
  });
});
