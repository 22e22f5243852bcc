import { describe, expect, it } from 'vitest';
import { headersOf } from '../../../../main/sip/wire/message.ts';
import { branchOf, noteSource, responseTarget, restoreSentBy, seenFrom, unfoldVia, writeSentBy } from '../../../../main/sip/shim/via.ts';
import { request, response } from '../messages.ts';

const ours = { host: '192.0.2.7', port: 40_123 };
const udp = { protocol: 'UDP', local: ours };
const via = (message: Parameters<typeof headersOf>[0]): readonly string[] => headersOf(message, 'via');

describe('the top Via of our requests', () => {
  it('carries our address, our port and rport (RFC 3581 s. 3)', () => {
    expect(via(writeSentBy(request('OPTIONS', ['Via: SIP/2.0/UDP phone.invalid;branch=z9hG4bK1']), udp))).toEqual(['SIP/2.0/UDP 192.0.2.7:40123;branch=z9hG4bK1;rport']);
  });

  it('carries an IPv6 address in brackets, and knows it again (RFC 5118 s. 4.1)', () => {
    const local = { host: '2001:db8::7', port: 40_123 };
    expect(via(writeSentBy(request('OPTIONS', ['Via: SIP/2.0/UDP phone.invalid;branch=z9hG4bK1']), { protocol: 'UDP', local }))).toEqual(['SIP/2.0/UDP [2001:db8::7]:40123;branch=z9hG4bK1;rport']);
    expect(via(restoreSentBy(response(200, ['Via: SIP/2.0/UDP [2001:DB8:0::7]:40123;branch=z9hG4bK1']), local))).toEqual(['SIP/2.0/UDP phone.invalid;branch=z9hG4bK1']);
  });

  it('does not carry rport twice', () => {
    expect(via(writeSentBy(request('OPTIONS', ['Via: SIP/2.0/UDP phone.invalid;rport;branch=z9hG4bK1']), udp))).toEqual(['SIP/2.0/UDP 192.0.2.7:40123;rport;branch=z9hG4bK1']);
  });

  it('names the transport that the request really goes over (RFC 3261 s. 18.1.1)', () => {
    expect(via(writeSentBy(request('OPTIONS', ['Via: SIP/2.0/UDP phone.invalid;branch=z9hG4bK1']), { protocol: 'TCP', local: ours }))).toEqual(['SIP/2.0/TCP 192.0.2.7:40123;branch=z9hG4bK1;rport']);
  });

  it('comes back to sip.js as sip.js wrote it', () => {
    expect(via(restoreSentBy(response(200, ['v: SIP/2.0/UDP 192.0.2.7:40123;rport=40123;received=192.0.2.7;branch=z9hG4bK1']), ours))).toEqual(['SIP/2.0/UDP phone.invalid;rport=40123;received=192.0.2.7;branch=z9hG4bK1']);
  });

  it('stays when it is not ours (RFC 3261 s. 18.1.2)', () => {
    const foreign = response(200, ['Via: SIP/2.0/UDP 192.0.2.8:40123;branch=z9hG4bK1']);
    expect(restoreSentBy(foreign, ours)).toEqual(foreign);
  });
});

describe('where the trunk saw us', () => {
  it.each([
    ['received=198.51.100.1;rport=6060', { host: '198.51.100.1', port: 6060 }], ['rport=6060;received=[2001:DB8::1]', { host: '2001:db8::1', port: 6060 }],
    ['rport=6060', null], ['received=198.51.100.1;rport', null], ['received=198.51.100.1', null], ['received=somewhere;rport=6060', null], ['received=198.51.100.1;rport=99999', null],
  ])('is read from %s', (params, seen) => {
    expect(seenFrom(response(200, [`Via: SIP/2.0/UDP 192.0.2.7:40123;branch=z9hG4bK1;${params}`]))).toEqual(seen);
  });
});

describe('the Via of a request that arrives', () => {
  it('is unfolded, so that the first branch counts (RFC 3261 s. 7.3.1)', () => {
    const unfolded = unfoldVia(request('INVITE', ['Via: SIP/2.0/UDP a;branch=z9hG4bKtop, SIP/2.0/UDP b;branch=z9hG4bKlast']));
    expect(via(unfolded)).toEqual(['SIP/2.0/UDP a;branch=z9hG4bKtop', 'SIP/2.0/UDP b;branch=z9hG4bKlast']);
    expect(branchOf(unfolded)).toBe('z9hG4bKtop');
  });

  it.each([
    ['SIP/2.0/UDP 10.0.0.1:5080;rport;branch=z9hG4bK1', 'SIP/2.0/UDP 10.0.0.1:5080;branch=z9hG4bK1;received=192.0.2.1;rport=6060', { host: '192.0.2.1', port: 6060 }],
    ['SIP/2.0/UDP 10.0.0.1:5080;branch=z9hG4bK1', 'SIP/2.0/UDP 10.0.0.1:5080;branch=z9hG4bK1;received=192.0.2.1', { host: '192.0.2.1', port: 5080 }],
    ['SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1', 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1', { host: '192.0.2.1', port: 5060 }],
    ['SIP/2.0/UDP [2001:db8::9]:5080;received=[2001:db8::9];branch=z9hG4bK1', 'SIP/2.0/UDP [2001:db8::9]:5080;branch=z9hG4bK1;received=192.0.2.1', { host: '192.0.2.1', port: 5080 }],
    ['SIP/2.0/UDP 10.0.0.1;received=203.0.113.9;branch=z9hG4bK1', 'SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1;received=192.0.2.1', { host: '192.0.2.1', port: 5060 }],
  ])('%s is answered to where the sender is (RFC 3261 s. 18.2.2)', (given, noted, target) => {
    const arrived = noteSource(request('INVITE', [`Via: ${given}`]), { host: '192.0.2.1', port: 6060 });
    expect(via(arrived)).toEqual([noted]);
    expect(responseTarget({ ...response(200, []), headers: arrived.headers })).toEqual(target);
  });

  it('gives no target when unreadable', () => {
    expect(responseTarget(response(200, ['Via: nonsense']))).toBeNull();
  });
});
