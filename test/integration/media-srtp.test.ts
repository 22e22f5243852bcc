import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtpHeader, RtpPacket } from 'werift';
import type { MediaLeg, MediaLegFact } from '../../main/media/media-gateway.ts';
import { createSrtpReceiver, createSrtpSender } from '../../main/media/srtp/srtp-context.ts';
import { peerAnswer } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { openRtpPeer, paceFrames, until, type RtpPeer } from '../support/rtp-peer.ts';

const SUITE = 'AES_CM_128_HMAC_SHA1_80';
const THEIR_KEY = Buffer.alloc(30, 7).toString('base64');

let media: Awaited<ReturnType<typeof startMediaGateway>>;
let leg: MediaLeg;
let peers: RtpPeer[] = [];
beforeAll(async () => { media = await startMediaGateway(); });
afterAll(async () => { await media?.stop(); });
afterEach(() => {
  leg.close();
  for (const peer of peers) peer.close();
  peers = [];
});

/** An encrypted call whose SDP names the first peer; nobody has spoken yet. */
async function securedCall() {
  leg = await media.openLeg(['PCMU'], { srtp: 'required', srtpSuites: [SUITE] });
  const facts: MediaLegFact[] = [];
  leg.subscribe((fact) => facts.push(fact));
  peers = [await openRtpPeer(), await openRtpPeer()];
  const [named, other] = peers as [RtpPeer, RtpPeer];
  const offer = await leg.createOffer();
  const [, port, ourKey] = /m=audio (\d+) [\s\S]*inline:(\S+)/.exec(offer.ok ? offer.value : '') ?? [];
  const answer = peerAnswer(named.port, 'PCMU', null).replace('RTP/AVP', 'RTP/SAVP').concat(`a=crypto:1 ${SUITE} inline:${THEIR_KEY}\r\n`);
  expect(await leg.acceptAnswer(answer, true)).toMatchObject({ ok: true });
  leg.open();
  await until('the gateway to send', () => named.heard.length > 0);
  return { facts, named, other, port: Number(port), opened: createSrtpReceiver({ suite: SUITE, inline: ourKey! }), sealer: createSrtpSender({ suite: SUITE, inline: THEIR_KEY }) };
}

const packet = (sequenceNumber: number): Buffer => new RtpPacket(new RtpHeader({ payloadType: 0, sequenceNumber, timestamp: sequenceNumber * 160, ssrc: 99 }), Buffer.alloc(160, 0xff)).serialize();

describe('an encrypted call', () => {
  it('sends nothing that the key does not open', async () => {
    const { named, opened } = await securedCall();
    await until('a few packets', () => named.heard.length > 5);
    for (const { header, payload } of named.heard) {
      const clear = opened.openRtp(new RtpPacket(header, payload).serialize());
      expect(clear?.subarray(12)).toEqual(Buffer.alloc(160, 0xff)); // the silence that stands in for the page
    }
  });

  it('hears no packet that is not sealed, wherever it comes from, and does not follow it', async () => {
    const { facts, named, other, port } = await securedCall();
    await paceFrames(20, (n) => { other.sendRaw(packet(n), port); named.sendRaw(packet(n), port); });
    const before = named.heard.length;
    await until('our audio to go on', () => named.heard.length > before + 10);
    expect(other.heard).toEqual([]);
    expect(facts.some((fact) => fact.kind === 'first-packet' && fact.direction === 'from-trunk')).toBe(false);
  });

  it('follows the source of the first packet that its peer sealed, and hears a replay of it no more', async () => {
    const { facts, named, other, port, sealer } = await securedCall();
    const sealed = sealer.protectRtp(packet(1));
    other.sendRaw(sealed, port);
    await until('our audio to follow', () => other.heard.length > 5);
    for (let copy = 0; copy < 5; copy += 1) named.sendRaw(sealed, port);
    const statistics = facts.length;
    await until('statistics', () => facts.slice(statistics).some((fact) => fact.kind === 'stats'));
    expect(facts.findLast((fact) => fact.kind === 'stats')?.stats.packetsIn).toBe(1);
  });
});
