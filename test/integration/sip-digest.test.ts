import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, headersOf, type SipHeader, type SipRequest } from '../../main/sip/wire/message.ts';
import { acceptAll, openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
beforeEach(async () => {
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

const hash = (algorithm: string, ...parts: (string | Uint8Array)[]): string => createHash(algorithm).update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest('hex');
const parameter = (value: string, name: string): string => new RegExp(`\\b${name}="?([^",]*)`).exec(value)?.[1] ?? '';
const challenge = (name: string, realm: string, more: string): SipHeader => ({ name, value: `Digest realm="${realm}", nonce="of-${realm}", ${more}` });

/** Whether these credentials are right for the request, by RFC 7616 alone. */
function isRight(value: string, request: SipRequest, algorithm: 'md5' | 'sha256'): boolean {
  const of = (name: string): string => parameter(value, name);
  const a1 = hash(algorithm, `1001:${of('realm')}:secret`);
  const body = of('qop') === 'auth-int' ? `:${hash(algorithm, request.body)}` : '';
  const a2 = hash(algorithm, `${request.method}:${request.requestUri}${body}`);
  return of('uri') === request.requestUri && of('response') === hash(algorithm, [a1, of('nonce'), of('nc'), of('cnonce'), of('qop'), a2].join(':'));
}

describe('digest over the wire', () => {
  it.each(['md5', 'sha256'] as const)('covers the body of an INVITE where the trunk wants auth-int, with %s (RFC 7616 s. 3.4.3)', async (algorithm) => {
    await phone.started();
    phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 407, { headers: [challenge('Proxy-Authenticate', 'p', `qop="auth-int", algorithm=${algorithm === 'md5' ? 'MD5' : 'SHA-256'}`)] });
    await trunk.request('ACK');
    const again = await trunk.request('INVITE');
    const value = headerOf(again, 'proxy-authorization')!;
    expect(again.body.length).toBeGreaterThan(0);
    expect(parameter(value, 'qop')).toBe('auth-int');
    expect(isRight(value, again, algorithm)).toBe(true);
    trunk.reply(again, 486);
    await trunk.request('ACK');
  });

  it('satisfies two proxies in a row that each want their own credentials (RFC 3261 s. 22.3)', async () => {
    await phone.started();
    const call = phone.place('5550100');
    for (const realm of ['near', 'far']) {
      trunk.reply(await trunk.request('INVITE'), 407, { headers: [challenge('Proxy-Authenticate', realm, 'qop="auth"')] });
      await trunk.request('ACK');
    }
    const last = await trunk.request('INVITE');
    const values = headersOf(last, 'proxy-authorization');
    expect(values.map((value) => [parameter(value, 'realm'), parameter(value, 'nc')])).toEqual([['near', '00000002'], ['far', '00000001']]);
    expect(values.map((value) => isRight(value, last, 'md5'))).toEqual([true, true]);
    trunk.reply(last, 200, { body: PCMU_SDP });
    await call.fact('answered');
    expect(headersOf(await trunk.request('ACK'), 'proxy-authorization')).toEqual(values);
  });

  it('satisfies a proxy and the registrar behind it, each in its own header', async () => {
    trunk.registrar = (request) => {
      if (headerOf(request, 'proxy-authorization') === undefined) return { statusCode: 407, headers: [challenge('Proxy-Authenticate', 'near', 'qop="auth"')] };
      if (headerOf(request, 'authorization') === undefined) return { statusCode: 401, headers: [challenge('WWW-Authenticate', 'home', 'qop="auth"')] };
      return acceptAll(request);
    };
    await phone.started();
    const last = trunk.arrived.filter((message): message is SipRequest => message.kind === 'request').at(-1)!;
    for (const [name, realm, count] of [['proxy-authorization', 'near', '00000002'], ['authorization', 'home', '00000001']] as const) {
      const values = headersOf(last, name);
      expect(values.map((value) => [parameter(value, 'realm'), parameter(value, 'nc'), isRight(value, last, 'md5')])).toEqual([[realm, count, true]]);
    }
  });
});
