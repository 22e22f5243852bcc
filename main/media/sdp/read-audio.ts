import { isIP } from 'node:net';
import * as sdpTransform from 'sdp-transform';
import type { CodecName, SrtpPolicy } from '../../../preload/contract/accounts.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import { codecProfile, staticCodec } from '../codec-profile.ts';
import type { AudioDescription, Direction, OfferedCodec, OfferedEvent } from './audio-description.ts';
import { readCryptoLine, type CryptoLine } from './crypto-lines.ts';

export type ParsedMedia = sdpTransform.SessionDescription['media'][number];

const CODECS: readonly CodecName[] = ['PCMU', 'PCMA', 'G722', 'opus'];
const DIRECTIONS: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
const PLAIN = 'RTP/AVP';
const ENCRYPTED = 'RTP/SAVP';
/** Larger than any honest SDP; what is longer is not worth the parser's time. */
const MOST_CHARACTERS = 65_536;

/**
 * Reads the audio stream of a peer's SDP (RFC 4566). Never throws, whatever the peer sent.
 * A peer that would like to encrypt may offer the same stream twice, or once in the plain profile with keys; which of its lines counts is the policy's affair.
 * An address of 0.0.0.0 or :: is the old form of hold (RFC 3264 s. 8.4) and reads as one.
 */
export function readAudio(text: string, policy: SrtpPolicy = 'off'): Result<AudioDescription, 'bad-sdp' | 'encryption-mismatch'> {
  const parsed = parseSdp(text);
  if (parsed === null) return failure('bad-sdp', 'The other side sent an audio description that cannot be read.');
  const media = parsed.media ?? [];
  const isAudio = (line: ParsedMedia): boolean => line.type === 'audio' && line.port !== 0;
  if (!media.some(isAudio)) return failure('bad-sdp', 'The other side offered no audio.');
  const cryptoOf = (line: ParsedMedia): CryptoLine[] => (policy === 'off' ? [] : (line.crypto ?? []).map(readCryptoLine).filter((read) => read !== null));
  const encrypted = media.findIndex((line) => isAudio(line) && (line.protocol === ENCRYPTED || line.protocol === PLAIN) && cryptoOf(line).length > 0);
  const plain = policy === 'required' ? -1 : media.findIndex((line) => isAudio(line) && line.protocol === PLAIN);
  const index = encrypted >= 0 ? encrypted : plain;
  const audio = media[index];
  if (audio === undefined) {
    const asked = String(media.find(isAudio)?.protocol);
    return policy === 'off'
      ? failure('encryption-mismatch', `The other side asks for ${asked}, encrypted audio that this account does not use.`)
      : failure('encryption-mismatch', `The other side offers ${asked} without an encryption that Sidetone speaks.`);
  }
  const address = audio.connection?.ip ?? parsed.connection?.ip;
  if (typeof address !== 'string' || address === '' || !isPort(audio.port)) return failure('bad-sdp', 'The other side did not say where to send audio.');
  // RFC 4566 s. 5.7 allows a host name as well; the socket would look it up again for every packet.
  if (isIP(address) === 0) return failure('bad-sdp', 'The other side wants audio sent to a host name; Sidetone needs an IP address there.', { detail: address });

  const { codecs, events } = readPayloads(audio);
  return success({
    codecs,
    events,
    protocol: audio.protocol === ENCRYPTED ? ENCRYPTED : PLAIN,
    crypto: cryptoOf(audio),
    address,
    port: audio.port,
    ptimeMs: packetTime(audio),
    direction: directionOf(audio.direction ?? parsed.direction, address),
    otherMedia: media.filter((line) => line !== audio).map(({ type, protocol, payloads }) => ({ type, protocol, payloads: payloads ?? '' })),
    index,
  });
}

/** The lines of an SDP; null for what cannot be read. */
export function parseSdp(text: string): sdpTransform.SessionDescription | null {
  if (text.length > MOST_CHARACTERS) return null;
  try {
    return sdpTransform.parse(text.endsWith('\n') ? text : `${text}\r\n`); // some peers leave the last line open
  } catch {
    return null; // sdp-transform throws on some malformed lines; the peer's fault, not ours
  }
}

/** The codecs and events of an audio line, those that Sidetone speaks, in the peer's order. */
export function readPayloads(audio: ParsedMedia): { codecs: OfferedCodec[]; events: OfferedEvent[] } {
  const codecs: OfferedCodec[] = [];
  const events: OfferedEvent[] = [];
  for (const payloadType of String(audio.payloads ?? '').split(' ').map(Number).filter(isPayloadType)) {
    const map = (audio.rtp ?? []).find((entry) => entry.payload === payloadType);
    // The parser makes a number of a name that looks like one.
    const name = map === undefined ? null : String(map.codec).toLowerCase();
    if (name === 'telephone-event') {
      events.push({ payloadType, clockRateHz: map?.rate ?? 8_000 });
      continue;
    }
    const codec = map === undefined ? staticCodec(payloadType) : CODECS.find((codecName) => codecName.toLowerCase() === name && codecProfile(codecName).clockRateHz === map.rate);
    if (codec !== undefined) codecs.push({ codec, payloadType });
  }
  return { codecs, events };
}

/** The direction of an audio line, the old form of hold read as one. */
export function directionOf(written: string | undefined, address: string): Direction {
  const direction = (DIRECTIONS.includes(written ?? '') ? written : 'sendrecv') as Direction;
  const isOldHold = address === '0.0.0.0' || address === '::';
  if (!isOldHold) return direction;
  return direction === 'sendrecv' ? 'sendonly' : direction === 'recvonly' ? 'inactive' : direction;
}

const isPort = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0 && (value as number) <= 65_535;
const isPayloadType = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 127;
const isTime = (value: unknown): value is number => typeof value === 'number' && value > 0;

/** What the peer would like to be sent, in what we can send: a=ptime is a wish, a=maxptime a bound (RFC 4566 s. 6). Without either 20 ms (RFC 3551 table 1). */
function packetTime({ ptime, maxptime }: ParsedMedia): number {
  const wished = isTime(ptime) ? ptime : 20;
  return Math.min(60, Math.max(10, Math.round(isTime(maxptime) ? Math.min(wished, maxptime) : wished)));
}
