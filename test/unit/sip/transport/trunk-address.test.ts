import { describe, expect, it } from 'vitest';
import { parseHostPort, resolveTrunk, webSocketPathOf } from '../../../../main/sip/transport/trunk-address.ts';

describe('a server address as a person writes it', () => {
  it.each([
    ['trunk.example', { host: 'trunk.example', port: 5060 }], ['trunk.example:5080', { host: 'trunk.example', port: 5080 }], [' 192.0.2.1:5061 ', { host: '192.0.2.1', port: 5061 }],
    ['[2001:db8::1]', { host: '2001:db8::1', port: 5060 }], ['[2001:db8::1]:5070', { host: '2001:db8::1', port: 5070 }], ['sip:trunk.example;lr', { host: 'trunk.example', port: 5060 }],
    ['wss://trunk.example:7443/ws', { host: 'trunk.example', port: 7443 }], ['ws://[2001:db8::1]/', { host: '2001:db8::1', port: 5060 }], ['https://trunk.example', null],
    ['', null], ['a b', null], ['trunk:99999', null], ['trunk:0', null], ['trunk:x', null], ['2001:db8::1', null],
  ])('%j is %j', (text, endpoint) => {
    expect(parseHostPort(text, 5060)).toEqual(endpoint);
  });
});

describe('the path of a WebSocket', () => {
  it.each([['wss://trunk.example:7443/sip/ws?x=1', '/sip/ws?x=1'], ['wss://trunk.example/', '/'], ['wss://trunk.example', '/ws'], ['trunk.example:443', '/ws'], ['', '/ws']])('of %j is %j', (text, path) => {
    expect(webSocketPathOf(text)).toBe(path);
  });
});

describe('where the trunk is', () => {
  const lookUp = async (host: string): Promise<string[]> => {
    if (host === 'proxy.example') return ['192.0.2.1', '192.0.2.2'];
    if (host === 'empty.example') return [];
    throw new Error('ENOTFOUND');
  };

  it('is the outbound proxy before the domain; all its addresses may call', async () => {
    expect(await resolveTrunk({ domain: 'trunk.example', outboundProxy: 'proxy.example:5070' }, 5060, lookUp)).toEqual({ ok: true, value: { name: 'proxy.example', endpoint: { host: '192.0.2.1', port: 5070 }, hosts: ['192.0.2.1', '192.0.2.2'] } });
  });

  it.each([['nowhere.example', 'ENOTFOUND'], ['empty.example', 'no address']])('%s is unresolvable: %s', async (domain, detail) => {
    expect(await resolveTrunk({ domain, outboundProxy: '' }, 5060, lookUp)).toMatchObject({ ok: false, error: { code: 'unresolvable', detail, action: 'open-account' } });
  });

  it('is nowhere when the proxy is no address', async () => {
    expect(await resolveTrunk({ domain: 'trunk.example', outboundProxy: 'a b' }, 5060, lookUp)).toMatchObject({ ok: false, error: { code: 'unresolvable' } });
  });
});
