import type { CodecName, SrtpPolicy } from '../../preload/contract/accounts.ts';
import type { MediaEncryption, SrtpSuite } from '../../preload/contract/calls.ts';
import type { OpusOptions, RtpPorts } from '../../preload/contract/audio-options.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Unsubscribe } from '../platform/emitter.ts';
import type { MediaPath } from './media-side.ts';
import type { OneWayAudio } from './rtp/flow-watch.ts';

export type SdpFailure = 'no-common-codec' | 'encryption-mismatch' | 'bad-sdp' | 'media-failed';

/** Counters of one leg since its start; the trunk's side. Times are of the gateway's own measuring. */
export interface MediaStats {
  readonly codec: CodecName | null;
  readonly packetsOut: number;
  readonly packetsIn: number;
  /** Lost on the way to us, from sequence numbers (RFC 3550 A.3). */
  readonly packetsLost: number;
  /** RFC 3550 A.8, milliseconds. */
  readonly jitterMs: number | null;
  /** From the peer's receiver reports; null until one came. */
  readonly roundTripMs: number | null;
  /** Mean opinion score of the last ten seconds by the E-model (ITU-T G.107), 1 to 4.5; null until there is enough audio. */
  readonly mos: number | null;
}

export type MediaLegFact =
  /** The loopback peer connection to the page is up. */
  | { readonly kind: 'page-connected' }
  | { readonly kind: 'codec-chosen'; readonly codec: CodecName }
  /** What offer and answer agreed on last; before the first fact nothing is encrypted. */
  | { readonly kind: 'encryption-chosen'; readonly encryption: MediaEncryption }
  /** The first audio packet after the trunk side opened, per direction, on the shared epoch clock. */
  | { readonly kind: 'first-packet'; readonly direction: 'to-trunk' | 'from-trunk'; readonly atMs: number }
  /** The peer's SDP stopped, or resumed, our audio (RFC 3264 s. 8.4). */
  | { readonly kind: 'held-by-peer'; readonly isHeld: boolean }
  | { readonly kind: 'dtmf-received'; readonly digit: string }
  /** Audio flows one way only, within 3 s of its beginning; null: it flows again, or none is due. Worth a re-INVITE. */
  | { readonly kind: 'one-way-audio'; readonly problem: OneWayAudio | null }
  | { readonly kind: 'stats'; readonly stats: MediaStats }
  | { readonly kind: 'failed'; readonly message: string };

/** The audio path of one call over the gateway: trunk RTP on one side, the page's loopback WebRTC on the other. */
export interface MediaLeg extends MediaPath {
  readonly path: 'gateway';
  readonly legId: string;
  subscribe(listener: (fact: MediaLegFact) => void): Unsubscribe;
  /** Answers the page's offer; a second call replaces the page's connection (a reload) and leaves the trunk side alone. */
  connectPage(offerSdp: string): Promise<Result<string, 'media-failed'>>;
}

export type MediaGatewayFact = { readonly kind: 'process-gone' } | { readonly kind: 'process-back' };

export interface LegOptions {
  readonly codecs: readonly CodecName[];
  /** What the SDP carries and the RTP socket binds. Asked before each SDP: where it is another by now, the leg moves there first. */
  readonly localAddress: () => string;
  /** Default: FEC and no DTX. */
  readonly opus?: OpusOptions;
  /** Default any free port. */
  readonly rtpPorts?: RtpPorts | null;
  /** Packets are marked for routers as voice (DSCP EF), where the system lets programs do so; default true. */
  readonly expedites?: boolean;
  /** Default off: no key is made or sent. */
  readonly srtp?: SrtpPolicy;
  /** The suites to offer, in this order; default the three that every peer has one of. */
  readonly srtpSuites?: readonly SrtpSuite[];
  /** Whether the SDP, and the keys in it, travel over TLS; default false. */
  readonly isSignallingPrivate?: boolean;
}

/** main's side of the media process. Restarted when it dies; legs of a dead process report `failed`. */
export interface MediaGateway {
  subscribe(listener: (fact: MediaGatewayFact) => void): Unsubscribe;
  openLeg(options: LegOptions): Promise<Result<MediaLeg, 'media-failed'>>;
  stop(): Promise<void>;
}
