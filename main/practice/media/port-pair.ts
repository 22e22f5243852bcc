import type { Socket } from 'node:dgram';
import { bindUdp } from '../bind-udp.ts';

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
