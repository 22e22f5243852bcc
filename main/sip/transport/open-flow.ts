import type { AccountSettings, SipTransportName } from '../../../preload/contract/accounts.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import { createConnectedFlow, type OpenLink } from './connected-flow.ts';
import type { Flow } from './flow.ts';
import type { Endpoint } from '../shim/via.ts';
import { openSocket, reasonOf } from './open-socket.ts';
import { openTlsSocket, type TlsTrust } from './open-tls-socket.ts';
import { createStreamLink } from './stream-link.ts';
import { webSocketPathOf, type TrunkAddress } from './trunk-address.ts';
import { localAddressTowards, openUdpFlow } from './udp-flow.ts';
import { openWebSocketLink } from './websocket-link.ts';

/** RFC 3261 s. 19.1.2, RFC 7118 s. 5.3. */
export const DEFAULT_PORTS: Readonly<Record<SipTransportName, number>> = { udp: 5060, tcp: 5060, tls: 5061, ws: 80, wss: 443 };

/** Longer than one lost SYN. */
const LARGE_REQUEST_CONNECT_MS = 1_500;

export type FlowSettings = Pick<AccountSettings, 'transport' | 'domain' | 'outboundProxy' | 'pinnedCertificate'>;

export interface FlowSurroundings {
  readonly clock: Clock;
  /** The authorities that TLS trusts, in PEM. */
  readonly trustedRoots: () => Promise<readonly string[]>;
}

/** The flow that an account's transport asks for. Over UDP its socket is bound; the others connect when they are told to. */
export async function openFlow(settings: FlowSettings, trunk: TrunkAddress, surroundings: FlowSurroundings): Promise<Result<Flow, 'bind-failed'>> {
  const { transport } = settings;
  const remote = trunk.endpoint;
  if (transport === 'udp') return openUdpFlow(remote);
  try {
    const localHost = await localAddressTowards(remote);
    const protocol = transport.toUpperCase() as Uppercase<typeof transport>;
    return success(createConnectedFlow({ protocol, remote, localHost, clock: surroundings.clock, openLink: linkOpener(settings, trunk, surroundings) }));
  } catch (error) {
    return failure('bind-failed', 'There is no way to the trunk from this network.', { detail: reasonOf(error as NodeJS.ErrnoException), action: 'retry' });
  }
}

/** A connection beside UDP for requests too large for a datagram; it gives up soon, because the same request goes over UDP then. */
export function openLargeRequestFlow(udp: Flow, remote: Endpoint, clock: Clock): Flow {
  const openLink: OpenLink = async (_localPort, events) => {
    const socket = await openSocket(remote, null, clock, LARGE_REQUEST_CONNECT_MS);
    return socket.ok ? success(createStreamLink(socket.value, events)) : socket;
  };
  return createConnectedFlow({ protocol: 'TCP', remote, localHost: udp.local.host, clock, openLink });
}

function linkOpener({ transport, domain, outboundProxy, pinnedCertificate }: FlowSettings, { name, endpoint }: TrunkAddress, { clock, trustedRoots }: FlowSurroundings): OpenLink {
  const trust: TlsTrust = { names: [name, domain], pinnedSha256: pinnedCertificate, roots: trustedRoots };
  const isProtected = transport === 'tls' || transport === 'wss';
  const isWebSocket = transport === 'ws' || transport === 'wss';
  return async (localPort, events) => {
    const plain = await openSocket(endpoint, localPort, clock);
    if (!plain.ok) return plain;
    const socket = isProtected ? await openTlsSocket(plain.value, trust, clock) : plain;
    if (!socket.ok) return socket;
    if (!isWebSocket) return success(createStreamLink(socket.value, events));
    const authority = `${name.includes(':') ? `[${name}]` : name}:${endpoint.port}`;
    return openWebSocketLink(socket.value, authority, webSocketPathOf(outboundProxy), events, clock);
  };
}
