import { describe, expect, it } from 'vitest';
import { separateCredentials } from '../../../../main/sip/shim/credentials-of-realms.ts';
import { headersOf } from '../../../../main/sip/wire/message.ts';
import { request } from '../messages.ts';

const digest = (realm: string, count: number): string => `Digest username="a, Digest b=1", realm="${realm}", nonce="n", uri="sip:x", response="0", algorithm=MD5, nc=0000000${count}`;

describe('credentials for several realms (RFC 3261 s. 22.3)', () => {
  it.each<[string, string[], string[], string[]]>([
    ['of one proxy stay', [`Proxy-Authorization: ${digest('p', 1)}`], [], [digest('p', 1)]],
    ['of two proxies get a line each', [`Proxy-Authorization: ${digest('p', 2)}, ${digest('q', 1)}`], [], [digest('p', 2), digest('q', 1)]],
    ['of a registrar are renewed where they stand when a proxy asks after it', [`Authorization: ${digest('home', 1)}`, `Proxy-Authorization: ${digest('home', 2)}, ${digest('p', 1)}`], [digest('home', 2)], [digest('p', 1)]],
    ['of a proxy are renewed where they stand when the registrar asks after it', [`Proxy-Authorization: ${digest('p', 1)}`, `Authorization: ${digest('p', 2)}, ${digest('home', 1)}`], [digest('home', 1)], [digest('p', 2)]],
    ['of one realm that is registrar and proxy stay in both', [`Authorization: ${digest('r', 1)}`, `Proxy-Authorization: ${digest('r', 1)}`], [digest('r', 1)], [digest('r', 1)]],
  ])('%s', (_what, given, authorization, proxyAuthorization) => {
    const separated = separateCredentials(request('REGISTER', ['CSeq: 1 REGISTER', ...given]));
    expect(headersOf(separated, 'authorization')).toEqual(authorization);
    expect(headersOf(separated, 'proxy-authorization')).toEqual(proxyAuthorization);
    expect(headersOf(separated, 'cseq')).toEqual(['1 REGISTER']);
  });

  it('are nothing to a request without any', () => {
    const plain = request('OPTIONS', ['CSeq: 1 OPTIONS']);
    expect(separateCredentials(plain)).toBe(plain);
  });
});
