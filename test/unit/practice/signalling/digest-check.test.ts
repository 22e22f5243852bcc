import { describe, expect, it } from 'vitest';
import { createDigestCheck, digestResponse, parseCredentials, type DigestCheck } from '../../../../main/practice/signalling/digest-check.ts';
import type { SipRequest } from '../../../../main/sip/wire/message.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const REALM = 'practice.sidetone.invalid';

function setUp() {
  const clock = createFakeClock();
  return { clock, check: createDigestCheck({ realm: REALM, user: 'agent', password: 'secret', clock }) };
}

function challengeOf(check: DigestCheck, algorithm = 'MD5'): ReadonlyMap<string, string> {
  return check.challenge('WWW-Authenticate', false).map((header) => parseCredentials(header.value)!).find((fields) => fields.get('algorithm') === algorithm)!;
}

function signed(nonce: string, changes: { password?: string; user?: string; nc?: string; algorithm?: string; qop?: string } = {}): SipRequest {
  const { password = 'secret', user = 'agent', nc = '00000001', algorithm = 'MD5', qop = 'auth' } = changes;
  const response = digestResponse({ algorithm, username: user, realm: REALM, password, method: 'REGISTER', uri: 'sip:x', nonce, nc, cnonce: 'c' });
  const value = `Digest username="${user}", realm="${REALM}", nonce="${nonce}", uri="sip:x", response="${response}", algorithm=${algorithm}, qop=${qop}, nc=${nc}, cnonce="c"`;
  return { kind: 'request', method: 'REGISTER', requestUri: 'sip:x', headers: [{ name: 'Authorization', value }], body: new Uint8Array() };
}

describe('digestResponse', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('gives the %s example of RFC 7616 s. 3.9.1', (algorithm, expected) => {
    expect(digestResponse({
      algorithm, username: 'Mufasa', realm: 'http-auth@example.org', password: 'Circle of Life', method: 'GET', uri: '/dir/index.html',
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v', nc: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    })).toBe(expected);
  });

  it('has no answer for an algorithm that is not offered', () => {
    expect(digestResponse({ algorithm: 'MD5-sess', username: '', realm: '', password: '', method: '', uri: '', nonce: '', nc: '', cnonce: '' })).toBeNull();
  });
});

describe('the digest check', () => {
  it('offers SHA-256 before MD5 (RFC 8760 s. 2.3)', () => {
    const offered = setUp().check.challenge('WWW-Authenticate', false).map((header) => parseCredentials(header.value)!.get('algorithm'));
    expect(offered).toEqual(['SHA-256', 'MD5']);
  });

  it.each(['MD5', 'SHA-256'])('accepts the right password with %s', (algorithm) => {
    const { check } = setUp();
    const nonce = challengeOf(check, algorithm).get('nonce')!;
    expect(check.judge(signed(nonce, { algorithm }), 'Authorization')).toEqual({ kind: 'accepted' });
  });

  it('challenges a request without credentials, with another scheme or another realm', () => {
    const { check } = setUp();
    const bare = { ...signed('n'), headers: [] };
    const basic = { ...bare, headers: [{ name: 'Authorization', value: 'Basic abc' }] };
    const elsewhere = { ...bare, headers: [{ name: 'Authorization', value: 'Digest realm="other", nonce="n"' }] };
    for (const request of [bare, basic, elsewhere]) expect(check.judge(request, 'Authorization')).toEqual({ kind: 'challenge', isStale: false });
  });

  it.each([{ password: 'Secret' }, { user: 'agent2' }, { nc: 'x' }, { qop: 'auth-int' }])('calls %o wrong', (changes) => {
    const { check } = setUp();
    expect(check.judge(signed(challengeOf(check).get('nonce')!, changes), 'Authorization')).toEqual({ kind: 'wrong' });
  });

  it('calls an old nonce stale only when the password was right (RFC 7616 s. 3.3)', () => {
    const { check, clock } = setUp();
    const nonce = challengeOf(check).get('nonce')!;
    clock.advance(121_000);
    expect(check.judge(signed(nonce), 'Authorization')).toEqual({ kind: 'challenge', isStale: true });
    expect(check.judge(signed(nonce, { password: 'wrong' }), 'Authorization')).toEqual({ kind: 'wrong' });
  });

  it('does not take a nonce that it never gave', () => {
    expect(setUp().check.judge(signed('0.abc.def'), 'Authorization')).toEqual({ kind: 'challenge', isStale: true });
  });

  it('refuses a request played again but takes the next count', () => {
    const { check } = setUp();
    const nonce = challengeOf(check).get('nonce')!;
    expect(check.judge(signed(nonce), 'Authorization').kind).toBe('accepted');
    expect(check.judge(signed(nonce), 'Authorization')).toEqual({ kind: 'challenge', isStale: true });
    expect(check.judge(signed(nonce, { nc: '00000002' }), 'Authorization').kind).toBe('accepted');
  });
});
