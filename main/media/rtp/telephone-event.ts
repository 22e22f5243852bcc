import { tickDistance } from './sequence.ts';

/** The events of RFC 4733 s. 3.2 by digit. */
const DIGITS = '0123456789*#ABCD';
/** 10 dB below full level: loud enough for every decoder (0 to 63, RFC 4733 s. 2.3.3). */
const VOLUME = 10;
/** The end of an event is sent three times against loss (RFC 4733 s. 2.5.1.4). */
const END_PACKETS = 3;

export interface TelephoneEvent {
  readonly digit: string;
  readonly isEnd: boolean;
  /** In ticks of the event's clock, 0 to 65,535. */
  readonly durationTicks: number;
}

/** One packet of a tone to be sent. */
export interface EventPacket {
  /** After the start of the whole sequence. */
  readonly atMs: number;
  /** The first packet of a digit carries the marker and moves the timestamp; the others repeat it. */
  readonly isFirst: boolean;
  readonly payload: Buffer;
}

export function encodeEvent({ digit, isEnd, durationTicks }: TelephoneEvent): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt8(DIGITS.indexOf(digit.toUpperCase()), 0);
  payload.writeUInt8((isEnd ? 0x80 : 0) | VOLUME, 1);
  payload.writeUInt16BE(Math.min(0xffff, durationTicks), 2);
  return payload;
}

/** null for what is no digit or no event at all. */
export function decodeEvent(payload: Buffer): TelephoneEvent | null {
  if (payload.length < 4) return null;
  const digit = DIGITS[payload.readUInt8(0)];
  return digit === undefined ? null : { digit, isEnd: (payload.readUInt8(1) & 0x80) !== 0, durationTicks: payload.readUInt16BE(2) };
}

/**
 * Every packet of a run of digits, each with its moment: 20 ms apart while the tone lasts, then the end three times.
 *
 * @param toneMs length of a digit, at least 40 (Q.24's shortest that is recognised)
 * @param gapMs silence after it
 */
export function planEvents(digits: string, clockRateHz: number, toneMs = 100, gapMs = 60): EventPacket[] {
  const ticks = (ms: number): number => Math.round((ms * clockRateHz) / 1_000);
  return [...digits].flatMap((digit, index) => {
    const startMs = index * (toneMs + gapMs);
    const updates = Array.from({ length: Math.max(0, Math.ceil(toneMs / 20) - 1) }, (_unused, step) => (step + 1) * 20);
    return [
      ...updates.map((ms, step) => ({ atMs: startMs + ms - 20, isFirst: step === 0, payload: encodeEvent({ digit, isEnd: false, durationTicks: ticks(ms) }) })),
      ...Array.from({ length: END_PACKETS }, (_unused, copy) => ({ atMs: startMs + toneMs - 20 + copy, isFirst: updates.length === 0 && copy === 0, payload: encodeEvent({ digit, isEnd: true, durationTicks: ticks(toneMs) }) })),
    ];
  });
}

/** A packet this much older than the last event is a late copy of an earlier one, not a source that counts anew. */
const LATE_TICKS = 16_000;
/** The longest duration a packet can carry; a longer tone goes on under a new timestamp (RFC 4733 s. 2.5.1.3). */
const SEGMENT_TICKS = 0xffff;

/** Names each digit once, at its first packet; an event is told apart by its RTP timestamp (RFC 4733 s. 2.5.2.1). */
export function createEventReceiver(): (payload: Buffer, timestamp: number) => string | null {
  let last: { readonly digit: string; readonly timestamp: number } | null = null;
  return (payload, timestamp) => {
    const event = decodeEvent(payload);
    if (event === null) return null;
    const ahead = last === null ? null : tickDistance(timestamp, last.timestamp);
    if (ahead !== null && ahead <= 0 && ahead > -LATE_TICKS) return null;
    const isNextSegment = ahead === SEGMENT_TICKS && event.digit === last?.digit;
    last = { digit: event.digit, timestamp };
    return isNextSegment ? null : event.digit;
  };
}
