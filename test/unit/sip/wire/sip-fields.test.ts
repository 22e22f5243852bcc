import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editFirst, editHeaders, unfoldList, withHeader } from '../../../../main/sip/wire/edit-headers.ts';
import { headersOf } from '../../../../main/sip/wire/message.ts';
import { parseNameAddress, parseSipUri, parseTopVia, splitList } from '../../../../main/sip/wire/sip-fields.ts';
import { request } from '../messages.ts';

describe('the fields of a SIP message', () => {
  it.each([
    ['sip:bob@example.com', { user: 'bob', host: 'example.com', port: null }],
    ['SIPS:+49;phone-context=x@[2001:db8::1]:5061;lr', { user: '+49;phone-context=x', host: '[2001:db8::1]', port: 5061 }],
    ['sip:bob:secret@example.com?Subject=x', { user: 'bob', host: 'example.com', port: null }],
    ['sip:example.com;transport=udp', { user: null, host: 'example.com', port: null }],
    ['tel:110', null], ['sip:', null], ['sip:b ob@example.com', null],
  ])('hold the URI %s', (text, uri) => {
    expect(parseSipUri(text)).toEqual(uri);
  });

  it('hold names in quotes with commas, brackets and quoted pairs', () => {
    expect(parseNameAddress('"A, \\"B\\" <c>" <sip:a@b;x=1>;tag=t')).toEqual({ displayName: 'A, "B" <c>', uri: 'sip:a@b;x=1', params: new Map([['tag', 't']]) });
    expect(splitList('"a, b" <sip:x,y@z>, <sip:c@d>')).toEqual(['"a, b" <sip:x,y@z>', '<sip:c@d>']);
  });

  it('never throw, whatever stands there', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      parseNameAddress(text);
      parseSipUri(text);
      splitList(text);
      parseTopVia(request('INVITE', [`Via: ${text}`]));
      return true;
    }), { numRuns: 2_000 });
  });
});

describe('headers of a message', () => {
  const given = request('INVITE', ['v: a, b', 'Via: c', 'To: x']);
  it('are edited by name in any spelling, the original stays as it is', () => {
    expect(headersOf(editHeaders(given, 'via', (value) => (value === 'c' ? null : `${value}!`)), 'via')).toEqual(['a, b!']);
    expect(headersOf(editFirst(given, 'via', () => 'z'), 'via')).toEqual(['z', 'c']);
    expect(headersOf(unfoldList(given, 'via'), 'via')).toEqual(['a', 'b', 'c']);
    expect(headersOf(withHeader(given, 'Via', 'd'), 'via')).toEqual(['a, b', 'c', 'd']);
    expect(headersOf(given, 'via')).toEqual(['a, b', 'c']);
  });
});
