import { createConnection, type Socket } from 'node:net';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Endpoint } from '../shim/via.ts';
import type { FlowFailureCode } from './flow.ts';

/** Longer than two SYNs that are lost (they leave after 0, 1 and 3 s), short enough to be back within 15 s of a link. */
const CONNECT_WITHIN_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 30_000;
/** The port is another program's, or still belongs to the connection before. */
const PORT_NOT_TO_HAVE = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES']);

/** Opens a TCP connection, from `localPort` where the system gives it. */
export async function openSocket(remote: Endpoint, localPort: number | null, clock: Clock, withinMs = CONNECT_WITHIN_MS): Promise<Result<Socket, FlowFailureCode>> {
  const opened = await attempt(remote, localPort, clock, withinMs);
  if (opened instanceof Error) {
    const reason = reasonOf(opened);
    return PORT_NOT_TO_HAVE.has(reason) && localPort !== null ? openSocket(remote, null, clock, withinMs) : failure('registrar-unreachable', wordsFor(reason), { detail: reason, action: 'retry' });
  }
  opened.setNoDelay(true);
  opened.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
  return success(opened);
}

function attempt({ host, port }: Endpoint, localPort: number | null, clock: Clock, withinMs: number): Promise<Socket | Error> {
  const socket = createConnection({ host, port, ...(localPort === null ? {} : { localPort }) });
  return new Promise((resolve) => {
    const finish = (outcome: Socket | Error): void => {
      limit.cancel();
      socket.off('error', finish);
      socket.on('error', () => undefined); // whoever takes it over adds their own; without any listener an error would end the process
      if (outcome instanceof Error) socket.destroy();
      resolve(outcome);
    };
    const limit = clock.startTimer(withinMs, () => finish(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    socket.once('error', finish);
    socket.once('connect', () => finish(socket));
  });
}

/** The system's word for an error. */
export function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message;
}

function wordsFor(reason: string): string {
  switch (reason) {
    case 'ECONNREFUSED': return 'Nobody listens at the address of the server.';
    case 'ETIMEDOUT': return 'The server did not take the connection in time.';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH': return 'There is no way to the server from this network.';
    default: return 'The server could not be connected to.';
  }
}
