import type { CallMedia } from '../../../preload/contract/calls.ts';

export type Quality = 'unknown' | 'good' | 'fair' | 'poor';

/** Two seconds of audio at 20 ms a packet: before that a ratio says nothing. */
const ENOUGH_PACKETS = 100;

/**
 * The line in a word. Bounds after ITU-T G.1028 and G.114: speech suffers audibly from about 1 % loss or 30 ms jitter,
 * and badly from 5 % loss, 60 ms jitter or 400 ms round trip.
 */
export function qualityOf(media: Pick<CallMedia, 'packetsIn' | 'packetsLost' | 'jitterMs' | 'roundTripMs'>): Quality {
  if (media.packetsIn < ENOUGH_PACKETS) return 'unknown';
  const loss = lossPercent(media);
  const jitterMs = media.jitterMs ?? 0;
  const roundTripMs = media.roundTripMs ?? 0;
  if (loss >= 5 || jitterMs >= 60 || roundTripMs >= 400) return 'poor';
  if (loss >= 1 || jitterMs >= 30 || roundTripMs >= 250) return 'fair';
  return 'good';
}

/** Packets lost on the way to us, of all that were sent to us, 0 to 100. */
export function lossPercent({ packetsIn, packetsLost }: Pick<CallMedia, 'packetsIn' | 'packetsLost'>): number {
  const sent = packetsIn + Math.max(0, packetsLost);
  return sent === 0 ? 0 : (100 * Math.max(0, packetsLost)) / sent;
}
