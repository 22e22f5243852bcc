import type { CodecName } from '../../../preload/contract/accounts.ts';
import { MAX_DROPOUT, type SourcePosition } from './outgoing-stream.ts';
import { nextSequence, sequenceDistance, tickDistance } from './sequence.ts';

/** What Chromium packs, whatever the peer asked for. */
export const PAGE_FRAME_MS = 20;

/** A packet on its way from the page, in the numbering of its source. */
export interface AudioFrame extends SourcePosition {
  readonly marker: boolean;
  readonly payload: Buffer;
}

/** Joins and splits the page's packets to the length that the peer asked for (a=ptime, RFC 4566 s. 6). */
export interface Repacketiser {
  /** The length of what comes out, RTP clock ticks. */
  readonly packetTicks: number;
  /** The packets that are whole with this one; numbered by their own count, so that a hole of the page's is a hole here. */
  push(frame: AudioFrame): readonly AudioFrame[];
  /** How many packets of silence are due, with 20 ms more to fill. */
  fill(): number;
  /** What waits is not sent: it was not for the trunk, or its rest never comes. */
  clear(): void;
}

/** The length of the packets a codec is sent in: the peer's wish where frames can be cut anywhere, else as the page made them. */
export const packetMsFor = (codec: CodecName, ptimeMs: number): number => (codec === 'opus' ? PAGE_FRAME_MS : ptimeMs);

/** @param packetMs 10 to 60. Other than 20 is for G.711 and G.722 alone: an octet a tick, and cut anywhere (RFC 3551 s. 4.5.2, 4.5.14). */
export function createRepacketiser(packetMs: number, clockRateHz: number): Repacketiser {
  const packetTicks = Math.round((packetMs * clockRateHz) / 1_000);
  const pageTicks = (PAGE_FRAME_MS * clockRateHz) / 1_000;
  return packetMs === PAGE_FRAME_MS ? { packetTicks, push: (frame) => [frame], fill: () => 1, clear: () => undefined } : recut(packetTicks, pageTicks);
}

interface Waiting extends AudioFrame {
  /** Where the next frame of the page must follow for its audio to be joined. */
  readonly source: SourcePosition;
}

function recut(packetTicks: number, pageTicks: number): Repacketiser {
  let waiting: Waiting | null = null;
  let sequenceNumber = 0;
  let owedTicks = 0;

  const dropRest = (): void => { if (waiting !== null) waiting = { ...waiting, payload: Buffer.alloc(0) }; };

  /** The number of the next packet after a jump of the page's, `null` for a frame that comes too late to be joined. */
  function numberAfter(last: SourcePosition, frame: AudioFrame): number | null {
    const ahead = sequenceDistance(frame.sequenceNumber, last.sequenceNumber);
    if (frame.ssrc !== last.ssrc) return sequenceNumber;
    if (Math.abs(ahead) > MAX_DROPOUT) return nextSequence(sequenceNumber, MAX_DROPOUT + 1); // begun anew, and so must ours be seen to
    if (ahead <= 0) return null;
    return nextSequence(sequenceNumber, Math.ceil(((ahead - 1) * pageTicks) / packetTicks));
  }

  return {
    packetTicks,
    push(frame) {
      owedTicks = 0;
      let rest: AudioFrame = frame;
      if (waiting !== null) {
        const number = numberAfter(waiting.source, frame);
        if (number === null) return [];
        const isNext = waiting.payload.length > 0 && number === sequenceNumber && frame.ssrc === waiting.ssrc && tickDistance(frame.timestamp, waiting.timestamp) === waiting.payload.length;
        sequenceNumber = number;
        if (isNext) rest = { ...frame, timestamp: waiting.timestamp, marker: waiting.marker || frame.marker, payload: Buffer.concat([waiting.payload, frame.payload]) };
      }
      const whole: AudioFrame[] = [];
      for (; rest.payload.length >= packetTicks; sequenceNumber = nextSequence(sequenceNumber)) {
        whole.push({ ...rest, sequenceNumber, payload: rest.payload.subarray(0, packetTicks) });
        rest = { ...rest, marker: false, timestamp: (rest.timestamp + packetTicks) >>> 0, payload: rest.payload.subarray(packetTicks) };
      }
      waiting = { ...rest, source: { ssrc: frame.ssrc, sequenceNumber: frame.sequenceNumber, timestamp: frame.timestamp } };
      return whole;
    },
    fill() {
      dropRest();
      owedTicks += pageTicks;
      const due = Math.floor(owedTicks / packetTicks);
      owedTicks -= due * packetTicks;
      return due;
    },
    clear: dropRest,
  };
}
