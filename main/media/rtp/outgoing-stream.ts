import { addTicks, nextSequence, sequenceDistance } from './sequence.ts';

/** The parts of an RTP header that a stream must keep continuous. */
export interface StreamPosition {
  readonly sequenceNumber: number;
  readonly timestamp: number;
}

/**
 * Our one stream towards the trunk: own SSRC, sequence and timestamp, whatever the page's source does.
 * Gaps of the page's stream stay gaps, so that the far jitter buffer sees loss as loss; a new source (a reloaded page) continues one frame
 * after the last packet; packets we put in between (tones, silence) or keep back leave no hole.
 */
export interface OutgoingStream {
  readonly ssrc: number;
  /** Places a packet of the page. */
  follow(source: StreamPosition & { readonly ssrc: number }): StreamPosition;
  /** Places a packet of our own, `ticks` after the last one; 0 keeps the timestamp (RFC 4733 events). */
  insert(ticks: number): StreamPosition;
  /** The page's packet is not sent: the ones after it close the hole in the sequence. */
  skip(source: StreamPosition & { readonly ssrc: number }): void;
}

export function createOutgoingStream(start: { readonly ssrc: number; readonly sequenceNumber: number; readonly timestamp: number; readonly frameTicks: number }): OutgoingStream {
  let last: StreamPosition = { sequenceNumber: start.sequenceNumber, timestamp: start.timestamp };
  let source: { readonly ssrc: number; readonly sequenceOffset: number; readonly timestampOffset: number } | null = null;

  function offsetsFor(packet: StreamPosition & { readonly ssrc: number }): NonNullable<typeof source> {
    if (source !== null && source.ssrc === packet.ssrc) return source;
    return {
      ssrc: packet.ssrc,
      sequenceOffset: nextSequence(last.sequenceNumber, 1 - packet.sequenceNumber),
      timestampOffset: addTicks(last.timestamp, start.frameTicks - packet.timestamp),
    };
  }

  return {
    ssrc: start.ssrc,
    follow(packet) {
      source = offsetsFor(packet);
      const position = { sequenceNumber: nextSequence(packet.sequenceNumber, source.sequenceOffset), timestamp: addTicks(packet.timestamp, source.timestampOffset) };
      if (sequenceDistance(position.sequenceNumber, last.sequenceNumber) > 0) last = position;
      return position;
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
  };
}
