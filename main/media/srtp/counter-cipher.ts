import { createCipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { RTCP_ENCRYPTED, RTCP_HEADER_BYTES, rtcpWord, type PacketCipher } from './packet-cipher.ts';
import type { SessionKeys } from './session-keys.ts';
import type { SuiteProfile } from './suites.ts';

const WORD_BYTES = 4;

/** AES in counter mode with HMAC-SHA1 (RFC 3711 s. 4.1.1 and 4.2.1, RFC 6188). */
export function createCounterCipher({ rtp, rtcp }: { readonly rtp: SessionKeys; readonly rtcp: SessionKeys }, { keyBytes, rtpTagBytes, rtcpTagBytes }: SuiteProfile): PacketCipher {
  const cipherName = keyBytes === 32 ? 'aes-256-ctr' : 'aes-128-ctr';
  /** Encrypts and decrypts: the keystream is the same. */
  const crypt = (keys: SessionKeys, text: Buffer, ssrc: number, index: number): Buffer => createCipheriv(cipherName, keys.cipherKey, counterOf(keys.salt, ssrc, index)).update(text);
  const tag = (keys: SessionKeys, bytes: number, ...parts: readonly Buffer[]): Buffer => {
    const hmac = createHmac('sha1', keys.authKey);
    for (const part of parts) hmac.update(part);
    return hmac.digest().subarray(0, bytes);
  };

  return {
    sealRtp(packet, headerBytes, index) {
      const header = packet.subarray(0, headerBytes);
      const text = crypt(rtp, packet.subarray(headerBytes), packet.readUInt32BE(8), index);
      return Buffer.concat([header, text, tag(rtp, rtpTagBytes, header, text, rolloverWord(index))]);
    },
    openRtp(packet, headerBytes, index) {
      const end = packet.length - rtpTagBytes;
      if (end < headerBytes) return null;
      if (!timingSafeEqual(tag(rtp, rtpTagBytes, packet.subarray(0, end), rolloverWord(index)), packet.subarray(end))) return null;
      return Buffer.concat([packet.subarray(0, headerBytes), crypt(rtp, packet.subarray(headerBytes, end), packet.readUInt32BE(8), index)]);
    },
    sealRtcp(packet, index) {
      const header = packet.subarray(0, RTCP_HEADER_BYTES);
      const text = crypt(rtcp, packet.subarray(RTCP_HEADER_BYTES), packet.readUInt32BE(4), index);
      const word = rtcpWord(index, true);
      return Buffer.concat([header, text, word, tag(rtcp, rtcpTagBytes, header, text, word)]);
    },
    openRtcp(packet) {
      const end = packet.length - rtcpTagBytes;
      if (end < RTCP_HEADER_BYTES + WORD_BYTES) return null;
      if (!timingSafeEqual(tag(rtcp, rtcpTagBytes, packet.subarray(0, end)), packet.subarray(end))) return null;
      const word = packet.readUInt32BE(end - WORD_BYTES);
      const index = word & ~RTCP_ENCRYPTED;
      const body = packet.subarray(RTCP_HEADER_BYTES, end - WORD_BYTES);
      const text = word >= RTCP_ENCRYPTED ? crypt(rtcp, body, packet.readUInt32BE(4), index) : body;
      return { packet: Buffer.concat([packet.subarray(0, RTCP_HEADER_BYTES), text]), index };
    },
  };
}

/** (salt * 2^16) XOR (SSRC * 2^64) XOR (index * 2^16), RFC 3711 s. 4.1.1. */
function counterOf(salt: Buffer, ssrc: number, index: number): Buffer {
  const mask = Buffer.alloc(16);
  mask.writeUInt32BE(ssrc >>> 0, 4);
  mask.writeUIntBE(index, 8, 6);
  for (const [at, byte] of salt.entries()) mask.writeUInt8(mask.readUInt8(at) ^ byte, at);
  return mask;
}

/** The rollover counter, which is authenticated and not sent (RFC 3711 s. 4.2). */
function rolloverWord(index: number): Buffer {
  const word = Buffer.alloc(WORD_BYTES);
  word.writeUInt32BE(Math.floor(index / 65_536) >>> 0);
  return word;
}
