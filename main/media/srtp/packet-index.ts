import { sequenceDistance } from '../rtp/sequence.ts';

/** RFC 3711 s. 3.3.2 asks for 64 at least. */
const WINDOW_PACKETS = 128;

/**
 * The 48-bit index of a packet, guessed from its sequence number and the highest index that was authenticated (RFC 3711 s. 3.3.1 and appendix A):
 * the one with this sequence nearest to it. Loss of up to 32,767 packets over the wrap is bridged.
 *
 * @returns null for a packet from before the stream's first rollover, which no index fits
 */
export function estimateIndex(highest: number | null, sequenceNumber: number): number | null {
  if (highest === null) return sequenceNumber;
  const index = highest + sequenceDistance(sequenceNumber, highest & 0xffff);
  return index < 0 ? null : index;
}

/** Which indices were seen: each is let in once (RFC 3711 s. 3.3.2). */
export interface ReplayWindow {
  highest(): number | null;
  /** False for one that was accepted before, or is too old to know. */
  isFresh(index: number): boolean;
  /** Notes an index; only after its packet was authenticated, else a forger could close the window. */
  accept(index: number): void;
}

export function createReplayWindow(): ReplayWindow {
  let highest: number | null = null;
  /** Bit n: index `highest - n` was seen. */
  let seen = 0n;
  const MASK = (1n << BigInt(WINDOW_PACKETS)) - 1n;
  return {
    highest: () => highest,
    isFresh(index) {
      if (highest === null || index > highest) return true;
      const age = highest - index;
      return age < WINDOW_PACKETS && ((seen >> BigInt(age)) & 1n) === 0n;
    },
    accept(index) {
      if (highest === null || index > highest) {
        const ahead = highest === null ? WINDOW_PACKETS : Math.min(WINDOW_PACKETS, index - highest);
        seen = ((seen << BigInt(ahead)) & MASK) | 1n;
        highest = index;
      } else {
        seen |= 1n << BigInt(highest - index);
      }
    },
  };
}
