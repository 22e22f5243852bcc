import type { OpusOptions, RtpPorts } from '../../preload/contract/audio-options.ts';
import type { NegotiatedAudio } from './sdp/audio-description.ts';
import type { MediaLegFact } from './media-gateway.ts';

/** What holds for a leg from beginning to end. */
export interface LegTerms {
  readonly opus: OpusOptions;
  readonly rtpPorts: RtpPorts | null;
  readonly expedites: boolean;
}

/** From main to the media process. */
export type MediaOrder =
  | { readonly kind: 'open-leg'; readonly legId: string; readonly localAddress: string; readonly terms: LegTerms }
  /** The trunk's side goes on from another address of this machine. */
  | { readonly kind: 'move-leg'; readonly legId: string; readonly localAddress: string }
  | { readonly kind: 'configure'; readonly legId: string; readonly audio: NegotiatedAudio }
  | { readonly kind: 'connect-page'; readonly legId: string; readonly requestId: number; readonly offerSdp: string }
  | { readonly kind: 'start-sending'; readonly legId: string }
  | { readonly kind: 'set-held'; readonly legId: string; readonly isHeld: boolean }
  | { readonly kind: 'send-digits'; readonly legId: string; readonly digits: string; readonly toneMs: number }
  | { readonly kind: 'close-leg'; readonly legId: string };

/** From the media process to main; `null` in place of a value is a failure, told in `message`. */
export type MediaReply =
  /** Of a leg that was opened or moved. */
  | { readonly kind: 'port-bound'; readonly legId: string; readonly port: number | null; readonly message: string }
  | { readonly kind: 'page-answered'; readonly legId: string; readonly requestId: number; readonly answerSdp: string | null; readonly message: string }
  | { readonly kind: 'fact'; readonly legId: string; readonly fact: MediaLegFact };
