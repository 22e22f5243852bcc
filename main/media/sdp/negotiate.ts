import type { CodecName } from '../../../preload/contract/accounts.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import { codecProfile } from '../codec-profile.ts';
import type { AudioDescription, Direction, LocalEndpoint, NegotiatedAudio, OfferedEvent } from './audio-description.ts';
import { isHolding, ownDirection } from './hold.ts';
import { readAudio } from './read-audio.ts';
import { writeAudio } from './write-audio.ts';

export type NegotiationFailure = 'bad-sdp' | 'no-common-codec';

/** The payload types we offer telephone-event at, by clock rate. */
const EVENT_PAYLOAD_TYPES: Readonly<Record<number, number>> = { 8_000: 101, 48_000: 110 };

/**
 * Our offer: the codecs in order of preference, and telephone-event at every clock rate in use.
 * 8,000 Hz is offered always: peers exist that take no 48,000 Hz events beside Opus.
 */
export function buildOffer(local: LocalEndpoint, codecs: readonly CodecName[], direction: Direction = 'sendrecv'): string {
  const rates = new Set([...codecs.map((codec) => codecProfile(codec).clockRateHz), 8_000]);
  return writeAudio(local, {
    codecs: codecs.map((codec) => ({ codec, payloadType: codecProfile(codec).payloadType })),
    events: [...rates].map((clockRateHz) => ({ payloadType: EVENT_PAYLOAD_TYPES[clockRateHz] ?? 101, clockRateHz })),
    direction,
  });
}

/** Answers a peer's offer with the first of its codecs that we speak, under its payload types. */
export function answerOffer(local: LocalEndpoint, codecs: readonly CodecName[], offer: string, isHeldByUs = false): Result<{ readonly sdp: string; readonly audio: NegotiatedAudio }, NegotiationFailure> {
  const peer = readAudio(offer);
  if (!peer.ok) return peer;
  const chosen = peer.value.codecs.find((entry) => codecs.includes(entry.codec));
  if (chosen === undefined) return noCommonCodec(peer.value, codecs);
  const event = eventFor(peer.value.events, codecProfile(chosen.codec).clockRateHz);
  const direction = ownDirection(peer.value.direction, isHeldByUs);
  return success({
    sdp: writeAudio(local, { codecs: [chosen], events: event === null ? [] : [event], direction }, peer.value),
    audio: agreed(peer.value, chosen.codec, { send: chosen.payloadType, receive: chosen.payloadType }, event, event?.payloadType ?? 0, direction),
  });
}

/** Reads the answer to our offer of `codecs`. */
export function readAnswer(codecs: readonly CodecName[], answer: string, isHeldByUs = false): Result<NegotiatedAudio, NegotiationFailure> {
  const peer = readAudio(answer);
  if (!peer.ok) return peer;
  const chosen = peer.value.codecs.find((entry) => codecs.includes(entry.codec));
  if (chosen === undefined) return noCommonCodec(peer.value, codecs);
  const { payloadType, clockRateHz } = codecProfile(chosen.codec);
  const event = eventFor(peer.value.events, clockRateHz);
  const ownEvent = event === null ? 0 : (EVENT_PAYLOAD_TYPES[event.clockRateHz] ?? 101);
  return success(agreed(peer.value, chosen.codec, { send: chosen.payloadType, receive: payloadType }, event, ownEvent, ownDirection(peer.value.direction, isHeldByUs)));
}

/** Whether an offer could be answered at all: asked before a call rings. */
export function checkOffer(codecs: readonly CodecName[], offer: string): Result<void, NegotiationFailure> {
  const answered = answerOffer({ address: '127.0.0.1', port: 4_000, sessionId: 1, version: 1 }, codecs, offer);
  return answered.ok ? success() : answered;
}

function agreed(peer: AudioDescription, codec: CodecName, payloadTypes: { send: number; receive: number }, event: OfferedEvent | null, ownEvent: number, direction: Direction): NegotiatedAudio {
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
  };
}

/** Events run on the codec's clock where the peer takes that, else on 8,000 Hz (RFC 4733 s. 2.4.1 asks for the former). */
function eventFor(events: readonly OfferedEvent[], clockRateHz: number): OfferedEvent | null {
  return events.find((event) => event.clockRateHz === clockRateHz) ?? events.find((event) => event.clockRateHz === 8_000) ?? null;
}

function noCommonCodec(peer: AudioDescription, codecs: readonly CodecName[]): ReturnType<typeof failure<'no-common-codec'>> {
  const theirs = peer.codecs.map((entry) => entry.codec).join(', ') || 'codecs that Sidetone does not speak';
  return failure('no-common-codec', `The two sides have no audio codec in common: the other side speaks ${theirs}, this account ${codecs.join(', ')}.`);
}
