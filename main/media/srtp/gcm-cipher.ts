import { createCipheriv, createDecipheriv } from 'node:crypto';
import { RTCP_ENCRYPTED, RTCP_HEADER_BYTES, rtcpWord, type PacketCipher } from './packet-cipher.ts';
import type { SessionKeys } from './session-keys.ts';

const TAG_BYTES = 16;
const WORD_BYTES = 4;

/** AES-GCM (RFC 7714 s. 8 and 9): the tag stands behind the text; SRTCP's index word comes last. */
export function createGcmCipher({ rtp, rtcp }: { readonly rtp: SessionKeys; readonly rtcp: SessionKeys }): PacketCipher {
  return {
    sealRtp(packet, headerBytes, index) {
      const header = packet.subarray(0, headerBytes);
      return Buffer.concat([header, seal(rtp, rtpVector(rtp.salt, packet.readUInt32BE(8), index), header, packet.subarray(headerBytes))]);
    },
    openRtp(packet, headerBytes, index) {
      const header = packet.subarray(0, headerBytes);
      const text = open(rtp, rtpVector(rtp.salt, packet.readUInt32BE(8), index), header, packet.subarray(headerBytes));
      return text === null ? null : Buffer.concat([header, text]);
    },
    sealRtcp(packet, index) {
      const header = packet.subarray(0, RTCP_HEADER_BYTES);
      const word = rtcpWord(index, true);
      const sealed = seal(rtcp, rtcpVector(rtcp.salt, packet.readUInt32BE(4), index), Buffer.concat([header, word]), packet.subarray(RTCP_HEADER_BYTES));
      return Buffer.concat([header, sealed, word]);
    },
    openRtcp(packet) {
      const end = packet.length - WORD_BYTES;
      if (end < RTCP_HEADER_BYTES + TAG_BYTES) return null;
      const word = packet.readUInt32BE(end);
      const index = word & ~RTCP_ENCRYPTED;
      const vector = rtcpVector(rtcp.salt, packet.readUInt32BE(4), index);
      const header = packet.subarray(0, RTCP_HEADER_BYTES);
      const body = packet.subarray(RTCP_HEADER_BYTES, end);
      if (word >= RTCP_ENCRYPTED) {
        const text = open(rtcp, vector, Buffer.concat([header, packet.subarray(end)]), body);
        return text === null ? null : { packet: Buffer.concat([header, text]), index };
      }
      // Only authenticated: everything but the tag is associated data (RFC 7714 s. 9.3).
      const clear = packet.subarray(0, end - TAG_BYTES);
      return open(rtcp, vector, Buffer.concat([clear, packet.subarray(end)]), packet.subarray(end - TAG_BYTES, end)) === null ? null : { packet: clear, index };
    },
  };
}

function seal(keys: SessionKeys, vector: Buffer, associated: Buffer, text: Buffer): Buffer {
  const cipher = createCipheriv(keys.cipherKey.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm', keys.cipherKey, vector);
  cipher.setAAD(associated);
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function open(keys: SessionKeys, vector: Buffer, associated: Buffer, sealed: Buffer): Buffer | null {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) return null;
  const decipher = createDecipheriv(keys.cipherKey.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm', keys.cipherKey, vector, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch {
    return null; // final throws on a tag that does not fit: a forgery
  }
}

/** RFC 7714 s. 8.1: two zero bytes, SSRC, rollover counter, sequence number; all XOR the salt. */
function rtpVector(salt: Buffer, ssrc: number, index: number): Buffer {
  const vector = Buffer.alloc(12);
  vector.writeUInt32BE(ssrc >>> 0, 2);
  vector.writeUIntBE(index, 6, 6);
  return xor(vector, salt);
}

/** RFC 7714 s. 9.1: two zero bytes, SSRC, two zero bytes, the index; all XOR the salt. */
function rtcpVector(salt: Buffer, ssrc: number, index: number): Buffer {
  const vector = Buffer.alloc(12);
  vector.writeUInt32BE(ssrc >>> 0, 2);
  vector.writeUInt32BE(index, 8);
  return xor(vector, salt);
}

function xor(vector: Buffer, salt: Buffer): Buffer {
  for (const [at, byte] of salt.entries()) vector.writeUInt8(vector.readUInt8(at) ^ byte, at);
  return vector;
}
