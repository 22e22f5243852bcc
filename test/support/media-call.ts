import { codecProfile } from '../../main/media/codec-profile.ts';
import type { MediaLeg, MediaLegFact, MediaStats } from '../../main/media/media-gateway.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import { connectPlayedPage, type PlayedPage } from './page-peer.ts';
import { openRtpPeer, until, type RtpPeer } from './rtp-peer.ts';

/** A leg with a played page on one side and a bare RTP peer on the other. */
export interface MediaCall {
  readonly leg: MediaLeg;
  readonly peer: RtpPeer;
  readonly page: PlayedPage;
  readonly facts: MediaLegFact[];
  /** The gateway's RTP port. */
  readonly port: number;
  readonly payloadType: number;
  readonly frameTicks: number;
  /** The newest statistics, waited for. */
  stats(): Promise<MediaStats>;
  close(): Promise<void>;
}

/** An SDP of the peer's, with telephone-event where a payload type is given, and whatever more lines it has for its audio. */
export function peerAnswer(port: number, codec: CodecName, event: { payloadType: number; clockRateHz: number } | null, direction = 'sendrecv', version = 1, lines: readonly string[] = []): string {
  const { payloadType, clockRateHz, channels } = codecProfile(codec);
  return [
    'v=0', `o=- 1 ${version} IN IP4 127.0.0.1`, 's=-', 'c=IN IP4 127.0.0.1', 't=0 0',
    `m=audio ${port} RTP/AVP ${payloadType}${event === null ? '' : ` ${event.payloadType}`}`,
    `a=rtpmap:${payloadType} ${codec}/${clockRateHz}${channels === undefined ? '' : `/${channels}`}`,
    ...(event === null ? [] : [`a=rtpmap:${event.payloadType} telephone-event/${event.clockRateHz}`]),
    ...lines, `a=${direction}`, '',
  ].join('\r\n');
}

/** Sets up a call that flows; `open` false leaves the trunk side unopened. */
export async function setUpMediaCall(leg: MediaLeg, codec: CodecName, event: { payloadType: number; clockRateHz: number } | null = { payloadType: 101, clockRateHz: 8_000 }, lines: readonly string[] = []): Promise<MediaCall> {
  const facts: MediaLegFact[] = [];
  leg.subscribe((fact) => facts.push(fact));
  const [peer, page, offer] = await Promise.all([openRtpPeer(), connectPlayedPage(leg), leg.createOffer()]);
  const port = Number(/^m=audio (\d+)/m.exec(offer.ok ? offer.value : '')?.[1]);
  const accepted = await leg.acceptAnswer(peerAnswer(peer.port, codec, event, 'sendrecv', 1, lines), true);
  if (!accepted.ok) throw new Error(accepted.error.message);
  leg.open();
  await until('the gateway to send', () => peer.heard.length > 0);
  const { payloadType, clockRateHz } = codecProfile(codec);
  return {
    leg, peer, page, facts, port, payloadType, frameTicks: clockRateHz / 50,
    async stats() {
      const from = facts.length;
      const next = () => facts.slice(from).findLast((fact) => fact.kind === 'stats');
      await until('statistics', () => next() !== undefined);
      const fact = next();
      if (fact?.kind !== 'stats') throw new Error('no statistics');
      return fact.stats;
    },
    async close() {
      leg.close();
      await page.close();
      peer.close();
    },
  };
}
