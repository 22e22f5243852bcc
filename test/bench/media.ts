import { randomBytes } from 'node:crypto';
import { launchApp, removeProfile } from '../support/launch-app.ts';
import { setUpMediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { AGENT_WAV, measureSpeech, type SpeechFidelity } from '../support/page-audio.ts';
import { paceFrames, until, type HeardPacket } from '../support/rtp-peer.ts';
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

/** Both ways at once at the pace of a call; sender and receiver share this process's clock, so the page's own SRTP work is in the figure. */
async function measureDelay(media: Media): Promise<{ toPageMs: number[]; toTrunkMs: number[] }> {
  const call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU');
  const sentAtMs = new Map<string, number>();
  try {
    await paceFrames(FRAMES, (n) => {
      const position = { payloadType: call.payloadType, sequenceNumber: n, timestamp: n * call.frameTicks };
      const [up, down] = [randomBytes(160), randomBytes(160)];
      sentAtMs.set(up.toString('hex'), performance.now());
      call.page.send(position, up);
      sentAtMs.set(down.toString('hex'), performance.now());
      call.peer.send({ ...position, ssrc: 1 }, down, call.port);
    });
    const delays = (heard: readonly HeardPacket[]): number[] => heard.flatMap(({ payload, atMs }) => {
      const sent = sentAtMs.get(payload.toString('hex'));
      return sent === undefined ? [] : [atMs - sent]; // silence of the gateway's own was never sent
    });
    await untilQuiet(() => delays(call.page.heard).length + delays(call.peer.heard).length >= 2 * FRAMES);
    return { toPageMs: delays(call.page.heard), toTrunkMs: delays(call.peer.heard) };
  } finally {
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
