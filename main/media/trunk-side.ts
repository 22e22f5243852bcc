import { randomBytes } from 'node:crypto';
import type { RemoteInfo } from 'node:dgram';
import { RtpHeader, RtpPacket } from 'werift';
import type { MediaStats } from './media-gateway.ts';
import { createFlowWatch, type OneWayAudio } from './rtp/flow-watch.ts';
import { createIncomingStreams } from './rtp/incoming-streams.ts';
import { advanceLatch, isSameAddress, type LatchState, type PeerAddress } from './rtp/latch.ts';
import { createOutgoingStream, type OutgoingStream, type StreamPosition } from './rtp/outgoing-stream.ts';
import type { PortPair } from './rtp/port-pair.ts';
import { createReportExchange, type SentCount } from './rtp/report-exchange.ts';
import { createRepacketiser, packetMsFor } from './rtp/repacketiser.ts';
import { silenceFrame } from './rtp/silence.ts';
import { createEventReceiver } from './rtp/telephone-event.ts';
import { createToneQueue } from './rtp/tone-queue.ts';
import type { NegotiatedAudio } from './sdp/audio-description.ts';
import { createTrunkCrypto } from './srtp/trunk-crypto.ts';

/** Shorter is no RTP, longer no audio packet of ours. */
const LEAST_BYTES = 12;
const MOST_BYTES = 2_048;
/** RFC 3389; not negotiated, yet some trunks send it. Counted and left to the page's concealment. */
const COMFORT_NOISE = 13;

export interface TrunkListener {
  /** A valid packet of the negotiated codec. */
  onAudio(packet: RtpPacket): void;
  /** A packet of the same stream that is no audio: a tone, comfort noise. */
  onOther(header: RtpHeader): void;
  onDigit(digit: string): void;
  onSent(): void;
}

/** The trunk's side of a leg: sockets, latch, our stream, reception, RTCP, tones. */
export interface TrunkSide {
  configure(audio: NegotiatedAudio): void;
  /** Sends from these from now on; the ones before are heard until the end, because the peer sends there until it is told. */
  moveTo(ports: PortPair): void;
  startSending(): void;
  /** Forwards a packet of the page: rewritten, or kept back on hold and during a tone. False for another codec's, which is dropped. */
  forward(packet: RtpPacket): boolean;
  /** What the page sends now is not for the trunk: its stream goes on from the next packet that is. */
  keepBack(): void;
  /** Silence for 20 ms more in our stream. */
  sendSilence(): void;
  sendDigits(digits: string, toneMs: number): void;
  sendReport(): void;
  /** Whether audio flows one way only; `isHeld` is our own hold, during which nothing is due. */
  judgeFlow(isHeld: boolean): OneWayAudio | null;
  stats(): Omit<MediaStats, 'mos'>;
  close(): void;
}

