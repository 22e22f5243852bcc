import { randomBytes } from 'node:crypto';
import type { RemoteInfo } from 'node:dgram';
import { RtpHeader, RtpPacket } from 'werift';
import type { MediaStats } from './media-gateway.ts';
import { advanceLatch, type LatchState, type PeerAddress } from './rtp/latch.ts';
import { createOutgoingStream } from './rtp/outgoing-stream.ts';
import type { PortPair } from './rtp/port-pair.ts';
import { createReception, type Reception } from './rtp/reception.ts';
import { readReport, roundTripMs, writeBye, writeReport, type LastSenderReport } from './rtp/rtcp.ts';
import { silenceFrame } from './rtp/silence.ts';
import { createEventReceiver, planEvents } from './rtp/telephone-event.ts';
import type { NegotiatedAudio } from './sdp/audio-description.ts';

/** Shorter is no RTP, longer no audio packet of ours. */
const LEAST_BYTES = 12;
const MOST_BYTES = 2_048;

export interface TrunkListener {
  /** A valid packet of the negotiated codec. */
  onAudio(packet: RtpPacket): void;
  onDigit(digit: string): void;
  onSent(): void;
}

/** The trunk's side of a leg: sockets, latch, our stream, reception, RTCP, tones. */
export interface TrunkSide {
  configure(audio: NegotiatedAudio): void;
  startSending(): void;
  /** Forwards a packet of the page: rewritten, or kept back while we are on hold, send a tone, or it is another codec's. */
  forward(packet: RtpPacket): void;
  /** One frame of silence in our stream. */
  sendSilence(): void;
  sendDigits(digits: string): void;
  sendReport(): void;
  stats(): MediaStats;
  close(): void;
}

