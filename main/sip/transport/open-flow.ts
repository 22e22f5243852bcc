import type { AccountSettings } from '../../../preload/contract/accounts.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import { uriHost } from '../wire/host.ts';
import { createConnectedFlow, type OpenLink } from './connected-flow.ts';
import type { Flow } from './flow.ts';
import { openSocket, reasonOf } from './open-socket.ts';
import { openTlsSocket, type TlsTrust } from './open-tls-socket.ts';
import { createStreamLink } from './stream-link.ts';
import { webSocketPathOf } from './trunk-address.ts';
import type { TrunkServers } from './trunk-servers.ts';
import { localAddressTowards, openUdpFlow } from './udp-flow.ts';
import { openWebSocketLink } from './websocket-link.ts';

/** Longer than one lost SYN. */
const LARGE_REQUEST_CONNECT_MS = 1_500;

export type FlowSettings = Pick<AccountSettings, 'transport' | 'domain' | 'outboundProxy' | 'pinnedCertificate' | 'localPort'>;

export interface FlowSurroundings {
  readonly clock: Clock;
  /** The authorities that TLS trusts, in PEM. */
  readonly trustedRoots: () => Promise<readonly string[]>;
}

/** The flow that an account's transport asks for. Over UDP its socket is bound; the others connect when they are told to. */
export async function openFlow(settings: FlowSettings, trunk: TrunkServers, surroundings: FlowSurroundings): Promise<Result<Flow, 'bind-failed'>> {
  const { transport } = settings;
  if (transport === 'udp') return openUdpFlow(trunk.endpoint, settings.localPort);
  try {
    const localHost = await localAddressTowards(trunk.endpoint);
    const protocol = transport.toUpperCase() as Uppercase<typeof transport>;
    return success(createConnectedFlow({ protocol, localHost, clock: surroundings.clock, openLink: linkOpener(settings, trunk, surroundings) }));
  } catch (error) {
    return failure('bind-failed', 'There is no way to the trunk from this network.', { detail: reasonOf(error as NodeJS.ErrnoException), action: 'retry' });
  }
}

/** A connection beside UDP for requests too large for a datagram; it gives up soon, because the same request goes over UDP then. */
export function openLargeRequestFlow(udp: Flow, trunk: TrunkServers, clock: Clock): Flow {
  const openLink: OpenLink = async (_localPort, events) => {
    const remote = trunk.endpoint;
    const socket = await openSocket(remote, null, clock, LARGE_REQUEST_CONNECT_MS);
    return socket.ok ? success(createStreamLink(socket.value, remote, events)) : socket;
  };
  return createConnectedFlow({ protocol: 'TCP', localHost: udp.local.host, clock, openLink });
}

function linkOpener({ transport, domain, outboundProxy, pinnedCertificate }: FlowSettings, trunk: TrunkServers, { clock, trustedRoots }: FlowSurroundings): OpenLink {
  const isProtected = transport === 'tls' || transport === 'wss';
  const isWebSocket = transport === 'ws' || transport === 'wss';
  return async (localPort, events) => {
    const { name, endpoint } = trunk;
    // Read before there is a socket: nobody would hear of its end meanwhile.
    const trust: TlsTrust = { names: [name, domain], pinnedSha256: pinnedCertificate, roots: isProtected ? await trustedRoots() : [] };
    const plain = await openSocket(endpoint, localPort, clock);
    if (!plain.ok) return plain;
    const socket = isProtected ? await openTlsSocket(plain.value, trust, clock) : plain;
    if (!socket.ok) return socket;
    if (!isWebSocket) return success(createStreamLink(socket.value, endpoint, events));
    const authority = `${uriHost(name)}:${endpoint.port}`;
    return openWebSocketLink(socket.value, endpoint, authority, webSocketPathOf(outboundProxy), events, clock);
  };
}
