import { lookup } from 'node:dns/promises';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import { isIP } from 'node:net';
import type { AccountSettings, SipTransportName } from '../../../preload/contract/accounts.ts';
import type { Endpoint } from '../shim/via.ts';
import { socketHost } from '../wire/host.ts';
import { hasServiceRecords, inOrder, srvNamesOf, type ServiceRecords } from './service-records.ts';

/** RFC 3261 s. 19.1.2, RFC 7118 s. 5.3. */
export const DEFAULT_PORTS: Readonly<Record<SipTransportName, number>> = { udp: 5060, tcp: 5060, tls: 5061, ws: 80, wss: 443 };

/** The addresses of a host name; rejects when it has none. */
export type LookUp = (host: string) => Promise<readonly string[]>;

export const systemLookUp: LookUp = async (host) => (await lookup(host, { all: true, verbatim: false })).map(({ address }) => address);

/** Where the trunk is: its servers in the order in which to try them. All of them may call us. */
export interface TrunkAddress {
  /** As the account names it. */
  readonly name: string;
  readonly servers: readonly [Endpoint, ...Endpoint[]];
  readonly hosts: readonly string[];
}

/** Nobody needs more of them than this, and a peer's zone may hold many. */
const MOST_SERVERS = 8;

/** Reads `host`, `host:port`, `[v6]`, `[v6]:port`, also as a SIP URI or a WebSocket's URL; null for anything else. Without a port it has `defaultPort`. */
export function parseHostPort(text: string, defaultPort: number): Endpoint | null {
  const match = /^(?:sips?:|wss?:\/\/)?(?:\[([0-9a-f:.]+)\]|([^\s:[\];/]+))(?::(\d{1,5}))?(?:[;/].*)?$/i.exec(text.trim());
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  const host = match?.[1] ?? match?.[2];
  return host === undefined || (match?.[3] !== undefined && port < 1) || port > 65_535 ? null : { host, port };
}

/** The path of a WebSocket's URL; where it names none, the one that servers expect or ignore. */
export function webSocketPathOf(outboundProxy: string): string {
  return /^wss?:\/\/[^/]+(\/\S*)$/i.exec(outboundProxy.trim())?.[1] ?? '/ws';
}

/** What is asked to find a trunk. */
export interface NameService {
  readonly lookUp: LookUp;
  readonly serviceRecords: ServiceRecords;
  /** 0 to 1, for servers of equal priority. */
  readonly random: () => number;
}

/**
 * Finds the servers of the outbound proxy, or of the domain when there is none (RFC 3263 s. 4):
 * a port or an address says all; else NAPTR and SRV for the account's transport, else the host's addresses at the transport's own port.
 */
export async function resolveTrunk(settings: Pick<AccountSettings, 'domain' | 'outboundProxy' | 'transport'>, names: NameService): Promise<Result<TrunkAddress, 'unresolvable'>> {
  const { transport } = settings;
  const text = settings.outboundProxy === '' ? settings.domain : settings.outboundProxy;
  const named = parseHostPort(text, 0);
  if (named === null) return failure('unresolvable', `"${text}" is not a server address.`, { action: 'open-account' });
  try {
    const isPlain = named.port !== 0 || isIP(named.host) !== 0 || !hasServiceRecords(transport);
    const fromRecords = isPlain ? [] : await serversInRecords(named.host, transport, names);
    const found = fromRecords.length > 0 ? fromRecords : await serversAt({ host: named.host, port: named.port || DEFAULT_PORTS[transport] }, names.lookUp);
    const [first, ...others] = found.slice(0, MOST_SERVERS);
    if (first === undefined) return unresolvable(named.host, 'no address');
    return success({ name: named.host, servers: [first, ...others], hosts: [first, ...others].map(({ host }) => host) });
  } catch (error) {
    return unresolvable(named.host, error instanceof Error ? error.message : String(error));
  }
}

async function serversInRecords(domain: string, transport: SipTransportName, { lookUp, serviceRecords, random }: NameService): Promise<Endpoint[]> {
  const usual = serviceRecords.srv(srvNamesOf(domain, transport, [])[0] ?? ''); // asked meanwhile: few domains have NAPTR
  const srvNames = srvNamesOf(domain, transport, await serviceRecords.naptr(domain));
  const asked = await Promise.all(srvNames.map((name) => (name === srvNamesOf(domain, transport, [])[0] ? usual : serviceRecords.srv(name))));
  const targets = asked.flatMap((records) => inOrder(records, random));
  if (targets.length > 0 && targets.every(({ name }) => name === '' || name === '.')) throw new Error('the domain says that it offers no such service'); // RFC 2782
  return (await Promise.all(targets.map(({ name, port }) => serversAt({ host: name, port }, lookUp).catch(() => [])))).flat();
}

async function serversAt({ host, port }: Endpoint, lookUp: LookUp): Promise<Endpoint[]> {
  return (await lookUp(host)).map((address) => ({ host: socketHost(address), port }));
}

function unresolvable(host: string, detail: string): Result<TrunkAddress, 'unresolvable'> {
  return failure('unresolvable', `The server "${host}" was not found. Check its name, or the network connection.`, { detail, action: 'open-account' });
}
