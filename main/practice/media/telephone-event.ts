import type { RtpPacket } from './rtp-packet.ts';

const DIGITS = '0123456789*#ABCD';
const END_BIT = 0x80;

/** Gives each digit of RFC 4733 once: an event's packets share a timestamp, and its end is sent three times. */
export function createDigitReader(onDigit: (digit: string) => void): (packet: RtpPacket) => void {
  let lastTicks: number | null = null;
  return (packet) => {
    const digit = DIGITS[packet.payload[0] ?? 255];
    const isEnd = ((packet.payload[1] ?? 0) & END_BIT) !== 0;
    if (packet.payload.length < 4 || digit === undefined || !isEnd || packet.timestampTicks === lastTicks) return;
    lastTicks = packet.timestampTicks;
    onDigit(digit);
  };
}
