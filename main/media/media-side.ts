import type { Result } from '../../preload/contract/result.ts';
import type { Unsubscribe } from '../platform/emitter.ts';
import type { MediaLeg, MediaLegFact, SdpFailure } from './media-gateway.ts';

/**
 * The audio of one call as its signalling and the person's orders see it. Which way the packets take is told by `path` and matters to the page alone:
 * over the gateway, which speaks RTP with the trunk, or from the page's own connection straight to the trunk.
 */
export interface MediaPath {
  subscribe(listener: (fact: MediaLegFact) => void): Unsubscribe;
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
  sendDtmf(digits: string): Result<void, 'dtmf-not-negotiated'>;
  close(): void;
}

export type MediaSide = MediaLeg;
