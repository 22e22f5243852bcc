import { isIP } from 'node:net';
import type { ParsedMedia } from '../sdp/read-audio.ts';

type Candidate = NonNullable<ParsedMedia['candidates']>[number];

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/**
 * Whether a candidate (RFC 8839 s. 5.1) is of use between here and the trunk, whoever wrote it. Names are not: an mDNS name means nothing beyond one network,
 * and looking up a peer's would tell it on the air. Addresses of the same machine are only where the trunk is on it: a stranger's SDP must not make us knock at our own doors.
 * TCP candidates of hosts are of no use either: browsers only call on them, and so do trunks.
 *
 * @param localAddress ours on the route to the trunk
 */
export function isUsable({ ip, transport }: Candidate, localAddress: string): boolean {
  return isIP(ip) !== 0 && transport.toLowerCase() === 'udp' && (isLoopback(localAddress) || !isLoopback(ip));
}

/** The most likely to work first: what a peer without ICE would send to (RFC 8839 s. 4.2.1.2). */
const BY_REACH: readonly string[] = ['relay', 'srflx', 'prflx', 'host'];

/** The candidate for the m= and c= lines; IPv4 before IPv6, since peers that read nothing else are old. */
export function defaultCandidate(candidates: readonly Candidate[]): Candidate | null {
  const rank = ({ type, ip }: Candidate): number => 2 * BY_REACH.indexOf(type) + (isIP(ip) === 4 ? 0 : 1);
  return [...candidates].filter((candidate) => candidate.component === 1).sort((a, b) => rank(a) - rank(b))[0] ?? null;
}
