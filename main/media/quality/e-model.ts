import type { CodecName } from '../../../preload/contract/accounts.ts';

/** What the network does to one direction of a call. */
export interface LinePath {
  readonly codec: CodecName;
  /** Percent of packets that did not come, 0 to 100. */
  readonly lossPercent: number;
  readonly jitterMs: number;
  /** null where the peer does not report; then delay costs nothing. */
  readonly roundTripMs: number | null;
}

/** R of a clean narrowband line with the default values of every other parameter (ITU-T G.107 table 3). */
const CLEAN_R = 93.2;
/** One frame is collected before it is sent. */
const FRAME_MS = 20;
/** Equipment impairment and robustness to loss: G.711 with concealment (ITU-T G.113 appendix I). G.722 and Opus have no values on the narrowband scale and count as it. */
const EQUIPMENT = { impairment: 0, lossRobustness: 25.1 };

/**
 * The transmission rating R, 0 to about 93: R0 - Is - Id - Ie,eff of ITU-T G.107 with its defaults. Id is the usual simplification
 * 0.024 d + 0.11 (d - 177.3) for delays above that (Cole and Rosenbluth, Voice over IP performance monitoring, 2001); Ie,eff is G.107's for random loss.
 * Its delay is half the round trip, a frame, and a jitter buffer of twice the jitter.
 */
export function ratingOf({ lossPercent, jitterMs, roundTripMs }: LinePath): number {
  const delayMs = (roundTripMs ?? 0) / 2 + FRAME_MS + 2 * jitterMs;
  const delayImpairment = 0.024 * delayMs + 0.11 * Math.max(0, delayMs - 177.3);
  const { impairment, lossRobustness } = EQUIPMENT;
  const lossImpairment = impairment + (95 - impairment) * (lossPercent / (lossPercent + lossRobustness));
  return Math.max(0, CLEAN_R - delayImpairment - lossImpairment);
}

/** Mean opinion score of a rating, 1 to 4.5 (ITU-T G.107 annex B). */
export function mosOf(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** How people would judge this line: what the network costs, not what a wideband codec gains. */
export const estimateMos = (path: LinePath): number => mosOf(ratingOf(path));
