import { createSocket, type Socket } from 'node:dgram';

export interface PortPair {
  readonly rtp: Socket;
  readonly rtcp: Socket;
  readonly rtpPort: number;
}

const TRIES = 32;

/** An even port for RTP and the odd one above it for RTCP (RFC 3550 s. 11), bound on this address. */
export async function openPortPair(address: string): Promise<PortPair> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const rtp = await bindUdp(address, 0);
    const rtpPort = rtp.address().port;
    const rtcp = rtpPort % 2 === 0 ? await bindUdp(address, rtpPort + 1).catch(() => null) : null; // taken: another pair
    if (rtcp !== null) return { rtp, rtcp, rtpPort };
    rtp.close();
  }
  throw new Error(`no free pair of RTP ports on ${address} in ${TRIES} tries`);
}

/** A UDP socket bound on this address; port 0 lets the system choose. */
export function bindUdp(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (cause) => {
      socket.close();
      reject(cause);
    });
    socket.bind(port, address, () => {
      socket.removeAllListeners('error');
      // A peer that is gone answers with ICMP; that is no fault of the socket.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
