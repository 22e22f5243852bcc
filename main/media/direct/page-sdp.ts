import { isIP } from 'node:net';
import * as sdpTransform from 'sdp-transform';
import type { OpusOptions } from '../../../preload/contract/audio-options.ts';
import { limitFormat, opusFormat, withOpusFormat } from '../sdp/opus-format.ts';
import { parseSdp } from '../sdp/read-audio.ts';
import { defaultCandidate, isUsable } from './candidates.ts';

/** What main knows of our side of the session and the page does not. */
export interface OwnSession {
  readonly localAddress: string;
  readonly sessionId: number;
  /** Rises with every SDP of ours (RFC 4566 s. 5.2), also across pages. */
  readonly version: number;
  readonly opus: OpusOptions;
}

/** RFC 8840 s. 4.1.1.2: what has no address yet. */
const NOWHERE = { ip: '0.0.0.0', port: 9 };

/**
 * The page's SDP as the trunk gets it: one session whichever page wrote it, candidates that the trunk can use, and complete: nothing is trickled after it (RFC 8838 s. 4.4).
 * The page's text comes from our own browser; what cannot be read is handed on as it is.
 */
export function toTrunk(pageSdp: string, { localAddress, sessionId, version, opus }: OwnSession): string {
  const parsed = parseSdp(withOpusFormat(pageSdp, () => opusFormat(opus)));
  if (parsed === null) return pageSdp;
  const ipVersion = isIP(localAddress) === 6 ? 6 : 4;
  delete parsed.iceOptions;
  return sdpTransform.write({
    ...parsed,
    origin: { username: '-', sessionId, sessionVersion: version, netType: 'IN', ipVer: ipVersion, address: localAddress },
    media: parsed.media.map((media) => {
      const { iceOptions: _trickle, ...kept } = media;
      if (media.port === 0) return kept;
      const candidates = (media.candidates ?? []).filter((candidate) => isUsable(candidate, localAddress));
      const { ip, port } = defaultCandidate(candidates) ?? NOWHERE;
      const connection = { version: isIP(ip) === 6 ? 6 : 4, ip };
      return { ...kept, port, connection, rtcp: { port, netType: 'IN', ipVer: connection.version, address: ip }, candidates, endOfCandidates: 'end-of-candidates' as const };
    }),
  });
}

/** The trunk's SDP as the page gets it: without candidates that would lead to no trunk, with Opus as the account wants it. */
export function toPage(trunkSdp: string, localAddress: string, opus: OpusOptions): string {
  const parsed = parseSdp(withOpusFormat(trunkSdp, (format) => limitFormat(format, opus)));
  if (parsed === null) return trunkSdp;
  return sdpTransform.write({ ...parsed, media: parsed.media.map((media) => (media.candidates === undefined ? media : { ...media, candidates: media.candidates.filter((candidate) => isUsable(candidate, localAddress)) })) });
}
