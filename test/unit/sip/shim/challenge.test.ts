import { describe, expect, it } from 'vitest';
import { headersOf } from '../../../../main/sip/wire/message.ts';
import { createChallengeShim } from '../../../../main/sip/shim/answerable-challenge.ts';
import { response } from '../messages.ts';

const HEAD = ['Via: SIP/2.0/UDP a;branch=z9hG4bK1', 'Call-ID: c1', 'CSeq: 1 INVITE'];
const challenged = (...challenges: string[]): ReturnType<typeof response> => response(407, [...HEAD, ...challenges.map((value) => `Proxy-Authenticate: ${value}`)]);
const shown = (message: ReturnType<typeof response>): readonly string[] => headersOf(message, 'proxy-authenticate');

describe('the challenge that sip.js sees', () => {
  it('is the strongest of several, not the last (RFC 8760 s. 2.4)', () => {
    const rewritten = createChallengeShim().rewrite(challenged('Digest realm="r", nonce="2", algorithm=SHA-256, qop="auth,auth-int"', 'Digest realm="r", nonce="1", algorithm=MD5, qop="auth"'));
    expect(shown(rewritten)).toEqual(['Digest realm="r", nonce="2", algorithm=SHA-256, qop="auth"']);
  });

  it('names MD5-sess by a token that its grammar reads', () => {
    expect(shown(createChallengeShim().rewrite(challenged('Digest realm="r", nonce="1", algorithm=MD5-sess')))).toEqual(['Digest realm="r", nonce="1", algorithm=SESSION-MD5']);
  });

  it('is stale when the same request is challenged with a new nonce', () => {
    const shim = createChallengeShim();
    shim.rewrite(challenged('Digest realm="r", nonce="1"'));
    expect(shown(shim.rewrite(challenged('Digest realm="r", nonce="2"')))).toEqual(['Digest realm="r", nonce="2", algorithm=MD5, stale=true']);
  });

  it('is stale when another realm asks too, for instance the registrar behind a proxy', () => {
    const shim = createChallengeShim();
    shim.rewrite(challenged('Digest realm="proxy", nonce="1"'));
    const second = shim.rewrite(response(401, [...HEAD, 'WWW-Authenticate: Digest realm="home", nonce="1"']));
    expect(headersOf(second, 'www-authenticate')).toEqual(['Digest realm="home", nonce="1", algorithm=MD5, stale=true']);
  });

  it('is not stale when it comes again unchanged, nor for another request', () => {
    const shim = createChallengeShim();
    const once = challenged('Digest realm="r", nonce="1"');
    shim.rewrite(once);
    expect(shown(shim.rewrite(once))[0]).not.toContain('stale');
    expect(shown(shim.rewrite(response(407, ['Call-ID: other', 'CSeq: 1 INVITE', 'Proxy-Authenticate: Digest realm="r", nonce="2"'])))[0]).not.toContain('stale');
  });

  it('is none when we can answer none, so that the request ends with its 407', () => {
    expect(shown(createChallengeShim().rewrite(challenged('Digest realm="r", nonce="1", algorithm=AKAv1-MD5')))).toEqual([]);
  });

  it('of any other status stays as it is', () => {
    const ok = response(200, HEAD);
    expect(createChallengeShim().rewrite(ok)).toBe(ok);
  });
});
