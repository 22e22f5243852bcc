import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { describe, expect, it } from 'vitest';
import { headerOf } from '../../main/sip/wire/message.ts';
import { setUpMediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { paceFrames, until } from '../support/rtp-peer.ts';
import { openScriptedTrunk, SCRIPTED_DOMAIN } from '../support/scripted-trunk.ts';
import { openTestPhone } from '../support/sip-test-phone.ts';

/** 1.5 s of audio, and 1,000 INVITEs in each of them. */
const FRAMES = 75;
const INVITES_PER_FRAME = 20;
const MOST_GROWTH_MB = 64;

describe('a stranger who sends 1,000 INVITEs a second', () => {
  it('is counted, not answered, and costs the running call none of its audio', async () => {
    const trunk = await openScriptedTrunk();
    const phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
    const media = await startMediaGateway();
    const stranger = createSocket('udp4');
    let answers = 0;
    stranger.on('message', () => { answers += 1; });
    await new Promise<void>((resolve) => void stranger.bind(0, '127.0.0.2', () => resolve()));
    try {
      await phone.started();
      const port = Number(/@127\.0\.0\.1:(\d+)/.exec(headerOf(trunk.arrived[0]!, 'contact')!)![1]);
      const call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU');
      const payloads = Array.from({ length: FRAMES }, () => randomBytes(160));
      const beforeMb = process.memoryUsage().rss / 2 ** 20;
      await paceFrames(FRAMES, (n) => {
        call.peer.send({ payloadType: call.payloadType, sequenceNumber: n, timestamp: n * call.frameTicks, ssrc: 1 }, payloads[n]!, call.port);
        for (let index = 0; index < INVITES_PER_FRAME; index += 1) stranger.send(inviteOf(n * INVITES_PER_FRAME + index), port, '127.0.0.1');
      });
      const wanted = new Set(payloads.map((payload) => payload.toString('hex')));
      await until('all of the audio', () => call.page.heard.filter(({ payload }) => wanted.has(payload.toString('hex'))).length === FRAMES);
      await phone.fact('stranger-ignored', 5_000, ({ total }) => total >= FRAMES * INVITES_PER_FRAME * 0.9); // a full socket may drop some
      expect(answers).toBe(0);
      expect(phone.facts.some(({ kind }) => kind === 'incoming-call')).toBe(false);
      expect(process.memoryUsage().rss / 2 ** 20 - beforeMb).toBeLessThan(MOST_GROWTH_MB);
      await call.close();
    } finally {
      stranger.close();
      await media.stop();
      await phone.stop();
      trunk.close();
    }
  });
});

function inviteOf(index: number): string {
  return ['INVITE sip:100@127.0.0.1 SIP/2.0', `Via: SIP/2.0/UDP 127.0.0.2:5060;branch=z9hG4bKscan${index}`, 'Max-Forwards: 70', `From: <sip:scanner@127.0.0.2>;tag=${index}`,
    'To: <sip:100@127.0.0.1>', `Call-ID: scan-${index}`, 'CSeq: 1 INVITE', 'Contact: <sip:scanner@127.0.0.2>', 'Content-Length: 0', '', ''].join('\r\n');
}
