import { describe, expect, it } from 'vitest';
import { digestResponse, type DigestInput } from '../../../../main/sip/digest/digest-response.ts';

/** RFC 7616 s. 3.9.1. */
const MUFASA: Omit<DigestInput, 'algorithm'> = {
  username: 'Mufasa', realm: 'http-auth@example.org', password: 'Circle of Life', method: 'GET', uri: '/dir/index.html', body: '',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ', nc: '00000001', qop: 'auth',
};

describe('the digest response', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('with %s is that of RFC 7616 s. 3.9.1', (algorithm, response) => {
    expect(digestResponse({ ...MUFASA, algorithm })).toBe(response);
  });

  it('with MD5 and no qop is that of RFC 2069 as RFC 7616 s. 3.4.1 keeps it', () => {
    const input: DigestInput = { ...MUFASA, algorithm: 'MD5', realm: 'testrealm@host.com', nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093', password: 'CircleOfLife', qop: null };
    expect(digestResponse(input)).toBe('1949323746fe6a43ef61f9606e7febea');
  });

  it('is that of RFC 2617 s. 3.5', () => {
    const input: DigestInput = { ...MUFASA, algorithm: 'MD5', realm: 'testrealm@host.com', nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093', password: 'Circle Of Life', cnonce: '0a4f113b' };
    expect(digestResponse(input)).toBe('6629fae49393a05397450978507c4ef1');
  });

  it('with SHA-512-256 is that of RFC 7616 s. 3.9.2 as its erratum 4897 corrects it', () => {
    const input: DigestInput = {
      algorithm: 'SHA-512-256', username: 'J\u00e4s\u00f8n Doe', realm: 'api@example.org', password: 'Secret, or not?', method: 'GET', uri: '/doe.json', body: '',
      nonce: '5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK', cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v', nc: '00000001', qop: 'auth',
    };
    expect(digestResponse(input)).toBe('3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5');
  });

  it('covers the body with auth-int alone (RFC 7616 s. 3.4.3)', () => {
    const of = (qop: 'auth' | 'auth-int', body: string): string => digestResponse({ ...MUFASA, algorithm: 'MD5', qop, body });
    expect(of('auth-int', 'v=0')).not.toBe(of('auth-int', 'v=1'));
    expect(of('auth', 'v=0')).toBe(of('auth', 'v=1'));
  });

  it.each(['MD5-sess', 'SHA-256-sess', 'SHA-512-256-sess'] as const)('with %s binds the secret to nonce and cnonce (RFC 7616 s. 3.4.2)', (algorithm) => {
    const plain = algorithm.replace('-sess', '') as 'MD5';
    expect(digestResponse({ ...MUFASA, algorithm })).not.toBe(digestResponse({ ...MUFASA, algorithm: plain }));
    expect(digestResponse({ ...MUFASA, algorithm })).toHaveLength(algorithm === 'MD5-sess' ? 32 : 64);
  });
});
