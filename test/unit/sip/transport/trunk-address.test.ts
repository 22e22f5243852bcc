import { describe, expect, it } from 'vitest';
import type { SipTransportName } from '../../../../preload/contract/accounts.ts';
import type { SrvRecord } from '../../../../main/sip/transport/service-records.ts';
import { parseHostPort, resolveTrunk, webSocketPathOf, type NameService } from '../../../../main/sip/transport/trunk-address.ts';

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
  const hosts: Record<string, string[]> = { 'proxy.example': ['192.0.2.1', '192.0.2.2'], 'empty.example': [], 'a.example': ['192.0.2.11'], 'b.example': ['192.0.2.12', '2001:db8::12'], 'records.example': ['192.0.2.99'], '192.0.2.1': ['192.0.2.1'] };
  const asked: string[] = [];
  const srv: Record<string, SrvRecord[]> = {
    '_sip._udp.records.example': [{ name: 'b.example', port: 5070, priority: 20, weight: 0 }, { name: 'a.example', port: 5062, priority: 10, weight: 0 }, { name: 'gone.example', port: 5062, priority: 15, weight: 0 }],
    '_sips._tcp.records.example': [{ name: '', port: 0, priority: 0, weight: 0 }],
    '_elsewhere._tcp.records.example': [{ name: 'a.example', port: 5068, priority: 0, weight: 0 }],
  };
  const names: NameService = {
    random: () => 0,
    async lookUp(host) {
      const addresses = hosts[host];
      if (addresses === undefined) throw new Error('ENOTFOUND');
      return addresses;
    },
    serviceRecords: {
      async srv(name) { asked.push(name); return srv[name] ?? []; },
      naptr: async (name) => (name === 'records.example' ? [{ flags: 'S', service: 'SIP+D2T', regexp: '', replacement: '_elsewhere._tcp.records.example', order: 1, preference: 1 }] : []),
    },
  };
  const find = (domain: string, outboundProxy = '', transport: SipTransportName = 'udp') => resolveTrunk({ domain, outboundProxy, transport }, names);

  it('is the outbound proxy before the domain; all its addresses may call', async () => {
    asked.length = 0;
    expect(await find('records.example', 'proxy.example:5070')).toEqual({ ok: true, value: { name: 'proxy.example', servers: [{ host: '192.0.2.1', port: 5070 }, { host: '192.0.2.2', port: 5070 }], hosts: ['192.0.2.1', '192.0.2.2'] } });
    expect(asked).toEqual([]); // a port says all (RFC 3263 s. 4.2)
  });

  it('is what SRV names for the transport, in its order, beside servers that have no address', async () => {
    expect(await find('records.example')).toEqual({ ok: true, value: {
      name: 'records.example', servers: [{ host: '192.0.2.11', port: 5062 }, { host: '192.0.2.12', port: 5070 }, { host: '2001:db8::12', port: 5070 }], hosts: ['192.0.2.11', '192.0.2.12', '2001:db8::12'],
    } });
  });

  it('is where NAPTR points for the transport (RFC 3263 s. 4.1)', async () => {
    expect(await find('records.example', '', 'tcp')).toMatchObject({ value: { servers: [{ host: '192.0.2.11', port: 5068 }] } });
  });

  it('is nowhere when the domain says that it has no such service (RFC 2782)', async () => {
    expect(await find('records.example', '', 'tls')).toMatchObject({ ok: false, error: { code: 'unresolvable', detail: 'the domain says that it offers no such service' } });
  });

  it.each<[SipTransportName, number]>([['udp', 5060], ['tcp', 5060], ['tls', 5061], ['ws', 80], ['wss', 443]])('is at the usual port over %s where there are no records: %i', async (transport, port) => {
    expect(await find('proxy.example', '', transport)).toMatchObject({ value: { servers: [{ host: '192.0.2.1', port }, { host: '192.0.2.2', port }] } });
  });

  it('is not asked of DNS where it is an address', async () => {
    asked.length = 0;
    expect(await find('192.0.2.1')).toMatchObject({ value: { servers: [{ host: '192.0.2.1', port: 5060 }] } });
    expect(asked).toEqual([]);
  });

  it.each([['nowhere.example', 'ENOTFOUND'], ['empty.example', 'no address']])('%s is unresolvable: %s', async (domain, detail) => {
    expect(await find(domain)).toMatchObject({ ok: false, error: { code: 'unresolvable', detail, action: 'open-account' } });
  });

  it('is nowhere when the proxy is no address', async () => {
    expect(await find('trunk.example', 'a b')).toMatchObject({ ok: false, error: { code: 'unresolvable' } });
  });
});
