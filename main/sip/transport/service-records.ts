import { Resolver } from 'node:dns/promises';
import type { NaptrRecord, SrvRecord } from 'node:dns';
import type { SipTransportName } from '../../../preload/contract/accounts.ts';

export type { NaptrRecord, SrvRecord };

/** What DNS says of a domain's servers; an empty list where it says nothing or nobody answers. */
export interface ServiceRecords {
  srv(name: string): Promise<readonly SrvRecord[]>;
  naptr(name: string): Promise<readonly NaptrRecord[]>;
}

const QUERY_WITHIN_MS = 1_500;
const TRIES = 2;

/** Asks the system's name servers, or `servers` as `address:port`. */
export function askServiceRecords(servers?: readonly string[]): ServiceRecords {
  const resolverOf = (): Resolver => {
    const resolver = new Resolver({ timeout: QUERY_WITHIN_MS, tries: TRIES }); // a new one each time: the system's servers change with the network
    if (servers !== undefined) resolver.setServers(servers);
    return resolver;
  };
  return {
    srv: (name) => resolverOf().resolveSrv(name).catch(() => []),
    naptr: (name) => resolverOf().resolveNaptr(name).catch(() => []),
  };
}

/** RFC 3263 s. 4.1; a WebSocket's address is a URL, which knows no SRV (RFC 7118 s. 5.3). */
const SERVICES: Readonly<Partial<Record<SipTransportName, { readonly naptr: string; readonly srv: string }>>> = {
  udp: { naptr: 'SIP+D2U', srv: '_sip._udp.' }, tcp: { naptr: 'SIP+D2T', srv: '_sip._tcp.' }, tls: { naptr: 'SIPS+D2T', srv: '_sips._tcp.' },
};

/** Whether a domain's servers for this transport may be named in DNS. */
export function hasServiceRecords(transport: SipTransportName): boolean {
  return SERVICES[transport] !== undefined;
}

/** The SRV names to ask for one transport, best first: what NAPTR names for it (RFC 3263 s. 4.1), else the usual one. */
export function srvNamesOf(domain: string, transport: SipTransportName, records: readonly NaptrRecord[]): string[] {
  const service = SERVICES[transport];
  if (service === undefined) return [];
  const named = records
    .filter((record) => record.service.toUpperCase() === service.naptr && record.flags.toLowerCase() === 's' && record.replacement !== '')
    .sort((a, b) => a.order - b.order || a.preference - b.preference)
    .map((record) => record.replacement);
  return named.length > 0 ? named : [`${service.srv}${domain}`];
}

/**
 * Servers in the order in which to try them (RFC 2782): by priority, within one by chance in proportion to weight.
 * @param random 0 to 1
 */
export function inOrder(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const left = [...records].sort((a, b) => a.priority - b.priority || a.weight - b.weight);
  const ordered: SrvRecord[] = [];
  while (left.length > 0) {
    const peers = left.filter((record) => record.priority === left[0]?.priority);
    const mark = random() * peers.reduce((sum, record) => sum + record.weight, 0);
    let sum = 0;
    const at = peers.findIndex((record) => (sum += record.weight) >= mark);
    ordered.push(...left.splice(Math.max(0, at), 1));
  }
  return ordered;
}
