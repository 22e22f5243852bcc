import type { CodecName, SrtpPolicy } from '../../../preload/contract/accounts.ts';
import type { OpusOptions } from '../../../preload/contract/audio-options.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import { codecProfile } from '../codec-profile.ts';
import { agreeOnAnswer, agreeOnOffer } from './agree-encryption.ts';
import type { AudioDescription, Direction, LocalEndpoint, NegotiatedAudio, OfferedEvent, RtpProtocol, SrtpAgreement } from './audio-description.ts';
import { NO_ENCRYPTION, offeredLines, type LocalEncryption } from './crypto-lines.ts';
import { isHolding, ownDirection } from './hold.ts';
import { createLocalEncryption } from './local-encryption.ts';
import { USUAL_OPUS } from './opus-format.ts';
import { readAudio } from './read-audio.ts';
import { writeAudio } from './write-audio.ts';

export type NegotiationFailure = 'bad-sdp' | 'no-common-codec' | 'encryption-mismatch';

/** What our side brings into an offer or an answer beside its codecs. */
export interface LocalTerms {
  readonly encryption?: LocalEncryption;
  readonly isHeldByUs?: boolean;
  readonly opus?: OpusOptions;
}

/** The payload types we offer telephone-event at, by clock rate. */
const EVENT_PAYLOAD_TYPES: Readonly<Record<number, number>> = { 8_000: 101, 48_000: 110 };

/**
 * Our offer: the codecs in order of preference, and telephone-event at every clock rate in use.
 * 8,000 Hz is offered always: peers exist that take no 48,000 Hz events beside Opus.
 * Where encryption is required the profile says so. Where it is welcome, keys stand in the plain profile: a second line in the secure one
 * (RFC 4568 s. 7.1) is refused by many a trunk, an attribute it does not know is skipped by all. A call that began encrypted keeps its profile.
 *
 * @param profile of the running call, where there is one
 */
export function buildOffer(local: LocalEndpoint, codecs: readonly CodecName[], direction: Direction = 'sendrecv', encryption: LocalEncryption = NO_ENCRYPTION, profile: RtpProtocol = 'RTP/AVP', opus: OpusOptions = USUAL_OPUS): string {
  const rates = new Set([...codecs.map((codec) => codecProfile(codec).clockRateHz), 8_000]);
  return writeAudio(local, {
    codecs: codecs.map((codec) => ({ codec, payloadType: codecProfile(codec).payloadType })),
    events: [...rates].map((clockRateHz) => ({ payloadType: EVENT_PAYLOAD_TYPES[clockRateHz] ?? 101, clockRateHz })),
    direction,
    protocol: encryption.policy === 'required' ? 'RTP/SAVP' : profile,
    crypto: offeredLines(encryption),
    opus,
  });
}

/** Answers a peer's offer with the first of its codecs that we speak, under its payload types. */
export function answerOffer(local: LocalEndpoint, codecs: readonly CodecName[], offer: string, { isHeldByUs = false, encryption = NO_ENCRYPTION, opus = USUAL_OPUS }: LocalTerms = {}): Result<{ readonly sdp: string; readonly audio: NegotiatedAudio }, NegotiationFailure> {
  const peer = readAudio(offer, encryption.policy);
  if (!peer.ok) return peer;
  const chosen = peer.value.codecs.find((entry) => codecs.includes(entry.codec));
  if (chosen === undefined) return noCommonCodec(peer.value, codecs);
  const { srtp, line } = agreeOnOffer(peer.value, encryption);
  const event = eventFor(peer.value.events, codecProfile(chosen.codec).clockRateHz);
  const direction = ownDirection(peer.value.direction, isHeldByUs);
  return success({
    sdp: writeAudio(local, { codecs: [chosen], events: event === null ? [] : [event], direction, protocol: peer.value.protocol, crypto: line === null ? [] : [line], opus }, peer.value),
    audio: agreed(peer.value, chosen.codec, { send: chosen.payloadType, receive: chosen.payloadType }, event, event?.payloadType ?? 0, direction, srtp),
  });
}

/** Reads the answer to our offer of `codecs`. */
export function readAnswer(codecs: readonly CodecName[], answer: string, { isHeldByUs = false, encryption = NO_ENCRYPTION }: LocalTerms = {}): Result<NegotiatedAudio, NegotiationFailure> {
  const peer = readAudio(answer, encryption.policy);
  if (!peer.ok) return peer;
  const chosen = peer.value.codecs.find((entry) => codecs.includes(entry.codec));
  if (chosen === undefined) return noCommonCodec(peer.value, codecs);
  const srtp = agreeOnAnswer(peer.value, encryption);
  if (!srtp.ok) return srtp;
  const { payloadType, clockRateHz } = codecProfile(chosen.codec);
  const event = eventFor(peer.value.events, clockRateHz);
  const ownEvent = event === null ? 0 : (EVENT_PAYLOAD_TYPES[event.clockRateHz] ?? 101);
  return success(agreed(peer.value, chosen.codec, { send: chosen.payloadType, receive: payloadType }, event, ownEvent, ownDirection(peer.value.direction, isHeldByUs), srtp.value));
}

/** Whether an offer could be answered at all: asked before a call rings. */
export function checkOffer(codecs: readonly CodecName[], offer: string, policy: SrtpPolicy = 'off'): Result<void, NegotiationFailure> {
  const answered = answerOffer({ address: '127.0.0.1', port: 4_000, sessionId: 1, version: 1 }, codecs, offer, { encryption: createLocalEncryption(policy) });
  return answered.ok ? success() : answered;
}

function agreed(peer: AudioDescription, codec: CodecName, payloadTypes: { send: number; receive: number }, event: OfferedEvent | null, ownEvent: number, direction: Direction, srtp: SrtpAgreement | null): NegotiatedAudio {
  return {
    codec,
    clockRateHz: codecProfile(codec).clockRateHz,
    sendPayloadType: payloadTypes.send,
    receivePayloadType: payloadTypes.receive,
    telephoneEvent: event === null ? null : { sendPayloadType: event.payloadType, receivePayloadType: ownEvent, clockRateHz: event.clockRateHz },
    remoteAddress: peer.address,
    remotePort: peer.port,
    ptimeMs: peer.ptimeMs,
    direction,
    isHeldByPeer: isHolding(peer.direction),
    protocol: peer.protocol,
    srtp,
  };
}

/** Events run on the codec's clock where the peer takes that, else on 8,000 Hz (RFC 4733 s. 2.4.1 asks for the former). */
function eventFor(events: readonly OfferedEvent[], clockRateHz: number): OfferedEvent | null {
  return events.find((event) => event.clockRateHz === clockRateHz) ?? events.find((event) => event.clockRateHz === 8_000) ?? null;
}

/** The words for two sides without a codec in common. */
export function noCommonCodec(peer: Pick<AudioDescription, 'codecs'>, codecs: readonly CodecName[]): ReturnType<typeof failure<'no-common-codec'>> {
  const theirs = peer.codecs.map((entry) => entry.codec).join(', ') || 'codecs that Sidetone does not speak';
  return failure('no-common-codec', `The two sides have no audio codec in common: the other side speaks ${theirs}, this account ${codecs.join(', ')}.`, { detail: `${theirs} ≠ ${codecs.join(', ')}` });
}
