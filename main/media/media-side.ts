import type { IceServer, PageOrder, TrunkReport } from '../../preload/contract/page-orders.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Unsubscribe } from '../platform/emitter.ts';
import type { MediaLeg, MediaLegFact, SdpFailure } from './media-gateway.ts';

export type MediaSideFact =
  | MediaLegFact
  /** What the page is to do, all that is not done yet. */
  | { readonly kind: 'page-orders'; readonly orders: readonly PageOrder[] }
  /** The trunk must be told anew where audio goes: the page's connection is another one, or it failed. Worth a re-INVITE. */
  | { readonly kind: 'renewal-wanted' };

/**
 * The audio of one call as its signalling and the person's orders see it. Which way the packets take is told by `path` and matters to the page alone:
 * over the gateway, which speaks RTP with the trunk, or from the page's own connection straight to the trunk.
 */
export interface MediaPath {
  subscribe(listener: (fact: MediaSideFact) => void): Unsubscribe;
  /** SDP for the trunk (RFC 3264/4566), codecs in the account's order, telephone-event at every clock rate in use. */
  createOffer(): Promise<Result<string, SdpFailure>>;
  acceptAnswer(sdp: string, isFinal: boolean): Promise<Result<void, SdpFailure>>;
  /** Also for re-INVITEs: follows address, codec and direction changes. */
  createAnswer(offerSdp: string): Promise<Result<string, SdpFailure>>;
  /** From now on audio flows to the trunk (200 OK). Before it only early media comes in. */
  open(): void;
  /** Holds or resumes: at once on the line (silence goes out, nothing comes in), and in every SDP from the next one on. */
  setHeld(isHeld: boolean): void;
  /** RFC 4733 events; 100 ms each with 60 ms between by default. */
  /** RFC 4733, each tone so long. */
  sendDtmf(digits: string, toneMs: number): Result<void, 'dtmf-not-negotiated'>;
  close(): void;
}

/** The audio of one call from the page straight to a WebRTC trunk. */
export interface PageLeg extends MediaPath {
  readonly path: 'trunk';
  /** The page begins a connection, in the place of any before; secrets among the servers are for it alone. */
  attach(): { readonly connectionId: number; readonly iceServers: readonly IceServer[]; readonly expedites: boolean };
  /** What became of an order; void unless the connection is the newest. */
  settle(connectionId: number, orderId: number, carried: Result<string, 'media-failed'>): void;
  report(connectionId: number, report: TrunkReport): void;
}

export type MediaSide = MediaLeg | PageLeg;
