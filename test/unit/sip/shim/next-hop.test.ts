import { describe, expect, it } from 'vitest';
import { nextHop } from '../../../../main/sip/shim/next-hop.ts';
import { request } from '../messages.ts';

describe('the next hop of a request', () => {
  it.each([
    ['the proxy outside a dialog', ['To: <sip:bob@example.com>'], 'sip:bob@example.com', { kind: 'proxy' }],
    ['the peer\'s Contact within a dialog (RFC 3261 s. 12.2.1.1)', ['To: <sip:bob@example.com>;tag=1'], 'sip:bob@192.0.2.4:5090;transport=udp', { kind: 'host', host: '192.0.2.4', port: 5090 }],
    ['the topmost Route before the Contact', ['To: <sip:bob@example.com>;tag=1', 'Route: <sip:192.0.2.9;lr>, <sip:192.0.2.10:5070;lr>'], 'sip:bob@192.0.2.4', { kind: 'host', host: '192.0.2.9', port: null }],
    ['the Route also outside a dialog', ['To: <sip:bob@example.com>', 'Route: <sip:proxy.example.com:5070;lr>'], 'sip:bob@example.com', { kind: 'host', host: 'proxy.example.com', port: 5070 }],
    ['maddr before the host', ['To: <sip:bob@example.com>;tag=1'], 'sip:bob@example.com:5090;maddr=192.0.2.77', { kind: 'host', host: '192.0.2.77', port: 5090 }],
    ['the proxy when the Contact is no SIP URI', ['To: <sip:bob@example.com>;tag=1'], 'tel:+15550100', { kind: 'proxy' }],
  ])('is %s', (_rule, headers, uri, expected) => {
    expect(nextHop(request('BYE', headers, uri))).toEqual(expected);
  });
});
