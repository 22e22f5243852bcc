import { z } from 'zod';
import { CallId, Nothing, Speaker } from './primitives.ts';
import { IceServer, SdpText, TrunkReport } from './page-orders.ts';
import { request } from './definition.ts';

/** The rate of every AudioFrame on a tap, Hz. */
export const TAP_RATE_HZ = 16_000;
/** The length of every AudioFrame on a tap: 32 ms, what Silero reads at a time. */
export const TAP_FRAME_SAMPLES = 512;

/** One message on a tap's MessagePort: mono float32 PCM in [-1, 1] at TAP_RATE_HZ. */
export interface TapFrame {
  /** The position of the frame's first sample, counted from the tap's start. */
  readonly firstSample: number;
  readonly pcm: Float32Array;
}

/** Who reads a tap. */
export const TapReader = z.enum(['assist', 'recording']);
export type TapReader = z.infer<typeof TapReader>;

/** What main posts to the page beside a tap's MessagePort (see preload/index.ts). */
export const TapPort = z.strictObject({ callId: CallId, speaker: Speaker, reader: TapReader });
export type TapPort = z.infer<typeof TapPort>;

export const mediaRequests = {
  /** The page's offer for the loopback peer connection of a call; answered by the gateway. */
  connect: request({
    channel: 'media.connect',
    input: z.strictObject({ callId: CallId, offerSdp: SdpText }),
    output: z.strictObject({ answerSdp: z.string() }),
    errors: ['unknown-call', 'media-failed'],
  }),
  /** Begins the page's connection to the trunk of a call, in the place of any before; what is said of those is void. */
  attach: request({
    channel: 'media.attach',
    input: z.strictObject({ callId: CallId }),
    output: z.strictObject({ connectionId: z.number().int(), iceServers: z.array(IceServer), expedites: z.boolean() }),
    errors: ['unknown-call'],
  }),
  /** A PageOrder is carried out; null for one that failed. `sdp` is what a make-offer or make-answer made. */
  settle: request({
    channel: 'media.settle',
    input: z.strictObject({ callId: CallId, connectionId: z.number().int(), orderId: z.number().int(), sdp: SdpText.nullable(), message: z.string().max(500) }),
    output: Nothing,
    errors: [],
  }),
  reportTrunk: request({
    channel: 'media.reportTrunk',
    input: z.strictObject({ callId: CallId, connectionId: z.number().int(), report: TrunkReport }),
    output: Nothing,
    errors: [],
  }),
  /** Asks for the two taps' ports of a call; they arrive by postMessage as TapPort. */
  openTaps: request({ channel: 'media.openTaps', input: z.strictObject({ callId: CallId }), output: Nothing, errors: ['unknown-call', 'assist-off'] }),
  /** What became of the microphone: the page alone can know. */
  reportMicrophone: request({
    channel: 'media.reportMicrophone',
    input: z.strictObject({ state: z.enum(['live', 'busy', 'missing', 'denied', 'failed']), detail: z.string().max(500) }),
    output: Nothing,
    errors: [],
  }),
} as const;
