import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { RtpPorts } from '../../../preload/contract/audio-options.ts';

/** RTP on an even port, RTCP on the odd one above (RFC 3550 s. 11). */
export interface PortPair {
  readonly rtp: Socket;
  readonly rtcp: Socket;
  readonly port: number;
}

const ATTEMPTS = 30;

/**
 * Binds a free pair on `address`. Of a range it begins anywhere, so that a stream that is late for the last call does not meet the next;
 * without one the system proposes a port, and the pair is made even around it.
 *
 * @throws Error when the address is not ours or no pair is free, in words for the person
 */
export async function bindPortPair(address: string, range: RtpPorts | null = null): Promise<PortPair> {
  return range === null ? bindAny(address) : bindWithin(address, range);
}

async function bindAny(address: string): Promise<PortPair> {
  let lastFailure: unknown = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const probe = await bindSocket(address, 0);
    const port = probe.address().port & ~1;
    await new Promise<void>((done) => probe.close(() => done()));
    try {
      return await bindPair(address, port);
    } catch (error) {
      lastFailure = error;
    }
  }
  throw new Error(`no free RTP port pair on ${address}`, { cause: lastFailure });
}

async function bindWithin(address: string, { first, last }: RtpPorts): Promise<PortPair> {
  const lowest = first + (first % 2);
  const pairs = Math.floor((last - lowest + 1) / 2);
  const start = randomInt(pairs);
  for (let n = 0; n < pairs; n += 1) {
    try {
      return await bindPair(address, lowest + 2 * ((start + n) % pairs));
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`All the audio ports of this line, ${first} to ${last}, are in use. A call needs two: end a call, or allow more ports in the settings of the line.`);
}

/** Another program has the port, or the system keeps it for itself. */
const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

async function bindPair(address: string, port: number): Promise<PortPair> {
  const rtp = await bindSocket(address, port);
  try {
    return { rtp, rtcp: await bindSocket(address, port + 1), port };
  } catch (error) {
    rtp.close();
    throw error;
  }
}

function bindSocket(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.removeListener('error', reject);
      socket.on('error', () => undefined); // an ICMP "port unreachable" of a peer that left is no fault of the call
      socket.setRecvBufferSize(262_144);
      resolve(socket);
    });
  });
}
