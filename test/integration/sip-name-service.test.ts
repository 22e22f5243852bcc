import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import type { SipTransportName } from '../../preload/contract/accounts.ts';
import { askServiceRecords } from '../../main/sip/transport/service-records.ts';
import { startDnsServer, type DnsServer, type Zone } from '../support/dns-server.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { freePort, until } from '../support/peer-process.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function dnsWith(zone: Zone): Promise<DnsServer> {
  const dns = await startDnsServer(zone);
  closing.push(() => dns.close());
  return dns;
}

async function kamailio(): Promise<Kamailio> {
  const started = await startKamailio();
  closing.push(() => started.stop());
  return started;
}

/** A phone that knows its domain alone; every host of the zone is this machine. */
function phoneFinding(dns: DnsServer, transport: SipTransportName): TestPhone {
  const phone = openTestPhone({ user: '1001', domain: 'trunk.test', transport }, 'secret1001', { random: () => 0, serviceRecords: askServiceRecords([dns.address]), lookUp: async () => ['127.0.0.1'] });
  closing.push(() => phone.stop());
  return phone;
}

const server = (priority: number, port: number) => ({ priority, weight: 1, port, target: `server${priority}.trunk.test` });

describe('what DNS says of a domain', () => {
  it('is read from the wire', async () => {
    const naptr = { order: 1, preference: 2, flags: 'S', service: 'SIP+D2T', replacement: '_sip._tcp.trunk.test' };
    const dns = await dnsWith({ 'trunk.test': { naptr: [naptr] }, '_sip._udp.trunk.test': { srv: [server(10, 5070)] } });
    const records = askServiceRecords([dns.address]);
    expect(await records.naptr('trunk.test')).toEqual([{ ...naptr, regexp: '' }]);
    expect(await records.srv('_sip._udp.trunk.test')).toEqual([{ name: 'server10.trunk.test', port: 5070, priority: 10, weight: 1 }]);
    expect(await records.srv('_sip._udp.nowhere.test')).toEqual([]);
    expect(await records.naptr('_sip._udp.trunk.test')).toEqual([]);
  });

  it('is nothing where no name server answers', async () => {
    expect(await askServiceRecords([`127.0.0.1:${await freePort()}`]).srv('_sip._udp.trunk.test')).toEqual([]);
  });
});

describe('a phone that knows its domain alone (RFC 3263)', () => {
  it('registers and calls where NAPTR and SRV lead it over TCP', async () => {
    const trunk = await kamailio();
    const dns = await dnsWith({ 'trunk.test': { naptr: [{ order: 1, preference: 1, flags: 's', service: 'SIP+D2T', replacement: 'sip-over-tcp.trunk.test' }] }, 'sip-over-tcp.trunk.test': { srv: [server(10, trunk.sipPort)] } });
    const phone = phoneFinding(dns, 'tcp');
    await phone.started();
    expect(dns.asked).toEqual(expect.arrayContaining(['NAPTR trunk.test', 'SRV sip-over-tcp.trunk.test']));
    expect(await phone.place('code486').fact('ended')).toMatchObject({ end: { sipStatus: 486 } });
  });

  it('goes on to the next server where nobody listens, and when the one in use is gone', async () => {
    const [first, second, nobody] = [await kamailio(), await kamailio(), await freePort()];
    const dns = await dnsWith({ '_sip._tcp.trunk.test': { srv: [server(10, nobody), server(20, first.sipPort), server(30, second.sipPort)] } });
    const phone = phoneFinding(dns, 'tcp');
    await phone.started();
    expect(phone.facts.filter((fact) => fact.kind === 'registration-changed').map((fact) => fact.state.kind)).toEqual(['registering', 'registering', 'registered']);
    await first.stop();
    await until(() => phone.sip.registration.kind !== 'registered', 'the loss is noticed');
    await until(() => phone.sip.registration.kind === 'registered', 'registered at the other');
    expect(await phone.place('code486').fact('ended')).toMatchObject({ end: { sipStatus: 486 } });
  });

  it('goes on to the next server over UDP when one keeps silent', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
    closing.push(() => silent.close());
    const trunk = await kamailio();
    const dns = await dnsWith({ '_sip._udp.trunk.test': { srv: [server(10, silent.address().port), server(20, trunk.sipPort)] } });
    const phone = phoneFinding(dns, 'udp');
    await phone.start();
    await phone.registration((state) => state.kind === 'registered', 8_000);
    expect(phone.sip.registration).toMatchObject({ kind: 'registered' });
  });
});
