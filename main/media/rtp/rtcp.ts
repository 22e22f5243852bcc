import { isRtcp, RtcpPacketConverter, RtcpReceiverInfo, RtcpRrPacket, RtcpSenderInfo, RtcpSourceDescriptionPacket, RtcpSrPacket } from 'werift';
import type { ReceptionReport } from './reception.ts';

/** Seconds from the NTP epoch (1900) to the Unix epoch. */
const NTP_OFFSET_SEC = 2_208_988_800;
/** SDES item type of the canonical name (RFC 3550 s. 6.5.1). */
const CNAME = 1;
/** RTCP BYE (RFC 3550 s. 6.6). */
const BYE = 203;

/** 64-bit NTP time (RFC 3550 s. 4). */
export function ntpTime(epochMs: number): bigint {
  const seconds = Math.floor(epochMs / 1_000);
  const fraction = Math.floor(((epochMs - seconds * 1_000) / 1_000) * 2 ** 32);
  return (BigInt(seconds + NTP_OFFSET_SEC) << 32n) | BigInt(fraction);
}

/** The middle 32 bits: what LSR carries, in 1/65,536 s. */
export const middleNtp = (time: bigint): number => Number((time >> 16n) & 0xffff_ffffn);

/** When the peer's last sender report came, and what its time was. */
export interface LastSenderReport {
  readonly middleNtp: number;
  readonly arrivedAtMs: number;
}

/** One compound packet of ours: SR or RR first, then SDES (RFC 3550 s. 6.1). */
export function writeReport(report: {
  readonly ssrc: number;
  readonly cname: string;
  readonly nowMs: number;
  /** null while we send nothing: then it is a receiver report. */
  readonly sender: { readonly rtpTimestamp: number; readonly packetCount: number; readonly octetCount: number } | null;
  readonly reception: { readonly ssrc: number; readonly report: ReceptionReport; readonly lastSenderReport: LastSenderReport | null } | null;
}): Buffer {
  const reports = report.reception === null ? [] : [receiverInfo(report.reception, report.nowMs)];
  const first = report.sender === null
    ? new RtcpRrPacket({ ssrc: report.ssrc, reports })
    : new RtcpSrPacket({ ssrc: report.ssrc, reports, senderInfo: new RtcpSenderInfo({ ntpTimestamp: ntpTime(report.nowMs), ...report.sender }) });
  return Buffer.concat([first.serialize(), writeCname(report.ssrc, report.cname)]);
}

/** The packet that ends our stream. */
export function writeBye(ssrc: number, cname: string): Buffer {
  const bye = Buffer.alloc(8);
  bye.writeUInt8(0x81, 0);
  bye.writeUInt8(BYE, 1);
  bye.writeUInt16BE(1, 2);
  bye.writeUInt32BE(ssrc, 4);
  return Buffer.concat([new RtcpRrPacket({ ssrc, reports: [] }).serialize(), writeCname(ssrc, cname), bye]);
}

/** What a peer's compound packet tells us; facts that it does not carry are null. */
export interface PeerReport {
  readonly senderMiddleNtp: number | null;
  /** Of our stream, as the peer received it. */
  readonly ofUs: { readonly fractionLost: number; readonly highestSequence: number; readonly lastSenderReport: number; readonly delayTicks: number } | null;
}

/** Reads a peer's RTCP datagram; null for what is none. Never throws. */
export function readReport(bytes: Buffer, ownSsrc: number): PeerReport | null {
  if (bytes.length < 8 || bytes.length > 1_500 || !isRtcp(bytes)) return null;
  let packets: ReturnType<typeof RtcpPacketConverter.deSerialize>;
  try {
    packets = RtcpPacketConverter.deSerialize(bytes);
  } catch {
    return null; // the library throws on lengths that lie
  }
  const senderReport = packets.find((packet) => packet instanceof RtcpSrPacket);
  const block = packets
    .flatMap((packet) => (packet instanceof RtcpSrPacket || packet instanceof RtcpRrPacket ? packet.reports : []))
    .find((info) => info.ssrc === ownSsrc);
  return {
    senderMiddleNtp: senderReport === undefined ? null : middleNtp(BigInt(senderReport.senderInfo.ntpTimestamp)),
    ofUs: block === undefined ? null : { fractionLost: block.fractionLost, highestSequence: block.highestSequence, lastSenderReport: block.lsr, delayTicks: block.dlsr },
  };
}

/** Round trip from a report of our stream (RFC 3550 s. 6.4.1: A - LSR - DLSR), ms; null where the peer has seen no SR of ours or its figures lie. */
export function roundTripMs(ofUs: Pick<NonNullable<PeerReport['ofUs']>, 'lastSenderReport' | 'delayTicks'>, nowMs: number): number | null {
  if (ofUs.lastSenderReport === 0) return null;
  const ticks = (middleNtp(ntpTime(nowMs)) - ofUs.lastSenderReport - ofUs.delayTicks) | 0;
  const roundTrip = (ticks / 65_536) * 1_000;
  return roundTrip < -1 || roundTrip > 60_000 ? null : Math.max(0, roundTrip);
}

/** Bytes of our own, so that the padding rule of RFC 3550 s. 6.5 stands in one place that a test can see. */
function writeCname(ssrc: number, cname: string): Buffer {
  const text = Buffer.from(cname, 'ascii').subarray(0, 255);
  // Item header (2), text, then at least one null up to the next 32-bit boundary.
  const chunkBytes = Math.ceil((4 + 2 + text.length + 1) / 4) * 4;
  const packet = Buffer.alloc(4 + chunkBytes);
  packet.writeUInt8(0x81, 0);
  packet.writeUInt8(RtcpSourceDescriptionPacket.type, 1);
  packet.writeUInt16BE(chunkBytes / 4, 2);
  packet.writeUInt32BE(ssrc, 4);
  packet.writeUInt8(CNAME, 8);
  packet.writeUInt8(text.length, 9);
  text.copy(packet, 10);
  return packet;
}

function receiverInfo({ ssrc, report, lastSenderReport }: { ssrc: number; report: ReceptionReport; lastSenderReport: LastSenderReport | null }, nowMs: number): RtcpReceiverInfo {
  return new RtcpReceiverInfo({
    ssrc,
    fractionLost: report.fractionLost,
    packetsLost: Math.min(0x7f_ffff, report.packetsLost),
    highestSequence: report.highestSequence,
    jitter: report.jitterTicks,
    lsr: lastSenderReport?.middleNtp ?? 0,
    dlsr: lastSenderReport === null ? 0 : Math.round(((nowMs - lastSenderReport.arrivedAtMs) / 1_000) * 65_536),
  });
}
