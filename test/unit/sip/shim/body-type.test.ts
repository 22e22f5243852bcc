import { describe, expect, it } from 'vitest';
import { nameBody } from '../../../../main/sip/shim/body-type.ts';
import { headerOf, type SipRequest } from '../../../../main/sip/wire/message.ts';

function invite(body: string, contentType?: string): SipRequest {
  return { kind: 'request', method: 'INVITE', requestUri: 'sip:1001@phone', headers: contentType === undefined ? [] : [{ name: 'c', value: contentType }], body: Buffer.from(body) };
}

describe('a body without Content-Type (RFC 3261 s. 20.15)', () => {
  it('is SDP when it begins as SDP', () => {
    const named = nameBody(invite('v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n'));
    expect(headerOf(named, 'content-type')).toBe('application/sdp');
    expect(named.body.length).toBeGreaterThan(0);
  });

  it('is left out otherwise', () => expect(nameBody(invite('hello')).body).toHaveLength(0));
});

describe('a body that says what it is', () => {
  it('stays, also under the compact name', () => {
    const request = invite('hello', 'text/plain');
    expect(nameBody(request)).toBe(request);
  });

  it('needs no type when it is empty', () => expect(headerOf(nameBody(invite('')), 'content-type')).toBeUndefined());
});
