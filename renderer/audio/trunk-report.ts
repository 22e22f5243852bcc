import type { TrunkReport } from '../../preload/contract/page-orders.ts';

/** The members of webrtc-stats that are read here; each is missing until it is known. */
interface Stat {
  readonly type?: unknown;
  readonly packetsSent?: unknown;
  readonly packetsReceived?: unknown;
  readonly packetsLost?: unknown;
  readonly jitter?: unknown;
  readonly roundTripTime?: unknown;
  readonly currentRoundTripTime?: unknown;
  readonly nominated?: unknown;
  readonly srtpCipher?: unknown;
  readonly dtlsState?: unknown;
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const millisecondsOf = (value: unknown): number | null => (typeof value === 'number' ? value * 1_000 : null);

/** What a connection's statistics (webrtc-stats) say to main. A stream that began anew, after a change at the far end, counts on. */
export function reportOf(connection: TrunkReport['connection'], stats: readonly Stat[]): TrunkReport {
  const of = (type: string): readonly Stat[] => stats.filter((stat) => stat.type === type);
  const sum = (type: string, member: 'packetsSent' | 'packetsReceived' | 'packetsLost'): number => of(type).reduce((total, stat) => total + numberOf(stat[member]), 0);
  const secured = of('transport').find((stat) => stat.dtlsState === 'connected' && typeof stat.srtpCipher === 'string');
  return {
    connection,
    srtpCipher: secured === undefined ? null : String(secured.srtpCipher),
    packetsOut: sum('outbound-rtp', 'packetsSent'),
    packetsIn: sum('inbound-rtp', 'packetsReceived'),
    packetsLost: sum('inbound-rtp', 'packetsLost'),
    jitterMs: millisecondsOf(of('inbound-rtp').at(-1)?.jitter),
    // The peer's reports come every few seconds; until then the way itself is measured, by the checks that keep it open.
    roundTripMs: millisecondsOf(of('remote-inbound-rtp').at(-1)?.roundTripTime) ?? millisecondsOf(of('candidate-pair').find((stat) => stat.nominated === true)?.currentRoundTripTime),
  };
}

export async function readReport(connection: RTCPeerConnection): Promise<TrunkReport> {
  const stats: Stat[] = [];
  (await connection.getStats()).forEach((stat: Stat) => void stats.push(stat));
  return reportOf(connection.connectionState, stats);
}
