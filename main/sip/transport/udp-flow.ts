import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import { createEmitter } from '../../platform/emitter.ts';
import type { Endpoint } from '../shim/via.ts';
import type { Flow, FlowFact } from './flow.ts';
import { PING } from '../shim/ping.ts';
import { reasonOf } from './open-socket.ts';

const socketType = (host: string): 'udp4' | 'udp6' => (isIPv6(host) ? 'udp6' : 'udp4');

/** Binds a UDP socket on the interface that leads to the trunk; port 0 leaves the choice to the system. */
export async function openUdpFlow(trunk: Endpoint, localPort = 0): Promise<Result<Flow, 'bind-failed'>> {
  const socket = await bindTowards(trunk, localPort);
  return socket.ok ? success(flowOf(socket.value)) : socket;
}

async function bindTowards(trunk: Endpoint, port: number): Promise<Result<Socket, 'bind-failed'>> {
  try {
    const host = await localAddressTowards(trunk);
    const socket = createSocket(socketType(trunk.host));
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, host, () => {
        socket.removeAllListeners('error');
        resolve();
      });
    });
    return success(socket);
  } catch (error) {
    return failure('bind-failed', 'No network socket could be opened towards the trunk.', { detail: reasonOf(error as NodeJS.ErrnoException), action: 'retry' });
  }
}

function flowOf(first: Socket): Flow {
  const facts = createEmitter<FlowFact>();
  let socket = first;
  let local = endpointOf(first);
  /** Of the address before: what the trunk still sends there is heard. */
  let former: Socket | null = null;
  let isOpen = true;

  function listenOn(bound: Socket): void {
    bound.on('message', (bytes, source) => facts.emit({ kind: 'message', bytes, source: { host: source.address, port: source.port } }));
    bound.on('error', () => undefined); // each send has its own callback; a socket without this listener would throw
  }

  listenOn(first);
  const flow: Flow = {
    protocol: 'UDP',
    isReliable: false,
    get local() { return local; },
    isConnected: true,
    connect: async () => success(),
    drop: () => undefined,
    async rebind(trunk) {
      const samePort = await bindTowards(trunk, local.port); // a firewall may know us by it
      const bound = samePort.ok ? samePort : await bindTowards(trunk, 0);
      if (!bound.ok) return bound;
      if (!isOpen) {
        bound.value.close();
        return success();
      }
      former?.close();
      former = socket;
      socket = bound.value;
      local = endpointOf(socket);
      listenOn(socket);
      facts.emit({ kind: 'connected' });
      return success();
    },
    subscribe: (listener) => facts.subscribe(listener),
    send(bytes, to) {
      if (!isOpen) return;
      socket.send(bytes, to.port, to.host, (error) => {
        if (error !== null && isOpen) facts.emit({ kind: 'send-failed', to, reason: reasonOf(error) });
      });
    },
    ping: (to) => flow.send(PING, to),
    close() {
      if (!isOpen) return;
      isOpen = false;
      former?.close();
      socket.close();
    },
  };
  return flow;
}

function endpointOf(socket: Socket): Endpoint {
  const { address: host, port } = socket.address();
  return { host, port };
}

/** Our address on the route to the trunk: a connected UDP socket sends nothing, but the system picks its source address. Rejects where there is no route. */
export async function localAddressTowards(trunk: Endpoint): Promise<string> {
  const socket = await connectedSocket(trunk);
  const { address } = socket.address();
  socket.close();
  return address;
}

/**
 * Whether the trunk's machine says that nobody listens there (ICMP port unreachable). Only a connected socket is told,
 * and a connected one would not hear a trunk that answers from another port; so a second socket asks, with a keep-alive (RFC 5626 s. 4.4.1).
 * @returns the system's word, or null when nothing was refused within `withinMs`.
 */
export async function probeRefusal(trunk: Endpoint, clock: Clock, withinMs: number): Promise<string | null> {
  try {
    const socket = await connectedSocket(trunk);
    const reason = await new Promise<string | null>((resolve) => {
      const timer = clock.startTimer(withinMs, () => resolve(null));
      socket.once('error', (error) => {
        timer.cancel();
        resolve(reasonOf(error));
      });
      socket.send(PING);
    });
    socket.close();
    return reason;
  } catch (error) {
    return reasonOf(error as NodeJS.ErrnoException);
  }
}

function connectedSocket({ host, port }: Endpoint): Promise<Socket> {
  const socket = createSocket(socketType(host));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.connect(port, host, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
