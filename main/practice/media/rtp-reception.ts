import type { RtpPacket } from './rtp-packet.ts';

/** What a receiver report says of one source (RFC 3550 s. 6.4.1). */
export interface ReceptionReport {
  readonly ssrc: number;
  /** Lost since the last report, in 256ths. */
  readonly fractionLost: number;
  readonly cumulativeLost: number;
  readonly highestSequence: number;
  readonly jitterTicks: number;
}

export interface RtpReception {
  note(packet: RtpPacket, arrivalMs: number): void;
  /** null before the first packet. */
  report(): ReceptionReport | null;
}

const TICKS_PER_MS = 8;

/** Counts one source as RFC 3550 appendices A.1, A.3 and A.8 do; a new SSRC starts afresh. */
export function createRtpReception(): RtpReception {
  let source: { ssrc: number; base: number; highest: number; received: number; transit: number; jitter: number } | null = null;
  let prior = { expected: 0, received: 0 };

  return {
    note(packet, arrivalMs) {
      const transit = arrivalMs * TICKS_PER_MS - packet.timestampTicks;
      if (source === null || source.ssrc !== packet.ssrc) {
        source = { ssrc: packet.ssrc, base: packet.sequence, highest: packet.sequence, received: 1, transit, jitter: 0 };
        prior = { expected: 0, received: 0 };
        return;
      }
      const ahead = (packet.sequence - source.highest) & 0xffff;
      if (ahead < 0x8000) source.highest += ahead;
      source.received += 1;
      const difference = Math.abs(transit - source.transit);
      source.transit = transit;
      // A jump of whole seconds is a new talk spurt's clock (timestamp wrap, hold), not jitter.
      if (difference < 1_000 * TICKS_PER_MS) source.jitter += (difference - source.jitter) / 16;
    },
    report() {
      if (source === null) return null;
      const expected = source.highest - source.base + 1;
      const expectedNow = expected - prior.expected;
      const lostNow = Math.max(0, expectedNow - (source.received - prior.received));
      prior = { expected, received: source.received };
      return {
        ssrc: source.ssrc,
        fractionLost: expectedNow === 0 ? 0 : Math.min(255, Math.floor((lostNow * 256) / expectedNow)),
        cumulativeLost: expected - source.received,
        highestSequence: source.highest,
        jitterTicks: Math.floor(source.jitter),
      };
    },
  };
}
