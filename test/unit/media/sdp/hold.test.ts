import { describe, expect, it } from 'vitest';
import type { Direction } from '../../../../main/media/sdp/audio-description.ts';
import { isHolding, offeredDirection, ownDirection } from '../../../../main/media/sdp/hold.ts';
import { answerOffer, buildOffer, readAnswer } from '../../../../main/media/sdp/negotiate.ts';

const LOCAL = { address: '127.0.0.1', port: 4_000, sessionId: 1, version: 1 };
const sdp = (direction: string, address = '127.0.0.1', end = '\r\n'): string =>
  ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', `c=IN IP${address.includes(':') ? 6 : 4} ${address}`, 't=0 0', 'm=audio 40000 RTP/AVP 0', 'a=rtpmap:0 PCMU/8000', ...(direction === '' ? [] : [`a=${direction}`])].join('\r\n') + end;

describe('hold in SDP (RFC 3264 s. 8.4)', () => {
  it.each<[boolean, boolean, Direction]>([[false, false, 'sendrecv'], [true, false, 'sendonly'], [true, true, 'inactive'], [false, true, 'sendrecv']])('offers, held by us %s and by the peer %s, %s', (byUs, byPeer, direction) => {
    expect(offeredDirection({ byUs, byPeer })).toBe(direction);
    expect(buildOffer(LOCAL, ['PCMU'], direction)).toContain(`a=${direction}\r\n`);
  });

  it.each<[Direction, Direction, Direction, boolean]>([
    ['sendrecv', 'sendrecv', 'sendonly', false], ['sendonly', 'recvonly', 'inactive', true], ['recvonly', 'sendonly', 'sendonly', false], ['inactive', 'inactive', 'inactive', true],
  ])('to a peer that says %s we are %s, and %s while we hold', (peer, free, held, isHeld) => {
    expect([ownDirection(peer, false), ownDirection(peer, true), isHolding(peer)]).toEqual([free, held, isHeld]);
  });

  it.each([
    ['sendonly', sdp('sendonly')], ['inactive', sdp('inactive')], ['an address of zeros', sdp('sendrecv', '0.0.0.0')], ['an IPv6 address of zeros', sdp('', '::')], ['a last line without its end', sdp('sendonly', '127.0.0.1', '')],
  ])('sees that the peer holds by %s (T11)', (_form, offer) => {
    expect(answerOffer(LOCAL, ['PCMU'], offer)).toMatchObject({ ok: true, value: { audio: { isHeldByPeer: true } } });
  });

  it('holds although the peer answers sendrecv (T11)', () => {
    expect(readAnswer(['PCMU'], sdp('sendrecv'), { isHeldByUs: true })).toMatchObject({ ok: true, value: { direction: 'sendonly', isHeldByPeer: false } });
  });

  it('stays held when the peer asks anew for everything', () => {
    expect(answerOffer(LOCAL, ['PCMU'], sdp('sendrecv'), { isHeldByUs: true })).toMatchObject({ ok: true, value: { sdp: expect.stringContaining('a=sendonly') as string, audio: { direction: 'sendonly' } } });
  });
});
