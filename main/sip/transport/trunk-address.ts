import { lookup } from 'node:dns/promises';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Endpoint } from '../shim/via.ts';

/** The addresses of a host name; rejects when it has none. */
export type LookUp = (host: string) => Promise<readonly string[]>;

export const systemLookUp: LookUp = async (host) => (await lookup(host, { all: true, verbatim: false })).map(({ address }) => address);

/** Where the trunk is: the first address is used, all of them may call us. */
export interface TrunkAddress {
  /** As the account names it. */
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly hosts: readonly string[];
}

/** Reads `host`, `host:port`, `[v6]`, `[v6]:port`, also as a SIP URI or a WebSocket's URL; null for anything else. */
export function parseHostPort(text: string, defaultPort: number): Endpoint | null {
  const match = /^(?:sips?:|wss?:\/\/)?(?:\[([0-9a-f:.]+)\]|([^\s:[\];/]+))(?::(\d{1,5}))?(?:[;/].*)?$/i.exec(text.trim());
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  const host = match?.[1] ?? match?.[2];
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

/** The path of a WebSocket's URL; where it names none, the one that servers expect or ignore. */
export function webSocketPathOf(outboundProxy: string): string {
  return /^wss?:\/\/[^/]+(\/\S*)$/i.exec(outboundProxy.trim())?.[1] ?? '/ws';
}

/** Resolves the outbound proxy, or the domain when there is none. */
export async function resolveTrunk(settings: { readonly domain: string; readonly outboundProxy: string }, defaultPort: number, lookUp: LookUp = systemLookUp): Promise<Result<TrunkAddress, 'unresolvable'>> {
  const text = settings.outboundProxy === '' ? settings.domain : settings.outboundProxy;
  const named = parseHostPort(text, defaultPort);
  if (named === null) return failure('unresolvable', `"${text}" is not a server address.`, { action: 'open-account' });
  try {
    const hosts = await lookUp(named.host);
    const [host] = hosts;
    if (host !== undefined) return success({ name: named.host, endpoint: { host, port: named.port }, hosts });
    return unresolvable(named.host, 'no address');
  } catch (error) {
    return unresolvable(named.host, error instanceof Error ? error.message : String(error));
  }
}

function unresolvable(host: string, detail: string): Result<TrunkAddress, 'unresolvable'> {
  return failure('unresolvable', `The server "${host}" was not found. Check its name, or the network connection.`, { detail, action: 'open-account' });
}
