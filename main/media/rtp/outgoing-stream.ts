import { addTicks, nextSequence, sequenceDistance, tickDistance } from './sequence.ts';

/** The parts of an RTP header that a stream must keep continuous. */
export interface StreamPosition {
  readonly sequenceNumber: number;
  readonly timestamp: number;
}

/** Where a packet stands in the stream of its source. */
export interface SourcePosition extends StreamPosition {
  readonly ssrc: number;
}

/**
 * One continuous stream: own SSRC, sequence and timestamp, whatever its source does. Made for the trunk with the page as the source; the way back uses the same.
 * Gaps of the page's stream stay gaps, so that the far jitter buffer sees loss as loss; a new source (a reloaded page) continues one frame
 * after the last packet; packets we put in between (tones, silence) or keep back leave no hole.
 */
export interface OutgoingStream {
  readonly ssrc: number;
  /** Places a packet of the page. */
  follow(source: SourcePosition): StreamPosition;
  /** Places a packet of our own, `ticks` after the last one; 0 keeps the timestamp (RFC 4733 events). */
  insert(ticks: number): StreamPosition;
  /** The page's packet is not sent: the ones after it close the hole in the sequence. */
  skip(source: SourcePosition): void;
  /** The page's next packet is placed as a new source's would be: its timestamps have nothing to do with those before. */
  forget(): void;
  /** How long the packets are from now on. */
  setFrame(ticks: number): void;
}

/** A source whose sequence jumps by more than this has begun anew (MAX_DROPOUT of RFC 3550 A.1). */
export const MAX_DROPOUT = 3_000;

export function createOutgoingStream(start: { readonly ssrc: number; readonly sequenceNumber: number; readonly timestamp: number; readonly frameTicks: number }): OutgoingStream {
  let { frameTicks } = start;
  let last: StreamPosition = { sequenceNumber: start.sequenceNumber, timestamp: start.timestamp };
  let source: { readonly ssrc: number; readonly sequenceOffset: number; readonly timestampOffset: number } | null = null;

  function offsetsFor(packet: SourcePosition): NonNullable<typeof source> {
    if (source !== null && source.ssrc === packet.ssrc && Math.abs(sequenceDistance(nextSequence(packet.sequenceNumber, source.sequenceOffset), last.sequenceNumber)) <= MAX_DROPOUT) return source;
    return {
      ssrc: packet.ssrc,
      sequenceOffset: nextSequence(last.sequenceNumber, 1 - packet.sequenceNumber),
      timestampOffset: addTicks(last.timestamp, frameTicks - packet.timestamp),
    };
  }

  return {
    ssrc: start.ssrc,
    follow(packet) {
      source = offsetsFor(packet);
      const sequenceNumber = nextSequence(packet.sequenceNumber, source.sequenceOffset);
      const timestamp = addTicks(packet.timestamp, source.timestampOffset);
      if (sequenceDistance(sequenceNumber, last.sequenceNumber) <= 0) return { sequenceNumber, timestamp }; // out of order
      // Silence that stood in for packets which only came late: what follows it may not go back in time.
      const lateTicks = tickDistance(addTicks(last.timestamp, frameTicks), timestamp);
      const isBack = tickDistance(timestamp, last.timestamp) <= 0;
      if (isBack) source = { ...source, timestampOffset: addTicks(source.timestampOffset, lateTicks) };
      last = { sequenceNumber, timestamp: isBack ? addTicks(timestamp, lateTicks) : timestamp };
      return last;
    },
    insert(ticks) {
      last = { sequenceNumber: nextSequence(last.sequenceNumber), timestamp: addTicks(last.timestamp, ticks) };
      if (source !== null) source = { ...source, sequenceOffset: nextSequence(source.sequenceOffset) };
      return last;
    },
    skip(packet) {
      const offsets = offsetsFor(packet);
      source = { ...offsets, sequenceOffset: nextSequence(offsets.sequenceOffset, -1) };
    },
    forget: () => { source = null; },
    setFrame: (ticks) => { frameTicks = ticks; },
  };
}
