import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { seededRandom } from './call-scripts-line.ts';

export interface LineFaults {
  /** Of all packets, 0 to 1. */
  readonly lossShare: number;
  /** Each packet is late by a time of its own, between nothing and this: later ones overtake earlier ones. */
  readonly jitterMs: number;
  readonly seed: number;
}

/** A line between a trunk's peer and the gateway that loses, delays and reorders in both directions. */
export interface BadLine {
  /** Where the gateway sends, and where its packets come from. */
  readonly gatewaySide: number;
  /** Where the peer sends. */
  readonly peerSide: number;
  readonly dropped: { toPeer: number; toGateway: number };
  close(): void;
}

export async function openBadLine(ports: { readonly gateway: number; readonly peer: number }, { lossShare, jitterMs, seed }: LineFaults): Promise<BadLine> {
  const random = seededRandom(seed);
  const [gatewaySide, peerSide] = [createSocket('udp4'), createSocket('udp4')];
  const dropped = { toPeer: 0, toGateway: 0 };
  let isClosed = false;
  for (const socket of [gatewaySide, peerSide]) {
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
  }

  function forward(from: Socket, to: Socket, port: number, direction: keyof typeof dropped): void {
    from.on('message', (bytes) => {
      if (random() < lossShare) dropped[direction] += 1;
      else setTimeout(() => { if (!isClosed) to.send(bytes, port, '127.0.0.1'); }, random() * jitterMs);
    });
  }

  forward(gatewaySide, peerSide, ports.peer, 'toPeer');
  forward(peerSide, gatewaySide, ports.gateway, 'toGateway');
  return {
    gatewaySide: gatewaySide.address().port, peerSide: peerSide.address().port, dropped,
    close() {
      isClosed = true;
      gatewaySide.close();
      peerSide.close();
    },
  };
}
