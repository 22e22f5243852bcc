import { z } from 'zod';
import { CodecName } from './accounts.ts';
import { PageOrder } from './page-orders.ts';
import { InBandTones } from './dtmf.ts';
import { CallRecording } from './recording.ts';
import { AccountId, CallId, DialString, DtmfDigits, EpochMs, FailureShape, Nothing, Revision } from './primitives.ts';
import { event, request } from './definition.ts';

/** How a call ended, in the words of a call list. */
export const CallResult = z.enum(['completed', 'missed', 'rejected', 'cancelled', 'busy', 'failed', 'interrupted']);
export type CallResult = z.infer<typeof CallResult>;

export const CallEnd = z.strictObject({
  result: CallResult,
  endedBy: z.enum(['local', 'remote', 'system']),
  /** The SIP status that ended it, or the cause of a Reason header (RFC 3326); null for a plain BYE. */
  sipStatus: z.number().int().nullable(),
  reason: z.string(),
  /** What to tell the person when the end was not the plain one. */
  failure: FailureShape.nullable(),
  /** Who took the call over from us, where it was transferred. */
  transferredTo: z.string().optional(),
  /** Where the caller was sent instead (302). */
  forwardedTo: z.string().optional(),
});
export type CallEnd = z.infer<typeof CallEnd>;

/**
 *   dialling → ringing-out ─┐
 *                           ├→ connecting → active → ended
 *             ringing-in ───┘        (every state may go to ended)
 *
 * connecting: answered, media not yet heard in either direction.
 */
export const CallState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dialling') }),
  z.strictObject({ kind: z.literal('ringing-out'), hasEarlyMedia: z.boolean() }),
  z.strictObject({ kind: z.literal('ringing-in') }),
  z.strictObject({ kind: z.literal('connecting'), answeredAtMs: EpochMs }),
  z.strictObject({ kind: z.literal('active'), answeredAtMs: EpochMs }),
  z.strictObject({ kind: z.literal('ended'), answeredAtMs: EpochMs.nullable(), endedAtMs: EpochMs, end: CallEnd }),
]);
export type CallState = z.infer<typeof CallState>;

export const RemoteParty = z.strictObject({
  uri: z.string(),
  /** The number or user part, as a person reads it. */
  user: z.string(),
  displayName: z.string().nullable(),
  /** A call that was meant for another and sent on: for whom it was, and who sent it here last (RFC 5806, RFC 7044). */
  forwarded: z.strictObject({ for: z.string(), by: z.string() }).optional(),
});
export type RemoteParty = z.infer<typeof RemoteParty>;

/** The crypto suites of SRTP by their names in SDP (RFC 4568 s. 6.2, RFC 6188 s. 5, RFC 7714 s. 14.2), the strongest first. */
export const SrtpSuite = z.enum(['AEAD_AES_256_GCM', 'AES_256_CM_HMAC_SHA1_80', 'AEAD_AES_128_GCM', 'AES_CM_128_HMAC_SHA1_80', 'AES_256_CM_HMAC_SHA1_32', 'AES_CM_128_HMAC_SHA1_32']);
export type SrtpSuite = z.infer<typeof SrtpSuite>;

/** Whether the audio between here and the trunk is encrypted, as it is and not as it was wished. */
export const MediaEncryption = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** `areKeysReadable`: they went over signalling without TLS, so whoever can read that can hear the call. */
  z.strictObject({ kind: z.literal('sdes'), suite: SrtpSuite, areKeysReadable: z.boolean() }),
  /** `isPeerProven`: the fingerprint of the trunk's key came over TLS. Without that, someone on the way may have put his own there. */
  z.strictObject({ kind: z.literal('dtls'), suite: z.string(), isPeerProven: z.boolean() }),
]);
export type MediaEncryption = z.infer<typeof MediaEncryption>;

/** The audio path of a call as the screen and the page's peer connection need it. */
export const CallMedia = z.strictObject({
  /** Whether the page must hold a peer connection for this call. */
  isWanted: z.boolean(),
  /** To whom: the gateway, or the trunk itself. */
  path: z.enum(['gateway', 'trunk']),
  /** For a connection to the trunk: what it is to do next. */
  orders: z.array(PageOrder),
  /** Known once the trunk's SDP is negotiated; the page then sends this codec alone. */
  codec: CodecName.nullable(),
  encryption: MediaEncryption,
  /** From the 200 OK to the first RTP packet both ways; null until both were seen. */
  mediaMs: z.number().nullable(),
  packetsOut: z.number().int(),
  packetsIn: z.number().int(),
  packetsLost: z.number().int(),
  jitterMs: z.number().nullable(),
  roundTripMs: z.number().nullable(),
  /** Mean opinion score of the last ten seconds by the E-model (ITU-T G.107), 1 to 4.5. */
  mos: z.number().nullable(),
  /** The last ones that were asked for. */
  inBandTones: InBandTones.nullable(),
  /** A fault of the audio path while the call goes on. */
  fault: FailureShape.nullable(),
});
export type CallMedia = z.infer<typeof CallMedia>;

