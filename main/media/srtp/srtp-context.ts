import { RTCP_HEADER_BYTES } from './packet-cipher.ts';
import { createReplayWindow, estimateIndex, type ReplayWindow } from './packet-index.ts';
import { sessionKeys, type SrtpKeying } from './session-keys.ts';
import { createPacketCipher } from './suite-cipher.ts';

/** Protects what we send under one master key. */
export interface SrtpSender {
  protectRtp(packet: Buffer): Buffer;
  protectRtcp(packet: Buffer): Buffer;
}

/** Opens what the peer sends under one master key; null for what is forged, replayed or no SRTP. Never throws. */
export interface SrtpReceiver {
  openRtp(packet: Buffer): Buffer | null;
  openRtcp(packet: Buffer): Buffer | null;
}

/** SRTCP's index has 31 bits (RFC 3711 s. 3.4). */
const RTCP_INDICES = 2 ** 31;
/** No honest call has more sources under one key; authenticated ones alone are remembered, this bounds a mad peer. */
const MOST_SOURCES = 64;

/**
 * @param keying ours, as we offered or answered it
 * Each SSRC has a rollover count of its own. The caller keeps the sender as long as the key: a count that began anew would encrypt twice under the same keystream.
 */
export function createSrtpSender(keying: SrtpKeying): SrtpSender {
  const cipher = createPacketCipher(keying.suite, sessionKeys(keying));
  const highest = new Map<number, number>();
  let rtcpIndex = 0;
  return {
    protectRtp(packet) {
      const headerBytes = rtpHeaderBytes(packet);
      if (headerBytes === null) throw new RangeError('our own RTP packet has a header that lies');
      const ssrc = packet.readUInt32BE(8);
      const index = estimateIndex(highest.get(ssrc) ?? null, packet.readUInt16BE(2)) ?? 0;
      highest.set(ssrc, Math.max(index, highest.get(ssrc) ?? 0));
      return cipher.sealRtp(packet, headerBytes, index);
    },
    protectRtcp(packet) {
      rtcpIndex = (rtcpIndex + 1) % RTCP_INDICES;
      return cipher.sealRtcp(packet, rtcpIndex);
    },
  };
}

/** @param keying the peer's, as its SDP gave it */
export function createSrtpReceiver(keying: SrtpKeying): SrtpReceiver {
  const cipher = createPacketCipher(keying.suite, sessionKeys(keying));
  const rtpWindows = new Map<number, ReplayWindow>();
  const rtcpWindows = new Map<number, ReplayWindow>();

  function remember(windows: Map<number, ReplayWindow>, ssrc: number, window: ReplayWindow, index: number): void {
    window.accept(index);
    if (windows.has(ssrc)) return;
    const oldest = windows.keys().next();
    if (windows.size >= MOST_SOURCES && oldest.done !== true) windows.delete(oldest.value);
    windows.set(ssrc, window);
  }

  return {
    openRtp(packet) {
      const headerBytes = rtpHeaderBytes(packet);
      if (headerBytes === null) return null;
      const ssrc = packet.readUInt32BE(8);
      const window = rtpWindows.get(ssrc) ?? createReplayWindow();
      const index = estimateIndex(window.highest(), packet.readUInt16BE(2));
      if (index === null || !window.isFresh(index)) return null;
      const opened = cipher.openRtp(packet, headerBytes, index);
      if (opened !== null) remember(rtpWindows, ssrc, window, index);
      return opened;
    },
    openRtcp(packet) {
      if (packet.length < RTCP_HEADER_BYTES) return null;
      const opened = cipher.openRtcp(packet);
      if (opened === null) return null;
      const ssrc = packet.readUInt32BE(4);
      const window = rtcpWindows.get(ssrc) ?? createReplayWindow();
      if (!window.isFresh(opened.index)) return null;
      remember(rtcpWindows, ssrc, window, opened.index);
      return opened.packet;
    },
  };
}

/** The bytes before the payload: fixed header, CSRCs, extension (RFC 3550 s. 5.1 and 5.3.1); null where they do not fit the packet. */
function rtpHeaderBytes(packet: Buffer): number | null {
  if (packet.length < 12 || packet.readUInt8(0) >> 6 !== 2) return null;
  const first = packet.readUInt8(0);
  const fixed = 12 + 4 * (first & 0x0f);
  const hasExtension = (first & 0x10) !== 0;
  if (packet.length < fixed + (hasExtension ? 4 : 0)) return null;
  const bytes = hasExtension ? fixed + 4 + 4 * packet.readUInt16BE(fixed + 2) : fixed;
  return packet.length < bytes ? null : bytes;
}
