import { parse, write, type MediaDescription, type SessionDescription } from 'sdp-transform';

/** The far end's codecs in its own order of preference, with their static payload types (RFC 3551 s. 6). */
export const PAYLOAD_TYPES = { PCMU: 0, PCMA: 8 } as const;
export type G711Codec = keyof typeof PAYLOAD_TYPES;
const TELEPHONE_EVENT = 101;

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** The audio stream that both sides can speak, as the peer described it. */
export interface AgreedAudio {
  readonly address: string;
  readonly port: number;
  readonly codec: G711Codec;
  readonly payloadType: number;
  /** RFC 4733; null where the peer has no telephone-event. */
  readonly dtmfPayloadType: number | null;
  /** The peer's direction. */
  readonly direction: Direction;
}

/** Reads the peer's SDP; null when it holds no plain RTP audio in G.711 that we could speak. Never throws. */
export function agreeOnAudio(sdp: string): AgreedAudio | null {
  const description = parseSdp(sdp);
  const media = description?.media.find(isPlainAudio);
  const address = media?.connection?.ip ?? description?.connection?.ip;
  if (description === null || media === undefined || address === undefined) return null;

  const offered = String(media.payloads ?? '').split(' ').map(Number);
  const payloadType = offered.find((type) => codecOf(media, type) !== null);
  const codec = payloadType === undefined ? null : codecOf(media, payloadType);
  if (payloadType === undefined || codec === null) return null;
  const isTone = (entry: { payload: number; codec: string; rate?: number }): boolean => entry.codec.toLowerCase() === 'telephone-event' && entry.rate === 8_000;
  const isHeldOldWay = address === '0.0.0.0'; // RFC 3264 s. 8.4
  return {
    address, port: media.port, codec, payloadType,
    dtmfPayloadType: media.rtp.find(isTone)?.payload ?? null,
    direction: isHeldOldWay ? 'inactive' : (media.direction ?? (description.direction as Direction | undefined) ?? 'sendrecv'),
  };
}

/** The direction that answers the peer's (RFC 3264 s. 6.1). */
export function answeringDirection(offered: Direction): Direction {
  return ({ sendrecv: 'sendrecv', sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' } as const)[offered];
}

interface LocalSdp {
  readonly address: string;
  readonly rtpPort: number;
  readonly sessionId: number;
  readonly version: number;
}

/** Our offer: both laws and telephone-event. */
export function writeOffer(local: LocalSdp): string {
  return write(describe(local, [audioMedia({
    port: local.rtpPort, payloads: [PAYLOAD_TYPES.PCMU, PAYLOAD_TYPES.PCMA], codecs: ['PCMU', 'PCMA'], dtmf: TELEPHONE_EVENT, direction: 'sendrecv', protocol: 'RTP/AVP',
  })]));
}

/** Our answer to an offer that agreeOnAudio accepted; every other media line is refused with port 0 (RFC 3264 s. 6). */
export function writeAnswer(offer: string, audio: AgreedAudio, local: LocalSdp): string {
  const lines = parseSdp(offer)?.media ?? [];
  const chosen = lines.findIndex(isPlainAudio);
  return write(describe(local, lines.map((line, index) => (index !== chosen ? refuse(line) : audioMedia({
    port: local.rtpPort, payloads: [audio.payloadType], codecs: [audio.codec], dtmf: audio.dtmfPayloadType, direction: answeringDirection(audio.direction), protocol: line.protocol,
  })))));
}

function parseSdp(sdp: string): SessionDescription | null {
  try {
    return parse(sdp);
  } catch {
    return null; // sdp-transform is lenient, but a foreign body must never throw
  }
}

function isPlainAudio(media: MediaDescription): boolean {
  return media.type === 'audio' && media.port > 0 && media.port < 65_536 && /^RTP\/AVPF?$/.test(media.protocol);
}

function codecOf(media: MediaDescription, payloadType: number): G711Codec | null {
  const mapped = media.rtp.find((entry) => entry.payload === payloadType);
  const named = Object.entries(PAYLOAD_TYPES).find(([name, type]) => (mapped === undefined ? type === payloadType : mapped.codec.toUpperCase() === name && mapped.rate === 8_000));
  return (named?.[0] as G711Codec | undefined) ?? null;
}

function describe(local: LocalSdp, media: SessionDescription['media']): SessionDescription {
  return {
    version: 0,
    origin: { username: '-', sessionId: local.sessionId, sessionVersion: local.version, netType: 'IN', ipVer: 4, address: local.address },
    name: 'practice', connection: { version: 4, ip: local.address }, timing: { start: 0, stop: 0 }, media,
  };
}

function audioMedia(audio: { port: number; payloads: number[]; codecs: string[]; dtmf: number | null; direction: Direction; protocol: string }): SessionDescription['media'][number] {
  const rtp = audio.payloads.map((payload, index) => ({ payload, codec: audio.codecs[index] ?? '', rate: 8_000 }));
  const tones = audio.dtmf === null ? [] : [{ payload: audio.dtmf, codec: 'telephone-event', rate: 8_000 }];
  return {
    type: 'audio', port: audio.port, protocol: audio.protocol, payloads: [...audio.payloads, ...tones.map((tone) => tone.payload)].join(' '),
    rtp: [...rtp, ...tones], fmtp: tones.map((tone) => ({ payload: tone.payload, config: '0-15' })), ptime: 20, direction: audio.direction,
  };
}

function refuse(line: SessionDescription['media'][number]): SessionDescription['media'][number] {
  return { type: line.type, port: 0, protocol: line.protocol, payloads: line.payloads ?? '0', rtp: [], fmtp: [] };
}
