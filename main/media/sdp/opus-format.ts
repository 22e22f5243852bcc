import * as sdpTransform from 'sdp-transform';
import type { OpusOptions } from '../../../preload/contract/audio-options.ts';
import { parseSdp } from './read-audio.ts';

export const USUAL_OPUS: OpusOptions = { fec: true, dtx: false };

/** Our a=fmtp for Opus (RFC 7587 s. 6.1): what we would like to be sent. */
export function opusFormat({ fec, dtx }: OpusOptions): string {
  return `minptime=10;useinbandfec=${fec ? 1 : 0}${dtx ? ';usedtx=1' : ''}`;
}

/** The other side's format for our browser, whose encoder obeys it: without FEC or DTX where the account does not want them, with DTX where it does and the other side does not refuse. */
export function limitFormat(format: string, { fec, dtx }: OpusOptions): string {
  const parts = format.split(';').map((part) => part.trim()).filter((part) => part !== '');
  const kept = parts.filter((part) => !part.startsWith('usedtx=') && (fec || !part.startsWith('useinbandfec=')));
  return [...kept, ...(dtx && !parts.includes('usedtx=0') ? ['usedtx=1'] : [])].join(';');
}

/** An SDP with `rewrite` applied to the format of each Opus in it; it is added where there is none, and left out where nothing is left of it. */
export function withOpusFormat(sdp: string, rewrite: (format: string) => string): string {
  const parsed = parseSdp(sdp);
  if (parsed === null) return sdp;
  for (const media of parsed.media) {
    for (const { payload } of media.rtp.filter(({ codec }) => String(codec).toLowerCase() === 'opus')) {
      const config = rewrite(media.fmtp.find((entry) => entry.payload === payload)?.config ?? '');
      media.fmtp = [...media.fmtp.filter((entry) => entry.payload !== payload), ...(config === '' ? [] : [{ payload, config }])];
    }
  }
  return sdpTransform.write(parsed);
}
