import type { CodecName } from '../../../preload/contract/accounts.ts';
import type { SrtpSuite } from '../srtp/suites.ts';
import type { CryptoLine } from './crypto-lines.ts';

/** RFC 4566 s. 6; seen from the one who wrote it. */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** Where our side of an audio stream lives (RFC 4566 s. 5.2: the version rises with every change). */
export interface LocalEndpoint {
  readonly address: string;
  /** The RTP port, even; RTCP is the next one (RFC 3550 s. 11). */
  readonly port: number;
  readonly sessionId: number;
  readonly version: number;
}

export interface OfferedCodec {
  readonly codec: CodecName;
  readonly payloadType: number;
}

/** A telephone-event entry (RFC 4733 s. 2.4). */
export interface OfferedEvent {
  readonly payloadType: number;
  readonly clockRateHz: number;
}

/** The profiles of an audio line; SAVP says that it is encrypted or nothing (RFC 3711 s. 12). */
export type RtpProtocol = 'RTP/AVP' | 'RTP/SAVP';

/** Master keys and salts of both directions, base64 (RFC 4568 s. 6.1). */
export interface SrtpAgreement {
  readonly suite: SrtpSuite;
  readonly ours: string;
  readonly theirs: string;
}

/** What a peer's SDP says of its audio, in the peer's order. */
export interface AudioDescription {
  readonly codecs: readonly OfferedCodec[];
  readonly events: readonly OfferedEvent[];
  readonly protocol: RtpProtocol;
  /** The lines that we can obey; none where the account does not encrypt. */
  readonly crypto: readonly CryptoLine[];
  readonly address: string;
  readonly port: number;
  /** How much audio the peer would like in a packet: 10 to 60. */
  readonly ptimeMs: number;
  readonly direction: Direction;
  /** The m= lines beside the audio one, in order; each must appear in an answer, refused. */
  readonly otherMedia: readonly { readonly type: string; readonly protocol: string; readonly payloads: string }[];
  /** Which m= line the audio is. */
  readonly index: number;
}

/** What offer and answer agreed on, from our side. */
export interface NegotiatedAudio {
  readonly codec: CodecName;
  readonly clockRateHz: number;
  /** The payload type the peer wants to receive. */
  readonly sendPayloadType: number;
  /** The payload type we asked for. */
  readonly receivePayloadType: number;
  /** null where the peer takes no telephone-event. */
  readonly telephoneEvent: { readonly sendPayloadType: number; readonly receivePayloadType: number; readonly clockRateHz: number } | null;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly ptimeMs: number;
  /** Ours: whether we send and whether we expect to receive. */
  readonly direction: Direction;
  /** The peer wants none of our audio for now (RFC 3264 s. 8.4). */
  readonly isHeldByPeer: boolean;
  readonly protocol: RtpProtocol;
  /** null: the audio is not encrypted. */
  readonly srtp: SrtpAgreement | null;
}
