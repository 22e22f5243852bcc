import { randomBytes } from 'node:crypto';
import { launchApp, removeProfile } from '../support/launch-app.ts';
import { setUpMediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { AGENT_WAV, measureSpeech, type SpeechFidelity } from '../support/page-audio.ts';
import { openRtpPeer, paceFrames, until, type HeardPacket } from '../support/rtp-peer.ts';
import type { BenchOptions } from './groups.ts';
import { median, quantile, row, type BenchRow } from './row.ts';

const FRAMES = 750;
const SPEECH_SEC = 20;
const FIDELITY = { direction: 'at-least', floor: 0.95, aim: 0.99 } as const;

type Media = Awaited<ReturnType<typeof startMediaGateway>>;

/** The gateway in its own process: what it adds to a packet's way, what it loses, and what it leaves of speech through Chromium. */
export async function measureMedia({ say }: BenchOptions): Promise<BenchRow[]> {
  const media = await startMediaGateway();
  try {
    const delay = await measureDelay(media);
    say(`delay: ${delay.toPageMs.length} packets to the page, ${delay.toTrunkMs.length} to the trunk`);
    const speech = await measureInApp(media);
    say(`speech: ${speech.toTrunk.length} s to the trunk, ${speech.fromTrunk.length} s to the page`);
    const both = [...delay.toPageMs, ...delay.toTrunkMs];
    return [
      row('gateway-delay-median', median(both), 'ms', both.length, { direction: 'at-most', floor: 5, aim: 2 }),
      row('gateway-delay-p99', quantile(both, 0.99), 'ms', both.length, { direction: 'at-most', floor: 5, aim: 2 }),
      row('gateway-rtp-lost', 2 * FRAMES - both.length, 'packets', 2 * FRAMES, { direction: 'at-most', floor: 0, aim: 0 }),
      row('speech-to-trunk-pcmu', median(speech.toTrunk), 'ncc', speech.toTrunk.length, FIDELITY),
      row('speech-to-page-pcmu', median(speech.fromTrunk), 'ncc', speech.fromTrunk.length, FIDELITY),
    ];
  } finally {
    await media.stop();
  }
}

/**
 * Both ways at once at the pace of a call. Beside each pair a third packet goes straight from one socket of this process to another: what that one takes
 * is the measurement's own (a hop, waking up) and comes off. The page's SRTP work is this process's too, and stays in the figure.
 */
async function measureDelay(media: Media): Promise<{ toPageMs: number[]; toTrunkMs: number[] }> {
  const [call, near, far] = await Promise.all([media.openLeg(['PCMU']).then((leg) => setUpMediaCall(leg, 'PCMU')), openRtpPeer(), openRtpPeer()]);
  const sent = new Map<string, { readonly frame: number; readonly atMs: number }>();
  const payload = (frame: number): Buffer => {
    const bytes = randomBytes(160);
    sent.set(bytes.toString('hex'), { frame, atMs: performance.now() });
    return bytes;
  };
  const delays = (heard: readonly HeardPacket[]): Map<number, number> => new Map(heard.flatMap(({ payload: bytes, atMs }) => {
    const origin = sent.get(bytes.toString('hex'));
    return origin === undefined ? [] : [[origin.frame, atMs - origin.atMs]]; // silence of the gateway's own was never sent
  }));
  try {
    await paceFrames(FRAMES, (frame) => {
      const position = { payloadType: call.payloadType, sequenceNumber: frame, timestamp: frame * call.frameTicks };
      call.page.send(position, payload(frame));
      call.peer.send({ ...position, ssrc: 1 }, payload(frame), call.port);
      near.send({ ...position, ssrc: 1 }, payload(frame), far.port);
    });
    await untilQuiet(() => delays(call.page.heard).size + delays(call.peer.heard).size >= 2 * FRAMES);
    const straight = delays(far.heard);
    const added = (heard: readonly HeardPacket[]): number[] => [...delays(heard)].map(([frame, delayMs]) => delayMs - (straight.get(frame) ?? 0));
    return { toPageMs: added(call.page.heard), toTrunkMs: added(call.peer.heard) };
  } finally {
    near.close();
    far.close();
    await call.close();
  }
}

/** What has not come within a second is lost: a figure, not a failure of the bench. */
function untilQuiet(hasAll: () => boolean): Promise<void> {
  return until('all packets', hasAll, 1_000).catch(() => undefined);
}

async function measureInApp(media: Media): Promise<SpeechFidelity> {
  const app = await launchApp({ microphoneWav: AGENT_WAV });
  try {
    return await measureSpeech(media, app.page, SPEECH_SEC, false);
  } finally {
    await app.close();
    await removeProfile(app.profile);
  }
}
