import type { MediaStats } from '../media-gateway.ts';
import { estimateMos } from './e-model.ts';

/** Long enough that one lost packet does not swing the score, short enough to follow the line. */
const WINDOW_SAMPLES = 10;
/** Two seconds of audio; before that a ratio says nothing. */
const ENOUGH_PACKETS = 100;

/** The score of the last ten samples, one a second; null until there is enough audio in them. */
export function createQualityMeter(): (stats: Omit<MediaStats, 'mos'>) => number | null {
  let window: { readonly packetsIn: number; readonly packetsLost: number }[] = [];
  return ({ codec, packetsIn, packetsLost, jitterMs, roundTripMs }) => {
    window = [...window.slice(-WINDOW_SAMPLES), { packetsIn, packetsLost }];
    const first = window.length <= WINDOW_SAMPLES ? { packetsIn: 0, packetsLost: 0 } : window[0];
    if (codec === null || first === undefined) return null;
    const came = packetsIn - first.packetsIn;
    const lost = Math.max(0, packetsLost - first.packetsLost); // late packets bring the count down again
    if (came + lost < ENOUGH_PACKETS) return null;
    return estimateMos({ codec, lossPercent: (100 * lost) / (came + lost), jitterMs: jitterMs ?? 0, roundTripMs });
  };
}
