import type { SipTransportName } from '../../../preload/contract/accounts.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Endpoint } from '../shim/via.ts';
import { createConnectedFlow, type OpenLink } from './connected-flow.ts';
import type { Flow } from './flow.ts';
import { openSocket, reasonOf } from './open-socket.ts';
import { createStreamLink } from './stream-link.ts';
import { localAddressTowards, openUdpFlow } from './udp-flow.ts';

/** RFC 3261 s. 19.1.2. */
export const DEFAULT_PORTS: Readonly<Record<SipTransportName, number>> = { udp: 5060, tcp: 5060, tls: 5061, ws: 80, wss: 443 };

/** The flow that an account's transport asks for. Over UDP its socket is bound; the others connect when they are told to. */
export async function openFlow(transport: SipTransportName, remote: Endpoint, clock: Clock): Promise<Result<Flow, 'bind-failed'>> {
  if (transport === 'udp') return openUdpFlow(remote);
  try {
    const localHost = await localAddressTowards(remote);
    return success(createConnectedFlow({ protocol: 'TCP', remote, localHost, clock, openLink: tcpLink(remote, clock) }));
  } catch (error) {
    return failure('bind-failed', 'There is no way to the trunk from this network.', { detail: reasonOf(error as NodeJS.ErrnoException), action: 'retry' });
  }
}

function tcpLink(remote: Endpoint, clock: Clock): OpenLink {
  return async (localPort, events) => {
    const socket = await openSocket(remote, localPort, clock);
    return socket.ok ? success(createStreamLink(socket.value, events)) : socket;
  };
}
