import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bestChallenge, parseChallenges } from '../../../../main/sip/digest/challenge.ts';

describe('a challenge', () => {
  it('is read with quoted pairs, odd spacing and unknown parameters', () => {
    expect(parseChallenges('digest  realm="a \\"b\\", c", Nonce = "n,1" , qop="auth-int, auth",algorithm=sha-256, stale=TRUE,opaque="", domain="sip:x"')).toEqual([
      { realm: 'a "b", c', nonce: 'n,1', opaque: '', algorithm: 'SHA-256', qop: 'auth', isStale: true },
    ]);
  });

  it('is one of several in a line (RFC 7235 s. 4.1), of which the strongest is answered (RFC 8760 s. 2.4)', () => {
    const challenges = parseChallenges('Digest realm="r", nonce="1", algorithm=MD5, Digest realm="r", nonce="2", algorithm=SHA-256, Digest realm="r", nonce="3", algorithm=SHA-512-256');
    expect(challenges.map(({ nonce }) => nonce)).toEqual(['1', '2', '3']);
    expect(bestChallenge(challenges)?.nonce).toBe('3');
  });

  it('among equals is the first', () => {
    expect(bestChallenge(parseChallenges('Digest realm="a", nonce="1", Digest realm="b", nonce="2"'))?.realm).toBe('a');
  });

  it.each(['Basic realm="r"', 'Digest realm="r"', 'Digest nonce="n"', 'Digest realm="r", nonce="n", algorithm=AKAv1-MD5', 'Digest realm="r", nonce="n", qop="auth-conf"', ''])('that cannot be answered is left out: %s', (value) => {
    expect(parseChallenges(value)).toEqual([]);
  });

  it('of any text never throws', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => Array.isArray(parseChallenges(`Digest ${text}`))));
  });
});
