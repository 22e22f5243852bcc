import type { ReceptionReport } from './rtp-reception.ts';

const SENDER_REPORT = 200;
const SOURCE_DESCRIPTION = 202;
const BYE = 203;
const CNAME = 1;
/** Seconds between 1900 and 1970 (RFC 3550 s. 4). */
const NTP_OFFSET_SEC = 2_208_988_800;

/** What we keep of the peer's last sender report, to let it measure the round trip (RFC 3550 s. 6.4.1: LSR, DLSR). */
export interface LastSenderReport {
  readonly middleNtp: number;
  readonly arrivedMs: number;
}

export interface OwnSending {
  readonly ssrc: number;
  readonly timestampTicks: number;
  readonly packets: number;
  readonly octets: number;
}

/** A compound SR and SDES (RFC 3550 s. 6.1) of what we sent and heard. */
export function writeReport(own: OwnSending, heard: ReceptionReport | null, last: LastSenderReport | null, time: { epochMs: number; monotonicMs: number }): Buffer {
  const report = Buffer.alloc(28 + (heard === null ? 0 : 24));
  writeHeader(report, heard === null ? 0 : 1, SENDER_REPORT);
  report.writeUInt32BE(own.ssrc, 4);
  report.writeUInt32BE(Math.floor(time.epochMs / 1_000) + NTP_OFFSET_SEC, 8);
  report.writeUInt32BE(Math.floor(((time.epochMs % 1_000) / 1_000) * 2 ** 32), 12);
  report.writeUInt32BE(own.timestampTicks >>> 0, 16);
  report.writeUInt32BE(own.packets >>> 0, 20);
  report.writeUInt32BE(own.octets >>> 0, 24);
  if (heard !== null) {
    report.writeUInt32BE(heard.ssrc, 28);
    report.writeUInt32BE((heard.fractionLost << 24) | (heard.cumulativeLost & 0xffffff) >>> 0, 32);
    report.writeUInt32BE(heard.highestSequence >>> 0, 36);
    report.writeUInt32BE(heard.jitterTicks, 40);
    report.writeUInt32BE(last?.middleNtp ?? 0, 44);
    report.writeUInt32BE(last === null ? 0 : Math.round((time.monotonicMs - last.arrivedMs) * 65.536) >>> 0, 48);
  }
  return Buffer.concat([report, writeDescription(own.ssrc)]);
}

/** The compound that says we leave (RFC 3550 s. 6.6). */
export function writeGoodbye(own: OwnSending, time: { epochMs: number; monotonicMs: number }): Buffer {
  const goodbye = Buffer.alloc(8);
  writeHeader(goodbye, 1, BYE);
  goodbye.writeUInt32BE(own.ssrc, 4);
  return Buffer.concat([writeReport(own, null, null, time), goodbye]);
}

/** The middle 32 bits of the NTP time of the peer's sender report; null when the datagram starts with none. */
export function readSenderReport(bytes: Uint8Array): number | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.length >= 28 && (view[0] ?? 0) >> 6 === 2 && view[1] === SENDER_REPORT ? view.readUInt32BE(10) : null;
}

function writeDescription(ssrc: number): Buffer {
  const name = Buffer.from('caller@practice.sidetone.invalid', 'ascii');
  const description = Buffer.alloc(4 * Math.ceil((8 + 2 + name.length + 1) / 4)); // the zeros end the chunk
  writeHeader(description, 1, SOURCE_DESCRIPTION);
  description.writeUInt32BE(ssrc, 4);
  description[8] = CNAME;
  description[9] = name.length;
  name.copy(description, 10);
  return description;
}

function writeHeader(packet: Buffer, count: number, type: number): void {
  packet[0] = 0x80 | count;
  packet[1] = type;
  packet.writeUInt16BE(packet.length / 4 - 1, 2);
}
