import { z } from 'zod';
import { CodecName } from './accounts.ts';
import { DtmfDigits } from './primitives.ts';

/** Larger than any honest SDP. */
export const SdpText = z.string().max(65_536);

/** RFC 4566 s. 6; seen from us. */
export const MediaDirection = z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']);

/**
 * What main asks of the page's connection to a WebRTC trunk; carried out in the order of `orderId`, each answered by media.settle.
 * An order stays in the snapshot until then, so that a page that was reloaded finds it.
 */
export const PageOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('make-offer'), orderId: z.number().int(), codecs: z.array(CodecName), direction: MediaDirection, isIceRestart: z.boolean() }),
  z.strictObject({ kind: z.literal('make-answer'), orderId: z.number().int(), codecs: z.array(CodecName), direction: MediaDirection, offerSdp: SdpText }),
  /** `isFinal` is false for early media (RFC 3261 s. 13.2.2.1). */
  z.strictObject({ kind: z.literal('take-answer'), orderId: z.number().int(), answerSdp: SdpText, isFinal: z.boolean() }),
  z.strictObject({ kind: z.literal('send-tones'), orderId: z.number().int(), digits: DtmfDigits }),
]);
export type PageOrder = z.infer<typeof PageOrder>;

/** What the page's connection to the trunk says of itself, several times a second. Counts are of this connection. */
export const TrunkReport = z.strictObject({
  /** RTCPeerConnection.connectionState. */
  connection: z.enum(['new', 'connecting', 'connected', 'disconnected', 'failed', 'closed']),
  /** The SRTP suite that DTLS agreed on, by its IANA name; null before. */
  srtpCipher: z.string().max(100).nullable(),
  packetsOut: z.number().int(),
  packetsIn: z.number().int(),
  packetsLost: z.number().int(),
  jitterMs: z.number().nullable(),
  roundTripMs: z.number().nullable(),
});
export type TrunkReport = z.infer<typeof TrunkReport>;

/** A server as RTCPeerConnection takes it; STUN servers ask for neither name nor password. */
export const IceServer = z.strictObject({ urls: z.array(z.string()), username: z.string(), credential: z.string() });
export type IceServer = z.infer<typeof IceServer>;
