import type { Socket } from 'node:net';
import { PING } from '../shim/ping.ts';
import type { Endpoint } from '../shim/via.ts';
import type { Link, LinkEvents } from './connected-flow.ts';
import { reasonOf } from './open-socket.ts';
import { createStreamFramer, type StreamFrame } from './stream-framing.ts';

/** A peer that takes nothing any more must not make us hold everything. */
export const MOST_UNSENT_BYTES = 1_024 * 1_024;

/** SIP over a connected TCP or TLS socket (RFC 3261 s. 18.3). */
export function createStreamLink(socket: Socket, remote: Endpoint, events: LinkEvents): Link {
  const framer = createStreamFramer();
  let isOver = false;

  function end(reason: string): void {
    if (isOver) return;
    isOver = true;
    socket.destroy();
    events.onClosed(reason);
  }

  function take(frame: StreamFrame): void {
    if (isOver) return;
    if (frame.kind === 'message') events.onMessage(frame.bytes, remote);
    else if (frame.kind === 'line-end') events.onPong();
    else end(frame.reason);
  }

  function write(bytes: Uint8Array): void {
    if (isOver) return;
    socket.write(bytes);
    if (socket.writableLength > MOST_UNSENT_BYTES) end('the server takes nothing any more');
  }

  socket.on('data', (chunk: Buffer) => framer.push(chunk).forEach(take));
  socket.on('error', (error) => end(reasonOf(error)));
  socket.on('end', () => end('closed by the server'));
  socket.on('close', () => end('closed'));
  return {
    local: localEndOf(socket),
    send: write,
    ping: () => write(PING),
    close() {
      isOver = true;
      socket.destroySoon();
    },
  };
}

/** Our end of a connected socket; an IPv4 address as itself, where the system shows it as an IPv6 one. */
export function localEndOf(socket: Socket): Endpoint {
  return { host: (socket.localAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, ''), port: socket.localPort ?? 0 };
}
