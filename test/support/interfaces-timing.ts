import { createPageLeg } from '../../main/media/direct/page-leg.ts';
import { systemClock } from '../../main/platform/clock.ts';
import { launchAudioBrowser } from './media-chromium/launch.ts';
import { webRtcSdp } from './webrtc-sdp.ts';

/**
 * Run as a program of its own, in a network namespace: prints as JSON how long an INVITE's offer and a 200's answer wait for candidates, milliseconds,
 * and how many addresses the offer names. The STUN servers of the arguments answer nothing.
 */
const iceServers = process.argv.slice(2).map((uri) => ({ urls: [uri], username: '', credential: '' }));
const browser = await launchAudioBrowser(null);

async function ringing(localAddress: string) {
  const leg = createPageLeg({ codecs: ['opus', 'PCMU'], localAddress: () => localAddress, iceServers: () => iceServers, isSignallingPrivate: true, clock: systemClock });
  browser.useLeg(leg);
  leg.subscribe((fact) => { if (fact.kind === 'page-orders') void browser.apply({ isWanted: true, codec: null, path: 'trunk', orders: [...fact.orders] }).catch(() => undefined); }); // the last ones cross the end
  await browser.apply({ isWanted: true, codec: null, path: 'trunk' });
  return leg;
}

async function timed<Made>(make: () => Promise<{ ok: true; value: Made } | { ok: false; error: { message: string } }>): Promise<{ made: Made; tookMs: number }> {
  const fromMs = performance.now();
  const made = await make();
  if (!made.ok) throw new Error(made.error.message);
  return { made: made.value, tookMs: performance.now() - fromMs };
}

const caller = await ringing('10.1.0.1');
const offer = await timed(() => caller.createOffer());
caller.close();
await browser.apply({ isWanted: false, codec: null });
const called = await ringing('10.1.0.1');
const answer = await timed(() => called.createAnswer(webRtcSdp({ candidates: ['1 1 udp 2130706431 10.1.0.254 30000 typ host'] })));
called.close();
await browser.close();
process.stdout.write(`${JSON.stringify({ offerMs: offer.tookMs, answerMs: answer.tookMs, addresses: offer.made.match(/^a=candidate:/gm)?.length ?? 0 })}\n`);
