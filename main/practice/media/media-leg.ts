import { randomBytes } from 'node:crypto';
import type { RemoteInfo } from 'node:dgram';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { FarEnd } from '../far-end/far-end.ts';
import { isLoopback, type Address } from '../signalling/address.ts';
import type { AgreedAudio } from '../signalling/sdp.ts';
import { decodeG711, encodeG711, FRAME_MS, FRAME_SAMPLES } from './g711.ts';
import { openPortPair } from './port-pair.ts';
import { readSenderReport, writeGoodbye, writeReport, type LastSenderReport } from './rtcp-report.ts';
import { parseRtp, serializeRtp } from './rtp-packet.ts';
import { createRtpReception } from './rtp-reception.ts';
import { createDigitReader } from './telephone-event.ts';

/** The far end's audio path of one call: RTP and RTCP on a port pair of its own. */
export interface MediaLeg {
  readonly rtpPort: number;
  /** Starts to send and listen, or follows a new description of the peer (re-INVITE). */
  connect(audio: AgreedAudio): void;
  /** Who speaks from now on. */
  play(farEnd: FarEnd): void;
  close(): void;
}

export interface MediaLegFacts {
  readonly onDigit: (digit: string) => void;
  /** The far end has said all. */
  readonly onFinished: () => void;
  /** Nothing came from a peer that should be sending. */
  readonly onSilentPeer: () => void;
}

const REPORT_EVERY_FRAMES = 250; // 5 s, RFC 3550 s. 6.2
const SILENT_PEER_FRAMES = 3_000; // a minute: longer than any script that talks to nobody
/** After a stall of the machine at most so many frames go out at once; the rest is left out with its time. */
const CATCH_UP_FRAMES = 5;
const SILENCE = new Int16Array(FRAME_SAMPLES);

export async function openMediaLeg(address: string, clock: Clock, facts: MediaLegFacts): Promise<MediaLeg> {
  const { rtp, rtcp, rtpPort } = await openPortPair(address);
  const reception = createRtpReception();
  const readDigit = createDigitReader(facts.onDigit);
  const own = { ssrc: randomBytes(4).readUInt32BE(), timestampTicks: randomBytes(4).readUInt32BE(), packets: 0, octets: 0 };
  let sequence = randomBytes(2).readUInt16BE();
  let peer: { audio: AgreedAudio; rtp: Address } | null = null;
  let lastReport: LastSenderReport | null = null;
  let farEnd: FarEnd | null = null;
  let timer: Timer | null = null;
  let startedMs = 0;
  let frames = 0;
  let framesSinceHeard = 0;
  let isClosed = false;

  const isHeard = (audio: AgreedAudio): boolean => audio.direction === 'sendrecv' || audio.direction === 'recvonly';
  const isTalking = (audio: AgreedAudio): boolean => audio.direction === 'sendrecv' || audio.direction === 'sendonly';
  const time = (): { epochMs: number; monotonicMs: number } => ({ epochMs: clock.nowMs(), monotonicMs: clock.monotonicMs() });
  const rtcpOf = (address: Address): [number, string] => [address.port + 1, address.address];

  rtp.on('message', (bytes: Buffer, from: RemoteInfo) => {
    const packet = isLoopback(from.address) ? parseRtp(bytes) : null;
    if (packet === null || peer === null) return;
    const { audio } = peer;
    if (packet.payloadType !== audio.payloadType && packet.payloadType !== audio.dtmfPayloadType) return;
    peer.rtp = { address: from.address, port: from.port }; // symmetric RTP (RFC 4961): answer where it came from
    framesSinceHeard = 0;
    reception.note(packet, clock.monotonicMs());
    if (packet.payloadType === audio.dtmfPayloadType) return readDigit(packet);
    const samples = decodeG711(audio.codec, packet.payload);
    for (let start = 0; start < samples.length; start += FRAME_SAMPLES) farEnd?.hear(samples.subarray(start, start + FRAME_SAMPLES));
  });
  rtcp.on('message', (bytes: Buffer, from: RemoteInfo) => {
    const middleNtp = isLoopback(from.address) ? readSenderReport(bytes) : null;
    if (middleNtp !== null) lastReport = { middleNtp, arrivedMs: clock.monotonicMs() };
  });

  function sendFrame({ audio, rtp: to }: { audio: AgreedAudio; rtp: Address }): void {
    own.timestampTicks = (own.timestampTicks + FRAME_SAMPLES) >>> 0;
    if (!isHeard(audio)) return; // held: the caller waits, its clock runs on
    const payload = encodeG711(audio.codec, farEnd?.nextFrame() ?? SILENCE);
    sequence = (sequence + 1) & 0xffff;
    rtp.send(serializeRtp({ hasMarker: own.packets === 0, payloadType: audio.payloadType, sequence, timestampTicks: own.timestampTicks, ssrc: own.ssrc, payload }), to.port, to.address);
    own.packets += 1;
    own.octets += payload.length;
  }

  function tick(): void {
    if (isClosed || peer === null) return;
    const due = Math.floor((clock.monotonicMs() - startedMs) / FRAME_MS) + 1;
    const missed = Math.max(0, due - frames - CATCH_UP_FRAMES);
    own.timestampTicks = (own.timestampTicks + missed * FRAME_SAMPLES) >>> 0;
    for (frames += missed; frames < due; frames += 1) {
      sendFrame(peer);
      framesSinceHeard += isTalking(peer.audio) ? 1 : 0;
      if (frames % REPORT_EVERY_FRAMES === REPORT_EVERY_FRAMES - 1) rtcp.send(writeReport(own, reception.report(), lastReport, time()), ...rtcpOf(peer.rtp));
    }
    timer = clock.startTimer(startedMs + frames * FRAME_MS - clock.monotonicMs(), tick);
    if (farEnd?.isFinished() ?? false) facts.onFinished();
    else if (framesSinceHeard > SILENT_PEER_FRAMES) facts.onSilentPeer();
  }

  return {
    rtpPort,
    connect(audio) {
      if (isClosed) return;
      const isFirst = peer === null;
      const isMoved = peer === null || peer.audio.address !== audio.address || peer.audio.port !== audio.port;
      peer = { audio, rtp: isMoved || peer === null ? { address: isLoopback(audio.address) ? audio.address : address, port: audio.port } : peer.rtp };
      if (!isFirst) return;
      startedMs = clock.monotonicMs();
      tick();
    },
    play(next) {
      farEnd = next;
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      timer?.cancel();
      if (peer !== null) rtcp.send(writeGoodbye(own, time()), ...rtcpOf(peer.rtp), () => rtcp.close());
      else rtcp.close();
      rtp.close();
    },
  };
}