export function createTrunkSide(ports: PortPair, pagePayloadTypeOf: (audio: NegotiatedAudio) => number, listener: TrunkListener): TrunkSide {
  const cname = randomBytes(12).toString('hex'); // unlinkable between calls (RFC 7022 s. 4.2)
  const ssrc = randomBytes(4).readUInt32BE();
  let audio: NegotiatedAudio | null = null;
  let stream = newStream(160);
  let isSending = false;
  let latch: LatchState | null = null;
  let reception: Reception | null = null;
  let past = { received: 0, lost: 0 };
  let sent = { packetCount: 0, octetCount: 0, timestamp: 0 };
  let lastSenderReport: LastSenderReport | null = null;
  let roundTrip: number | null = null;
  let eventReceiver = createEventReceiver();
  let toneTimers: NodeJS.Timeout[] = [];
  /** performance.now() from which a further run of digits may start. */
  let nextFreeMs = 0;
  let isClosed = false;

  function newStream(frameTicks: number) {
    return createOutgoingStream({ ssrc, sequenceNumber: randomBytes(2).readUInt16BE(), timestamp: randomBytes(4).readUInt32BE(), frameTicks });
  }

  const nowMs = (): number => performance.timeOrigin + performance.now();
  const signalled = (current: NegotiatedAudio): PeerAddress => ({ address: current.remoteAddress, port: current.remotePort });
  const maySend = (current: NegotiatedAudio | null): current is NegotiatedAudio => current !== null && isSending && (current.direction === 'sendrecv' || current.direction === 'sendonly');

  function write(current: NegotiatedAudio, header: { payloadType: number; marker: boolean; sequenceNumber: number; timestamp: number }, payload: Buffer): void {
    if (isClosed) return;
    const target = latch?.source ?? signalled(current);
    ports.rtp.send(new RtpPacket(new RtpHeader({ ...header, ssrc }), payload).serialize(), target.port, target.address, () => undefined);
    sent = { packetCount: sent.packetCount + 1, octetCount: sent.octetCount + payload.length, timestamp: header.timestamp };
    listener.onSent();
  }

  function onRtp(bytes: Buffer, from: RemoteInfo): void {
    const packet = audio === null ? null : parse(bytes);
    if (packet === null || audio === null) return;
    const { payloadType, ssrc: source, sequenceNumber, timestamp } = packet.header;
    const isEvent = payloadType === audio.telephoneEvent?.receivePayloadType;
    // Some peers answer with one payload type and send with the one we would; both were named in the negotiation.
    const isAudio = payloadType === audio.receivePayloadType || payloadType === audio.sendPayloadType;
    if (!isEvent && !isAudio) return;
    const verdict = advanceLatch(latch, { from, ssrc: source, atMs: nowMs() }, signalled(audio));
    if (verdict.kind === 'ignored') return;
    latch = verdict.latch;
    if (reception === null || reception.ssrc !== source) {
      past = { received: past.received + (reception?.received() ?? 0), lost: past.lost + (reception?.lost() ?? 0) };
      reception = createReception(source);
    }
    reception.note({ sequenceNumber, timestamp }, Math.round((performance.now() * audio.clockRateHz) / 1_000));
    if (isAudio) return listener.onAudio(packet);
    const digit = eventReceiver(packet.payload, timestamp);
    if (digit !== null) listener.onDigit(digit);
  }

  function onRtcp(bytes: Buffer): void {
    const report = readReport(bytes, ssrc);
    if (report === null) return;
    if (report.senderMiddleNtp !== null) lastSenderReport = { middleNtp: report.senderMiddleNtp, arrivedAtMs: nowMs() };
    if (report.ofUs !== null) roundTrip = roundTripMs(report.ofUs, nowMs()) ?? roundTrip;
  }

  function sendRtcp(bytes: Buffer): void {
    if (audio === null) return;
    ports.rtcp.send(bytes, audio.remotePort + 1, audio.remoteAddress, () => undefined);
  }

  ports.rtp.on('message', onRtp);
  ports.rtcp.on('message', onRtcp);

  return {
    configure(next) {
      if (next.clockRateHz !== audio?.clockRateHz) stream = newStream(next.clockRateHz / 50);
      // New SDP names a new place: the old latch must not keep us there.
      if (audio !== null && (audio.remoteAddress !== next.remoteAddress || audio.remotePort !== next.remotePort)) latch = null;
      eventReceiver = createEventReceiver();
      audio = next;
    },
    startSending: () => { isSending = true; },
    forward(packet) {
      if (audio === null) return;
      if (!maySend(audio) || toneTimers.length > 0 || packet.header.payloadType !== pagePayloadTypeOf(audio)) return stream.skip(packet.header);
      const position = stream.follow(packet.header);
      write(audio, { ...position, payloadType: audio.sendPayloadType, marker: packet.header.marker }, packet.payload);
    },
    sendSilence() {
      if (!maySend(audio) || toneTimers.length > 0) return;
      write(audio, { ...stream.insert(audio.clockRateHz / 50), payloadType: audio.sendPayloadType, marker: false }, silenceFrame(audio.codec));
    },
    sendDigits(digits) {
      const event = audio?.telephoneEvent;
      if (audio === null || event === null || event === undefined) return;
      const plan = planEvents(digits, event.clockRateHz);
      const startMs = toneTimers.length > 0 ? nextFreeMs - performance.now() : 0;
      const lastMs = plan.at(-1)?.atMs ?? 0;
      let sinceMs = 0;
      for (const step of plan) {
        const timer = setTimeout(() => {
          toneTimers = toneTimers.filter((other) => other !== timer);
          if (!maySend(audio)) return;
          const ticks = step.isFirst ? Math.round(((step.atMs - sinceMs + 20) * audio.clockRateHz) / 1_000) : 0;
          if (step.isFirst) sinceMs = step.atMs;
          write(audio, { ...stream.insert(ticks), payloadType: event.sendPayloadType, marker: step.isFirst }, step.payload);
        }, startMs + step.atMs);
        toneTimers.push(timer);
      }
      nextFreeMs = performance.now() + startMs + lastMs + 60;
    },
    sendReport() {
      sendRtcp(writeReport({
        ssrc, cname, nowMs: nowMs(),
        sender: sent.packetCount === 0 ? null : { rtpTimestamp: sent.timestamp, packetCount: sent.packetCount, octetCount: sent.octetCount },
        reception: reception === null ? null : { ssrc: reception.ssrc, report: reception.report(), lastSenderReport },
      }));
    },
    stats: () => ({
      codec: audio?.codec ?? null,
      packetsOut: sent.packetCount,
      packetsIn: past.received + (reception?.received() ?? 0),
      packetsLost: past.lost + (reception?.lost() ?? 0),
      jitterMs: reception === null || audio === null ? null : (reception.jitterTicks() / audio.clockRateHz) * 1_000,
      roundTripMs: roundTrip,
    }),
    close() {
      sendRtcp(writeBye(ssrc, cname));
      isClosed = true;
      for (const timer of toneTimers) clearTimeout(timer);
      ports.rtp.close();
      setTimeout(() => ports.rtcp.close(), 50); // the BYE leaves first
    },
  };
}

function parse(bytes: Buffer): RtpPacket | null {
  if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES || (bytes.readUInt8(0) >> 6) !== 2) return null;
  try {
    return RtpPacket.deSerialize(bytes);
  } catch {
    return null; // the library throws on header lengths that lie
  }
}
