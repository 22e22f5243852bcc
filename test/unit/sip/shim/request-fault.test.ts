import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../../main/sip/shim/request-fault.ts';
import { parseSipMessage, type SipRequest } from '../../../../main/sip/wire/message.ts';

function request(method: string, uri: string, ...more: readonly string[]): SipRequest {
  const lines = [`${method} ${uri} SIP/2.0`, 'Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx', 'From: <sip:a@trunk.example>;tag=1', 'To: <sip:b@trunk.example>', 'Call-ID: c', `CSeq: 1 ${method}`, ...more];
  const parsed = parseSipMessage(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`));
  if (parsed.kind !== 'request') throw new Error('the test wrote no request');
  return parsed;
}
const statusOf = (judged: SipRequest): number | null => faultOf(judged)?.statusCode ?? null;

describe('faultOf', () => {
  it.each(['sip:b@127.0.0.1', 'sips:b@[2001:db8::1]:5071', 'sip:127.0.0.1', 'sip:a?b@trunk.example', 'sip:u;p=x%40y@trunk.example;lr', 'tel:+4930123456'])('lets %s pass', (uri) => {
    expect(statusOf(request('OPTIONS', uri))).toBeNull();
  });
  it.each([['<sip:b@trunk.example>', 400], ['sip:b@trunk.example?Route=%3Csip:x%3E', 400], ['sip:2001:db8::10', 400], ['soap.beep://192.0.2.103:3002', 416], ['isbn:2983792873', 416]])('refuses %s with %i (RFC 3261 s. 8.2.2.1, 19.1.1)', (uri, status) => {
    expect(statusOf(request('INVITE', uri))).toBe(status);
  });
  it('refuses a field twice, and CSeq of another method', () => {
    expect(statusOf(request('INVITE', 'sip:b@127.0.0.1', 'Call-ID: d'))).toBe(400);
    expect(statusOf(request('INVITE', 'sip:b@127.0.0.1', 'l: 0', 'Content-Length: 1'))).toBe(400);
    expect(statusOf({ ...request('INVITE', 'sip:b@127.0.0.1'), method: 'OPTIONS' })).toBe(400);
  });
  it('refuses required extensions and names them (s. 8.2.2.3); of an INVITE the call judges them', () => {
    expect(faultOf(request('OPTIONS', 'sip:b@127.0.0.1', 'Require: x, y'))).toEqual({ statusCode: 420, headers: [{ name: 'Unsupported', value: 'x, y' }] });
    expect(statusOf(request('INVITE', 'sip:b@127.0.0.1', 'Require: x'))).toBeNull();
  });
  it.each([['application/sdp', null], ['text/plain, application/*;q=0.5', null], ['*/*', null], ['text/nobodyKnowsThis', 406]])('an INVITE whose caller reads %s', (accept, status) => {
    expect(statusOf(request('INVITE', 'sip:b@127.0.0.1', `Accept: ${accept}`))).toBe(status);
  });
});
