import { describe, expect, it } from 'vitest';
import { createDigestCredentials, MD5_SESS_ALIAS } from '../../../../main/sip/digest/digest-credentials.ts';
import { digestResponse } from '../../../../main/sip/digest/digest-response.ts';

const request = { method: 'INVITE', ruri: 'sip:bob@example.com', body: { body: 'v=0' } };
const credentials = (): ReturnType<typeof createDigestCredentials> => createDigestCredentials('alice', 'secret', () => 'c0');

describe('the credentials of a request', () => {
  it('answer a challenge of RFC 8760 with qop auth', () => {
    const given = credentials();
    expect(given.authenticate(request, { realm: 'r', nonce: 'n', opaque: 'o', algorithm: 'SHA-256', qop: ['auth-int', 'auth'] })).toBe(true);
    const response = digestResponse({ algorithm: 'SHA-256', username: 'alice', realm: 'r', password: 'secret', method: 'INVITE', uri: 'sip:bob@example.com', nonce: 'n', qop: 'auth', nc: '00000001', cnonce: 'c0', body: '' });
    expect(given.toString()).toBe(`Digest username="alice", realm="r", nonce="n", uri="sip:bob@example.com", response="${response}", algorithm=SHA-256, opaque="o", qop=auth, nc=00000001, cnonce="c0"`);
  });

  it('cover the body that sip.js keeps in the request when auth-int is all there is', () => {
    const given = credentials();
    given.authenticate(request, { realm: 'r', nonce: 'n', qop: ['auth-int'] });
    const response = digestResponse({ algorithm: 'MD5', username: 'alice', realm: 'r', password: 'secret', method: 'INVITE', uri: 'sip:bob@example.com', nonce: 'n', qop: 'auth-int', nc: '00000001', cnonce: 'c0', body: 'v=0' });
    expect(given.toString()).toContain(`response="${response}"`);
  });

  it('count the uses of one nonce and begin anew with the next (RFC 7616 s. 3.4)', () => {
    const given = credentials();
    const counts = ['n1', 'n1', 'n2'].map((nonce) => {
      given.authenticate(request, { realm: 'r', nonce, qop: ['auth'] });
      return /nc=(\w+)/.exec(given.toString())?.[1];
    });
    expect(counts).toEqual(['00000001', '00000002', '00000001']);
  });

  it('answer an earlier realm again, with the next count of its nonce, before the latest (RFC 3261 s. 22.3)', () => {
    const given = credentials();
    given.authenticate(request, { realm: 'first', nonce: 'n1', qop: ['auth'] });
    given.authenticate(request, { realm: 'second', nonce: 'n2', qop: ['auth'] });
    expect([...given.toString().matchAll(/realm="(\w+)", nonce="(\w+)".*?nc=(\w+)/g)].map((match) => match.slice(1))).toEqual([['first', 'n1', '00000002'], ['second', 'n2', '00000001']]);
    given.authenticate(request, { realm: 'first', nonce: 'n3', qop: ['auth'] });
    expect([...given.toString().matchAll(/realm="(\w+)", nonce="(\w+)".*?nc=(\w+)/g)].map((match) => match.slice(1))).toEqual([['second', 'n2', '00000002'], ['first', 'n3', '00000001']]);
  });

  it('name MD5-sess as its server did, with the cnonce that its key needs', () => {
    const given = credentials();
    given.authenticate(request, { realm: 'r', nonce: 'n', algorithm: MD5_SESS_ALIAS });
    expect(given.toString()).toContain('algorithm=MD5-sess, cnonce="c0"');
  });

  it.each([{ nonce: 'n' }, { realm: 'r' }, { realm: 'r', nonce: 'n', algorithm: 'SHA-1' }])('are refused for %o', (challenge) => {
    expect(credentials().authenticate(request, challenge)).toBe(false);
  });

  it('escape quotes in names', () => {
    const given = createDigestCredentials('a"b', 'secret');
    given.authenticate(request, { realm: 'r', nonce: 'n' });
    expect(given.toString()).toContain('username="a\\"b"');
  });
});
