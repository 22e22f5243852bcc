import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { answerPage } from '../../../main/media/page-connection.ts';
import { USUAL_OPUS } from '../../../main/media/sdp/opus-format.ts';
import { connectPlayedPage } from '../page-peer.ts';

const COOKIE = '2112a442';
const TRANSACTION = '0102030405060708090a0b0c';
/** STUN as it comes to an ICE port (RFC 8489): a bare request, one with name, priority and the attributes that end it, an answer, an error; and what else shares the port: DTLS, SRTP. */
export const STUN_SEEDS: readonly Buffer[] = [
  `00010000${COOKIE}${TRANSACTION}`,
  `00010054${COOKIE}${TRANSACTION}000600096162636431323334350000000024000478565412802a00080102030405060708002500000008001400000000000000000000000000000000000000008028000400000000`,
  `0101000c${COOKIE}${TRANSACTION}002000080001a147e112a643`,
  `01110014${COOKIE}${TRANSACTION}0009001000000401556e617574686f72697a6564`,
  '16fefd0000000000000000002c010000200000000000000020fefd',
  `80000001000000a000000001${'ff'.repeat(160)}`,
].map((hex) => Buffer.from(hex, 'hex'));

/** A call's loopback port in use by a page, and a stranger on this machine. */
export interface PagePort {
  /** Resolves when it has left the stranger's socket. */
  strike(bytes: Buffer): Promise<void>;
  /** Whether what the page says still comes through. */
  isAlive(): Promise<boolean>;
  close(): Promise<void>;
}

export async function openPagePort(): Promise<PagePort> {
  let heard = 0;
  const connections: Awaited<ReturnType<typeof answerPage>>[] = [];
  const page = await connectPlayedPage({ async connectPage(offerSdp: string) {
    const connection = await answerPage(offerSdp, USUAL_OPUS, { onRtp: () => { heard += 1; }, onConnected: () => undefined });
    connections.push(connection);
    return { ok: true as const, value: connection.answerSdp };
  } });
  const port = Number(/ 127\.0\.0\.1 (\d+) typ host/.exec(connections[0]?.answerSdp ?? '')?.[1]);
  const stranger = createSocket('udp4');
  stranger.bind(0, '127.0.0.1');
  await once(stranger, 'listening');
  let sequenceNumber = 0;
  return {
    strike: (bytes) => new Promise((resolve) => stranger.send(bytes, port, '127.0.0.1', () => resolve())),
    async isAlive() {
      const before = heard;
      for (let attempt = 0; attempt < 100 && heard === before; attempt += 1) {
        page.send({ payloadType: 0, sequenceNumber: (sequenceNumber += 1), timestamp: 160 * sequenceNumber }, Buffer.alloc(160, 0xff));
        await delay(20);
      }
      return heard > before;
    },
    async close() {
      stranger.close();
      for (const connection of connections) connection.close();
      await page.close();
    },
  };
}