/** Who holds the call (RFC 3264 s. 8.4); both may. */
export const CallHold = z.strictObject({ byUs: z.boolean(), byPeer: z.boolean() });
export type CallHold = z.infer<typeof CallHold>;

/** A transfer that we asked the peer of this call for (RFC 3515). */
export const CallTransfer = z.strictObject({
  /** Who is to take the call, as a person reads it. */
  to: z.string(),
  progress: z.enum(['asked', 'ringing', 'done', 'failed']),
  /** What the one who was to take it answered; null where that is not known. */
  sipStatus: z.number().int().nullable(),
});
export type CallTransfer = z.infer<typeof CallTransfer>;

export const CallSnapshot = z.strictObject({
  callId: CallId,
  accountId: AccountId,
  direction: z.enum(['outgoing', 'incoming']),
  remote: RemoteParty,
  startedAtMs: EpochMs,
  /** From INVITE sent (or answer pressed) to 200 OK; null until answered. */
  setupMs: z.number().nullable(),
  state: CallState,
  isMuted: z.boolean(),
  hold: CallHold,
  /** Its party hears the other calls of the conference, and they it; mixed here. */
  isInConference: z.boolean(),
  transfer: CallTransfer.nullable(),
  /** The peer asks us to call someone else instead; waits for the person's word. */
  referredTo: RemoteParty.nullable(),
  recording: CallRecording,
  media: CallMedia,
});
export type CallSnapshot = z.infer<typeof CallSnapshot>;

export const CallsSnapshot = z.strictObject({ revision: Revision, calls: z.array(CallSnapshot) });
export type CallsSnapshot = z.infer<typeof CallsSnapshot>;

const OneCall = z.strictObject({ callId: CallId });

export const callRequests = {
  get: request({ channel: 'calls.get', input: Nothing, output: CallsSnapshot, errors: [] }),
  place: request({
    channel: 'calls.place',
    input: z.strictObject({ accountId: AccountId.nullable(), destination: DialString }),
    output: CallSnapshot,
    errors: ['no-account', 'not-registered', 'line-busy', 'bad-destination', 'media-failed'],
  }),
  answer: request({ channel: 'calls.answer', input: OneCall, output: Nothing, errors: ['unknown-call', 'wrong-state', 'media-failed'] }),
  reject: request({ channel: 'calls.reject', input: OneCall, output: Nothing, errors: ['unknown-call', 'wrong-state'] }),
  hangUp: request({ channel: 'calls.hangUp', input: OneCall, output: Nothing, errors: ['unknown-call', 'wrong-state'] }),
  setMuted: request({ channel: 'calls.setMuted', input: OneCall.extend({ isMuted: z.boolean() }), output: Nothing, errors: ['unknown-call', 'wrong-state'] }),
  /** Holds or resumes, with it all of its conference. Resuming holds the others; what a peer says to its hold changes nothing of ours: it hears silence. */
  setHeld: request({ channel: 'calls.setHeld', input: OneCall.extend({ isHeld: z.boolean() }), output: Nothing, errors: ['unknown-call', 'wrong-state'] }),
  /** Makes a conference of all answered calls. */
  merge: request({ channel: 'calls.merge', input: Nothing, output: Nothing, errors: ['wrong-state'] }),
  /** Ends the conference; this call stays heard, the others go on hold. */
  split: request({ channel: 'calls.split', input: OneCall, output: Nothing, errors: ['unknown-call', 'wrong-state'] }),
  /** Blind transfer: the peer is asked to call there, and leaves us once somebody answers. */
  transfer: request({ channel: 'calls.transfer', input: OneCall.extend({ destination: DialString }), output: Nothing, errors: ['unknown-call', 'wrong-state', 'bad-destination'] }),
  /** Attended transfer: the peers of these two calls are joined, and leave us. */
  join: request({ channel: 'calls.join', input: OneCall.extend({ otherCallId: CallId }), output: Nothing, errors: ['unknown-call', 'wrong-state', 'different-lines'] }),
  /** The person's word on `referredTo`. */
  answerReferral: request({ channel: 'calls.answerReferral', input: OneCall.extend({ isFollowed: z.boolean() }), output: Nothing, errors: ['unknown-call', 'wrong-state', 'media-failed'] }),
  sendDtmf: request({ channel: 'calls.sendDtmf', input: OneCall.extend({ digits: DtmfDigits }), output: Nothing, errors: ['unknown-call', 'wrong-state', 'dtmf-not-negotiated'] }),
} as const;

export const callEvents = { changed: event({ channel: 'calls.changed', snapshot: CallsSnapshot }) } as const;
