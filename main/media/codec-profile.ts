import type { CodecName } from '../../preload/contract/accounts.ts';

/** How a codec stands in SDP and on the wire (RFC 3551 table 4, RFC 7587). */
export interface CodecProfile {
  readonly name: CodecName;
  /** The static or usual dynamic payload type we offer. */
  readonly payloadType: number;
  /** The RTP clock; G.722's says 8000 although it samples at 16,000 (RFC 3551 s. 4.5.2). */
  readonly clockRateHz: number;
  readonly channels: number | undefined;
}

const PROFILES: Readonly<Record<CodecName, CodecProfile>> = {
  PCMU: { name: 'PCMU', payloadType: 0, clockRateHz: 8_000, channels: undefined },
  PCMA: { name: 'PCMA', payloadType: 8, clockRateHz: 8_000, channels: undefined },
  G722: { name: 'G722', payloadType: 9, clockRateHz: 8_000, channels: undefined },
  opus: { name: 'opus', payloadType: 111, clockRateHz: 48_000, channels: 2 },
};

export const codecProfile = (name: CodecName): CodecProfile => PROFILES[name];

/** The codec of a static payload type that an SDP may name without an rtpmap. */
export function staticCodec(payloadType: number): CodecName | undefined {
  return ({ 0: 'PCMU', 8: 'PCMA', 9: 'G722' } as const)[payloadType];
}
