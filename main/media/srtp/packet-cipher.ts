/** Protects single packets under an index that the caller knows. `open` functions return null for what does not authenticate. */
export interface PacketCipher {
  /** @param headerBytes how much of the packet stays readable */
  sealRtp(packet: Buffer, headerBytes: number, index: number): Buffer;
  openRtp(packet: Buffer, headerBytes: number, index: number): Buffer | null;
  /** @param index SRTCP's own, 31 bits (RFC 3711 s. 3.4) */
  sealRtcp(packet: Buffer, index: number): Buffer;
  openRtcp(packet: Buffer): { readonly packet: Buffer; readonly index: number } | null;
}

/** SRTCP's header that stays readable: the first packet's header and the sender's SSRC. */
export const RTCP_HEADER_BYTES = 8;
/** The word at an SRTCP packet's end: the E flag, then the index. */
export const RTCP_ENCRYPTED = 0x8000_0000;

/** The E flag and index as the four bytes on the wire. */
export function rtcpWord(index: number, isEncrypted: boolean): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32BE((index | (isEncrypted ? RTCP_ENCRYPTED : 0)) >>> 0);
  return word;
}
