import { describe, expect, it } from 'vitest';
import { withOwnContact } from '../../../../main/sip/shim/own-contact.ts';
import { headersOf } from '../../../../main/sip/wire/message.ts';
import { request, response } from '../messages.ts';

const NOW = 'sip:1001@[2001:db8::1]:6060;transport=udp';
const BEFORE = 'Contact: <sip:1001@192.0.2.7:5060;transport=udp;ob>';
const contact = (message: ReturnType<typeof request> | ReturnType<typeof response>): readonly string[] => headersOf(withOwnContact(message, NOW), 'contact');

describe('our Contact within a call', () => {
  it.each([['a re-INVITE', request('INVITE', [BEFORE])], ['an answer', response(200, [BEFORE])], ['a provisional response', response(180, [BEFORE])]])('is where we are now in %s', (_what, message) => {
    expect(contact(message)).toEqual(['<sip:1001@[2001:db8::1]:6060;transport=udp;ob>']);
  });

  it.each([['REGISTER, which takes an old one back', request('REGISTER', [BEFORE])], ['a redirection to somebody else', response(302, [BEFORE])]])('stays as it is in %s', (_what, message) => {
    expect(contact(message)).toEqual([BEFORE.slice('Contact: '.length)]);
  });
});
