import { alaw, mulaw } from 'alawmulaw';
import type { G711Codec } from '../signalling/sdp.ts';

/** 20 ms at 8 kHz. */
export const FRAME_SAMPLES = 160;
export const FRAME_MS = 20;
export const SAMPLE_RATE_HZ = 8_000;

const LAWS = { PCMU: mulaw, PCMA: alaw } as const;

export function encodeG711(codec: G711Codec, samples: Int16Array): Uint8Array {
  return LAWS[codec].encode(samples);
}

export function decodeG711(codec: G711Codec, payload: Uint8Array): Int16Array {
  return LAWS[codec].decode(payload);
}
