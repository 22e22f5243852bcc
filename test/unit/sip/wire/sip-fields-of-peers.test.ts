import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCSeq, parseNameAddress, parseSipUri, parseTopVia, splitList } from '../../../../main/sip/wire/sip-fields.ts';
import type { SipRequest } from '../../../../main/sip/wire/message.ts';

const withHeader = (name: string, value: string): SipRequest => ({ kind: 'request', method: 'INVITE', requestUri: 'sip:x', headers: [{ name, value }], body: new Uint8Array() });

describe('parseNameAddress (RFC 3261 s. 20.10)', () => {
  it.each([
    ['"Doe, \\"J\\"" <sip:j@x;transport=udp>;tag=1', 'Doe, "J"', 'sip:j@x;transport=udp', '1'],
    ['Bob <sip:b@x> ; TAG=2', 'Bob', 'sip:b@x', '2'],
    ['<sip:b@x>', null, 'sip:b@x', undefined],
    ['sip:b@x;tag=3', null, 'sip:b@x', '3'],
  ])('reads %s', (value, displayName, uri, tag) => {
    const parsed = parseNameAddress(value)!;
    expect([parsed.displayName, parsed.uri, parsed.params.get('tag')]).toEqual([displayName, uri, tag]);
  });
});

describe('parseSipUri', () => {
  it.each([
    ['sip:agent@127.0.0.1:5062;ob', { user: 'agent', host: '127.0.0.1', port: 5062 }],
    ['sip:PRACTICE.invalid', { user: null, host: 'practice.invalid', port: null }],
    ['sip:a:pw@[::1]:5060', { user: 'a', host: '[::1]', port: 5060 }],
    ['tel:+123', null],
    ['sip:', null],
  ])('reads %s', (uri, expected) => expect(parseSipUri(uri)).toEqual(expected));
});

describe('the fields of a foreign message', () => {
  it('take the first of several Vias in one line', () => {
    const via = parseTopVia(withHeader('v', 'SIP / 2.0 / UDP first.invalid:5070 ;branch=z9hG4bK1;rport, SIP/2.0/TCP second'))!;
    expect([via.host, via.port, via.params.get('branch'), via.params.get('rport')]).toEqual(['first.invalid', 5070, 'z9hG4bK1', '']);
  });

  it('hold a CSeq below 2^31 (s. 8.1.1.5)', () => {
    expect(parseCSeq(withHeader('CSeq', '7 INVITE'))).toEqual({ number: 7, method: 'INVITE' });
    expect(parseCSeq(withHeader('CSeq', '2147483648 INVITE'))).toBeNull();
    expect(parseCSeq(withHeader('CSeq', 'x INVITE'))).toBeNull();
  });

  it('are split at commas outside quotes and brackets', () => {
    expect(splitList('"a,b" <sip:a,b@x>, <sip:c@x>;p="1,2"')).toEqual(['"a,b" <sip:a,b@x>', '<sip:c@x>;p="1,2"']);
  });

  it('never make a parser throw', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'"\\<>;,=:@ sip/2.0UDPa1[]\t') , maxLength: 80 }), (text) => {
      for (const parse of [parseNameAddress, parseSipUri, splitList]) parse(text);
      parseTopVia(withHeader('Via', text));
      parseCSeq(withHeader('CSeq', text));
    }), { numRuns: 2_000 });
  });
});
