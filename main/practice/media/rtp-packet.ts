/** The fields of an RTP packet (RFC 3550 s. 5.1) that a far end without mixing needs. */
export interface RtpPacket {
  readonly hasMarker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestampTicks: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

const FIXED_HEADER_BYTES = 12;

/** Reads one datagram; null when it is no RTP version 2. CSRCs, an extension and padding are passed over. Never throws. */
export function parseRtp(bytes: Uint8Array): RtpPacket | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view[0] ?? 0;
  if (view.length < FIXED_HEADER_BYTES || first >> 6 !== 2) return null;
  let start = FIXED_HEADER_BYTES + 4 * (first & 0x0f);
  if ((first & 0x10) !== 0) {
    if (start + 4 > view.length) return null;
    start += 4 + 4 * view.readUInt16BE(start + 2);
  }
  const padding = (first & 0x20) !== 0 ? (view[view.length - 1] ?? 0) : 0;
  if (start + padding > view.length) return null;
  return {
    hasMarker: ((view[1] ?? 0) & 0x80) !== 0,
    payloadType: (view[1] ?? 0) & 0x7f,
    sequence: view.readUInt16BE(2),
    timestampTicks: view.readUInt32BE(4),
    ssrc: view.readUInt32BE(8),
    payload: view.subarray(start, view.length - padding),
  };
}

export function serializeRtp(packet: RtpPacket): Buffer {
  const header = Buffer.alloc(FIXED_HEADER_BYTES);
  header[0] = 0x80;
  header[1] = (packet.hasMarker ? 0x80 : 0) | packet.payloadType;
  header.writeUInt16BE(packet.sequence & 0xffff, 2);
  header.writeUInt32BE(packet.timestampTicks >>> 0, 4);
  header.writeUInt32BE(packet.ssrc >>> 0, 8);
  return Buffer.concat([header, packet.payload]);
}
