import { randomBytes } from 'node:crypto';
import type { PeerAddress } from './latch.ts';
import type { Reception } from './reception.ts';
import { readReport, roundTripMs, writeBye, writeReport, type LastSenderReport, type PeerReport } from './rtcp.ts';

/** What we sent of one SSRC, for its sender reports. */
export interface SentCount {
  readonly packetCount: number;
  readonly octetCount: number;
  /** Of the last packet. */
  readonly timestamp: number;
}

/** Our reports to the trunk and its reports to us. */
export interface ReportExchange {
  /**
   * Sends a report; where the peer's own reports come from if they have, else to the port above its RTP port (RFC 3550 s. 11).
   *
   * @param peer where its RTP comes from, or is signalled to come from
   */
  send(ssrc: number, peer: PeerAddress, sent: SentCount | null, reception: Reception | null): void;
  /** Ends our stream. */
  sendBye(ssrc: number, peer: PeerAddress): void;
  /**
   * A datagram of the RTCP port; anything that is no report, or of a machine that is not the peer's, is ignored.
   *
   * @returns what it said, null for what was ignored
   */
  receive(bytes: Buffer, from: PeerAddress, ownSsrc: number, peer: PeerAddress): PeerReport | null;
  /** null until the peer reported on a sender report of ours. */
  roundTripMs(): number | null;
}

/** @param transmit what carries a compound packet to the peer */
export function createReportExchange(transmit: (bytes: Buffer, to: PeerAddress) => void): ReportExchange {
  const cname = randomBytes(12).toString('hex'); // unlinkable between calls (RFC 7022 s. 4.2)
  const nowMs = (): number => performance.timeOrigin + performance.now();
  let heardFrom: PeerAddress | null = null;
  let lastSenderReport: LastSenderReport | null = null;
  let roundTrip: number | null = null;

  function sendTo(peer: PeerAddress, bytes: Buffer): void {
    const target = heardFrom?.address === peer.address ? heardFrom : { address: peer.address, port: peer.port + 1 };
    // On hold in the old form there is no address (RFC 3264 s. 8.4); the system would take 0.0.0.0 for this machine.
    if (target.port > 65_535 || target.address === '0.0.0.0' || target.address === '::') return;
    transmit(bytes, target);
  }

  return {
    send(ssrc, peer, sent, reception) {
      sendTo(peer, writeReport({
        ssrc, cname, nowMs: nowMs(),
        sender: sent === null ? null : { rtpTimestamp: sent.timestamp, packetCount: sent.packetCount, octetCount: sent.octetCount },
        reception: reception === null ? null : { ssrc: reception.ssrc, report: reception.report(), lastSenderReport },
      }));
    },
    sendBye: (ssrc, peer) => sendTo(peer, writeBye(ssrc, cname)),
    receive(bytes, from, ownSsrc, peer) {
      if (from.address !== peer.address) return null;
      const report = readReport(bytes, ownSsrc);
      if (report === null) return null;
      if (report.senderMiddleNtp !== null) lastSenderReport = { middleNtp: report.senderMiddleNtp, arrivedAtMs: nowMs() };
      if (report.senderMiddleNtp !== null || report.ofUs !== null) heardFrom = { address: from.address, port: from.port };
      if (report.ofUs !== null) roundTrip = roundTripMs(report.ofUs, nowMs()) ?? roundTrip;
      return report;
    },
    roundTripMs: () => roundTrip,
  };
}
