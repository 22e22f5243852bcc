import type { AccountSettings } from '../../preload/contract/accounts.ts';
import { success, type Result } from '../../preload/contract/result.ts';
import { readDirect } from '../media/direct/read-direct.ts';
import type { LegOptions } from '../media/media-gateway.ts';
import { checkOffer, type NegotiationFailure } from '../media/sdp/negotiate.ts';

export const isSignallingPrivate = ({ transport }: Pick<AccountSettings, 'transport'>): boolean => transport === 'tls' || transport === 'wss';

/** WebRTC is spoken over WebSocket alone: that is where trunks speak it, and its SDP is too long for a datagram. */
export const usesWebRtc = ({ media, transport }: Pick<AccountSettings, 'media' | 'transport'>): boolean => media === 'webrtc' && (transport === 'ws' || transport === 'wss');

/** TURN servers ask who we are (RFC 8656 s. 5); STUN servers do not. */
export const isTurn = (uri: string): boolean => /^turns?:/i.test(uri);

/** What an account asks of the audio path of its calls. */
export function legOptions(settings: AccountSettings, localAddress: () => string): LegOptions {
  return { codecs: settings.codecs, opus: settings.opus, rtpPorts: settings.rtpPorts, expedites: settings.expeditesAudio, localAddress, srtp: settings.srtp, isSignallingPrivate: isSignallingPrivate(settings) };
}

/** Whether an offer to this account could be answered at all: asked before a call rings. */
export function checkOfferFor(settings: AccountSettings, offerSdp: string): Result<void, NegotiationFailure> {
  if (!usesWebRtc(settings)) return checkOffer(settings.codecs, offerSdp, settings.srtp);
  const read = readDirect(offerSdp, settings.codecs);
  return read.ok ? success() : read;
}