export function createTrunkSide(first: PortPair, pagePayloadTypeOf: (audio: NegotiatedAudio) => number, listener: TrunkListener): TrunkSide {
  const incoming = createIncomingStreams();
  const crypto = createTrunkCrypto();
  const flow = createFlowWatch();
  const former: PortPair[] = [];
  let ports = first;
  const reports = createReportExchange((bytes, to) => ports.rtcp.send(crypto.sealRtcp(bytes), to.port, to.address, () => undefined));
  let audio: NegotiatedAudio | null = null;
  let stream = newStream(160);
  let packing = createRepacketiser(20, 8_000);
  let isSending = false;
  let latch: LatchState | null = null;
  /** Of the SSRC in use; the packets of those before are in `packetsOut` alone. */
  let sent: SentCount | null = null;
  let packetsOut = 0;
  let eventReceiver = createEventReceiver();
  let isClosed = false;

  const tones = createToneQueue((packet, afterMs) => {
    const event = audio?.telephoneEvent;
    if (!maySend(audio) || event === null || event === undefined) return;
    const position = stream.insert(Math.max(Math.round((afterMs * audio.clockRateHz) / 1_000), packet.isFirst ? packing.packetTicks : 0));
    write(audio, position, { payloadType: event.sendPayloadType, marker: packet.isFirst }, packet.payload);
  });

  const nowMs = (): number => performance.timeOrigin + performance.now();
  const peerOf = (current: NegotiatedAudio): PeerAddress => latch?.source ?? signalled(current);
  const maySend = (current: NegotiatedAudio | null): current is NegotiatedAudio => current !== null && isSending && (current.direction === 'sendrecv' || current.direction === 'sendonly');

  function write(current: NegotiatedAudio, position: StreamPosition, { payloadType, marker }: { payloadType: number; marker: boolean }, payload: Buffer): void {
    if (isClosed) return;
    const target = peerOf(current);
    const { sequenceNumber, timestamp } = position;
    const packet = new RtpPacket(new RtpHeader({ sequenceNumber, timestamp, payloadType, marker, ssrc: stream.ssrc }), payload).serialize();
    ports.rtp.send(crypto.sealRtp(packet), target.port, target.address, () => undefined);
    sent = { packetCount: (sent?.packetCount ?? 0) + 1, octetCount: (sent?.octetCount ?? 0) + payload.length, timestamp };
    packetsOut += 1;
    listener.onSent();
  }

  function onRtp(bytes: Buffer, from: RemoteInfo): void {
    // Only what the peer's key sealed may latch, or be heard at all.
    const clear = audio === null || bytes.length > MOST_BYTES ? null : crypto.openRtp(bytes);
    if (audio !== null && clear === null) flow.noteRefused('not-decrypted', nowMs());
    const packet = clear === null ? null : parse(clear);
    if (packet === null || audio === null) return;
    const { payloadType, ssrc, timestamp } = packet.header;
    const isEvent = payloadType === audio.telephoneEvent?.receivePayloadType;
    // Some peers answer with one payload type and send with the one we would; both were named in the negotiation.
    const isAudio = !isEvent && (payloadType === audio.receivePayloadType || payloadType === audio.sendPayloadType);
    const isOurs = latch !== null && latch.ssrc === ssrc && isSameAddress(latch.source, from);
    if (!isEvent && !isAudio && payloadType !== COMFORT_NOISE) flow.noteRefused('other-format', nowMs());
    if (!isEvent && !isAudio && payloadType !== COMFORT_NOISE && !isOurs) return;
    const verdict = advanceLatch(latch, { from, ssrc, atMs: nowMs() }, signalled(audio));
    if (verdict.kind === 'ignored') return;
    latch = verdict.latch;
    if (isAudio || isEvent || payloadType === COMFORT_NOISE) flow.noteHeard(isAudio ? 'audio' : isEvent ? 'tone' : 'comfort-noise', nowMs());
    if (incoming.note(packet.header, isAudio ? Math.round((performance.now() * audio.clockRateHz) / 1_000) : null)) eventReceiver = createEventReceiver();
    if (isAudio) return listener.onAudio(packet);
    listener.onOther(packet.header);
    const digit = isEvent ? eventReceiver(packet.payload, timestamp) : null;
    if (digit !== null) listener.onDigit(digit);
  }

  function onRtcp(bytes: Buffer, from: RemoteInfo): void {
    const clear = audio === null ? null : crypto.openRtcp(bytes);
    const report = audio === null || clear === null ? null : reports.receive(clear, from, stream.ssrc, peerOf(audio));
    if (report !== null && report.ofUs !== null) flow.noteReport(report.ofUs.highestSequence, packetsOut);
  }

  function listenOn({ rtp, rtcp }: PortPair): void {
    rtp.on('message', onRtp);
    rtcp.on('message', onRtcp);
  }

  function keepBack(): void {
    stream.forget();
    packing.clear();
  }

  listenOn(first);

  return {
    configure(next) {
      const isNewKey = crypto.adopt(next.srtp);
      // Another clock is another source (RFC 7160 s. 4.1), another key as well.
      if (next.clockRateHz !== audio?.clockRateHz || isNewKey) {
        sent = null;
        stream = newStream(next.clockRateHz / 50);
      }
      const packetMs = packetMsFor(next.codec, next.ptimeMs);
      if (audio === null || next.clockRateHz !== audio.clockRateHz || packetMs !== packetMsFor(audio.codec, audio.ptimeMs)) {
        packing = createRepacketiser(packetMs, next.clockRateHz);
        stream.setFrame(packing.packetTicks);
        stream.forget();
      }
      // New SDP names a new place: the old latch must not keep us there.
      if (audio !== null && !isSameAddress(signalled(audio), signalled(next))) latch = null;
      audio = next;
    },
    moveTo(next) {
      if (isClosed) return closePair(next);
      former.push(ports);
      ports = next;
      listenOn(next);
    },
    startSending: () => { isSending = true; },
    forward(packet) {
      if (audio === null) return false;
      if (packet.header.payloadType !== pagePayloadTypeOf(audio)) {
        keepBack();
        return false;
      }
      const { ssrc, sequenceNumber, timestamp, marker } = packet.header;
      for (const whole of packing.push({ ssrc, sequenceNumber, timestamp, marker, payload: packet.payload })) {
        if (!maySend(audio) || tones.isBusy()) stream.skip(whole);
        else write(audio, stream.follow(whole), { payloadType: audio.sendPayloadType, marker: whole.marker }, whole.payload);
      }
      return true;
    },
    keepBack,
    sendSilence() {
      if (!maySend(audio) || tones.isBusy()) return;
      const { packetTicks } = packing;
      for (let due = packing.fill(); due > 0; due -= 1) write(audio, stream.insert(packetTicks), { payloadType: audio.sendPayloadType, marker: false }, silenceFrame(audio.codec, packetTicks));
    },
    sendDigits(digits, toneMs) {
      const event = audio?.telephoneEvent;
      if (event !== null && event !== undefined) tones.add(digits, event.clockRateHz, toneMs);
    },
    sendReport: () => { if (audio !== null) reports.send(stream.ssrc, peerOf(audio), sent, incoming.current()); },
    judgeFlow(isHeld) {
      const isDue = audio !== null && isSending && !isHeld && (audio.direction === 'sendrecv' || audio.direction === 'recvonly');
      flow.expect(isDue, nowMs());
      return flow.judge(nowMs());
    },
    stats() {
      const jitterTicks = incoming.current()?.jitterTicks() ?? null;
      return {
        codec: audio?.codec ?? null,
        packetsOut,
        packetsIn: incoming.received(),
        packetsLost: incoming.lost(),
        jitterMs: jitterTicks === null || audio === null ? null : (jitterTicks / audio.clockRateHz) * 1_000,
        roundTripMs: reports.roundTripMs(),
      };
    },
    close() {
      if (audio !== null && sent !== null) reports.sendBye(stream.ssrc, peerOf(audio));
      isClosed = true;
      tones.clear();
      for (const pair of former) closePair(pair);
      ports.rtp.close();
      setTimeout(() => ports.rtcp.close(), 50); // the BYE leaves first
    },
  };
}

/** Begins in the lower half of the sequence, so that no wrap is near before the peer has heard us (RFC 3711 s. 3.3.1). */
function newStream(frameTicks: number): OutgoingStream {
  return createOutgoingStream({ ssrc: randomBytes(4).readUInt32BE(), sequenceNumber: randomBytes(2).readUInt16BE() & 0x7fff, timestamp: randomBytes(4).readUInt32BE(), frameTicks });
}

function closePair({ rtp, rtcp }: PortPair): void {
  rtp.close();
  rtcp.close();
}

function signalled(audio: NegotiatedAudio): PeerAddress {
  return { address: audio.remoteAddress, port: audio.remotePort };
}

function parse(bytes: Buffer): RtpPacket | null {
  if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES || (bytes.readUInt8(0) >> 6) !== 2) return null;
  try {
    return RtpPacket.deSerialize(bytes);
  } catch {
    return null; // the library throws on header lengths that lie
  }
}
