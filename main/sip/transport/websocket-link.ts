import { isUtf8 } from 'node:buffer';
import type { Socket } from 'node:net';
import WebSocket, { type RawData } from 'ws';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Endpoint } from '../shim/via.ts';
import type { Link, LinkEvents } from './connected-flow.ts';
import type { FlowFailureCode } from './flow.ts';
import { reasonOf } from './open-socket.ts';
import { localEndOf, MOST_UNSENT_BYTES } from './stream-link.ts';
import { MOST_BODY_BYTES, MOST_HEAD_BYTES } from './stream-framing.ts';

const OPEN_WITHIN_MS = 8_000;
const NORMAL_CLOSURE = 1_000;

/**
 * SIP over WebSocket (RFC 7118) on a connected socket, which for WSS is a TLS socket that was verified already: one message per frame.
 * @param authority host and port for the Host header
 */
export async function openWebSocketLink(socket: Socket, remote: Endpoint, authority: string, path: string, events: LinkEvents, clock: Clock): Promise<Result<Link, FlowFailureCode>> {
  const webSocket = new WebSocket(`ws://${authority}${path}`, 'sip', { createConnection: () => socket, perMessageDeflate: false, maxPayload: MOST_HEAD_BYTES + MOST_BODY_BYTES });
  const reason = await opening(webSocket, clock);
  if (reason !== null) {
    webSocket.on('error', () => undefined); // it is given up; what else it says belongs to nobody
    webSocket.terminate();
    socket.destroy();
    return failure('websocket-refused', 'The server does not speak SIP over WebSocket at this address.', { detail: reason, action: 'open-account' });
  }
  return success(linkOf(webSocket, socket, remote, events));
}

function opening(webSocket: WebSocket, clock: Clock): Promise<string | null> {
  return new Promise((resolve) => {
    const finish = (reason: string | null): void => {
      limit.cancel();
      webSocket.off('error', onError);
      resolve(reason);
    };
    const onError = (error: Error): void => finish(reasonOf(error));
    const limit = clock.startTimer(OPEN_WITHIN_MS, () => finish('ETIMEDOUT'));
    webSocket.on('error', onError);
    webSocket.once('open', () => finish(null));
  });
}

function linkOf(webSocket: WebSocket, socket: Socket, remote: Endpoint, events: LinkEvents): Link {
  let isOver = false;

  function end(reason: string): void {
    if (isOver) return;
    isOver = true;
    webSocket.terminate();
    events.onClosed(reason);
  }

  webSocket.on('message', (data) => { if (!isOver) events.onMessage(bytesOf(data), remote); });
  webSocket.on('pong', () => events.onPong());
  webSocket.on('error', (error) => end(reasonOf(error)));
  webSocket.on('close', (code, reason) => end(`closed by the server: ${code} ${reason.toString('utf8')}`.trim()));
  return {
    local: localEndOf(socket),
    send(bytes) {
      if (isOver) return;
      webSocket.send(bytes, { binary: !isUtf8(bytes) }); // a text frame must be UTF-8 (RFC 6455 s. 5.6)
      if (webSocket.bufferedAmount > MOST_UNSENT_BYTES) end('the server takes nothing any more');
    },
    ping() {
      if (!isOver) webSocket.ping(); // RFC 7118 s. 6
    },
    close() {
      isOver = true;
      webSocket.close(NORMAL_CLOSURE);
    },
  };
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : new Uint8Array(data);
}
