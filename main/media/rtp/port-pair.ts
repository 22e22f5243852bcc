import { createSocket, type Socket } from 'node:dgram';

/** RTP on an even port, RTCP on the odd one above (RFC 3550 s. 11). */
export interface PortPair {
  readonly rtp: Socket;
  readonly rtcp: Socket;
  readonly port: number;
}

const ATTEMPTS = 30;

/**
 * Binds a free pair on `address`: the system proposes a port, the pair is made even around it.
 *
 * @throws Error when the address is not ours or no pair is free
 */
export async function bindPortPair(address: string): Promise<PortPair> {
  let lastFailure: unknown = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const probe = await bindSocket(address, 0);
    const port = probe.address().port & ~1;
    await new Promise<void>((done) => probe.close(() => done()));
    try {
      const rtp = await bindSocket(address, port);
      try {
        return { rtp, rtcp: await bindSocket(address, port + 1), port };
      } catch (error) {
        rtp.close();
        lastFailure = error;
      }
    } catch (error) {
      lastFailure = error;
    }
  }
  throw new Error(`no free RTP port pair on ${address}`, { cause: lastFailure });
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
