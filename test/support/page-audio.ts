import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { mulaw } from 'alawmulaw';
import type { MediaStats } from '../../main/media/media-gateway.ts';
import { readWav } from '../../main/practice/callers/read-wav.ts';
import { peerAnswer } from './media-call.ts';
import type { startMediaGateway } from './media-gateway-process.ts';
import { fidelityBySecond, resample } from './correlation.ts';
import { toFloat } from './media-speech.ts';
import { openRtpPeer, paceFrames, until } from './rtp-peer.ts';

const RATE_HZ = 8_000;
const FRAME = 160;
const CALLERS = join(process.cwd(), 'main', 'practice', 'callers');

export const AGENT_WAV = join(process.cwd(), 'test', 'fixtures', 'agent', 'agent-practice.wav');

export interface SpeechFidelity {
  /** Normalised cross-correlation for each second with speech. */
  readonly toTrunk: readonly number[];
  readonly fromTrunk: readonly number[];
  readonly stats: MediaStats;
}

interface MeasuringPage {
  readonly peer: RTCPeerConnection;
  readonly recorded: Float32Array[];
  rateHz: number;
}
declare global {
  interface Window {
    sidetoneMeasuring?: MeasuringPage;
  }
  /** https://w3c.github.io/mediacapture-transform, in Chromium and not in the DOM typings. */
  class MediaStreamTrackProcessor {
    constructor(options: { track: MediaStreamTrack });
    readonly readable: ReadableStream<AudioData>;
  }
}

/**
 * Speech through a real page and the real gateway to a bare RTP peer in PCMU, and back, at the same time.
 * The page's microphone must be the fake one with AGENT_WAV. `isProcessed` false turns the browser's echo canceller,
 * noise suppressor and gain control off: they change speech on purpose, and what is measured here is the path.
 */
export async function measureSpeech(media: Awaited<ReturnType<typeof startMediaGateway>>, page: Page, seconds: number, isProcessed: boolean): Promise<SpeechFidelity> {
  const leg = await media.openLeg(['PCMU']);
  const stats: MediaStats[] = [];
  leg.subscribe((fact) => { if (fact.kind === 'stats') stats.push(fact.stats); });
  const peer = await openRtpPeer();
  const spoken = await callerSpeech(seconds);
  try {
    const offer = await leg.createOffer();
    const port = Number(/^m=audio (\d+)/m.exec(offer.ok ? offer.value : '')?.[1]);
    await leg.acceptAnswer(peerAnswer(peer.port, 'PCMU', null), true);
    const answer = await leg.connectPage(await offerOf(page, isProcessed));
    if (!answer.ok) throw new Error(answer.error.message);
    await page.evaluate((sdp) => window.sidetoneMeasuring?.peer.setRemoteDescription({ type: 'answer', sdp }), answer.value);
    await page.waitForFunction(() => window.sidetoneMeasuring?.peer.connectionState === 'connected');
    leg.open();
    await until('the page to be heard', () => peer.heard.length > 10);
    const encoded = mulaw.encode(Int16Array.from(spoken, (value) => Math.round(value * 32_767)));
    await paceFrames(Math.floor(spoken.length / FRAME), (n) => {
      peer.send({ payloadType: 0, sequenceNumber: n & 0xffff, timestamp: n * FRAME, ssrc: 99 }, Buffer.from(encoded.subarray(n * FRAME, (n + 1) * FRAME)), port);
    });
    const counted = stats.length;
    await until('statistics after the last packet', () => stats.length > counted + 1);
    const recorded = await recordingOf(page);
    const last = stats.at(-1);
    if (last === undefined) throw new Error('no statistics');
    return {
      toTrunk: fidelityBySecond(inOrder(peer.heard), await agentSpeech(), RATE_HZ, 8),
      // A second of silence in front: what is heard first may be older than the first packet.
      fromTrunk: fidelityBySecond(recorded, withSilenceBefore(spoken), RATE_HZ, 3),
      stats: last,
    };
  } finally {
    await page.evaluate(() => window.sidetoneMeasuring?.peer.close());
    leg.close();
    peer.close();
  }
}

function offerOf(page: Page, isProcessed: boolean): Promise<string> {
  return page.evaluate(async (isOn) => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: isOn, noiseSuppression: isOn, autoGainControl: isOn, channelCount: 1 } });
    const peer = new RTCPeerConnection();
    const measuring: MeasuringPage = { peer, recorded: [], rateHz: 0 };
    window.sidetoneMeasuring = measuring;
    const [track] = stream.getAudioTracks();
    if (track === undefined) throw new Error('no microphone');
    const transceiver = peer.addTransceiver(track, { direction: 'sendrecv' });
    transceiver.setCodecPreferences((RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []).filter((codec) => codec.mimeType === 'audio/PCMU'));
    peer.addEventListener('track', (event) => {
      const player = new Audio(); // a remote track is clocked by being played
      player.srcObject = new MediaStream([event.track]);
      void player.play();
      void record(event.track);
    });
    await peer.setLocalDescription(await peer.createOffer());
    return peer.localDescription?.sdp ?? '';

    async function record(remote: MediaStreamTrack): Promise<void> {
      const reader = new MediaStreamTrackProcessor({ track: remote }).readable.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const samples = new Float32Array(next.value.numberOfFrames);
        next.value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
        measuring.rateHz = next.value.sampleRate;
        measuring.recorded.push(samples);
        next.value.close();
      }
    }
  }, isProcessed);
}

/** What the page played, at 8 kHz. */
async function recordingOf(page: Page): Promise<Float32Array> {
  const { rateHz, chunks } = await page.evaluate(() => ({ rateHz: window.sidetoneMeasuring?.rateHz ?? 0, chunks: (window.sidetoneMeasuring?.recorded ?? []).map((chunk) => [...chunk]) }));
  return resample(Float32Array.from(chunks.flat()), rateHz, RATE_HZ);
}

/** The peer's recording: packets in their places, missing ones silent. */
function inOrder(heard: readonly { header: { timestamp: number }; payload: Buffer }[]): Float32Array {
  const [first, last] = [heard[0], heard.at(-1)];
  if (first === undefined || last === undefined) return new Float32Array();
  const samples = new Float32Array(((last.header.timestamp - first.header.timestamp) >>> 0) + FRAME);
  for (const { header, payload } of heard) samples.set(toFloat(mulaw.decode(payload)), (header.timestamp - first.header.timestamp) >>> 0);
  return samples;
}

async function agentSpeech(): Promise<Float32Array> {
  const { samples, sampleRateHz } = await wav(AGENT_WAV);
  return resample(samples, sampleRateHz, RATE_HZ);
}

/** The recorded practice callers one after another, so many seconds of them. */
async function callerSpeech(seconds: number): Promise<Float32Array> {
  const parts = [];
  for (const name of ['damaged-1', 'delivery-1', 'invoice-1', 'refund-1', 'password-1', 'damaged-2', 'delivery-2']) {
    const { samples, sampleRateHz } = await wav(join(CALLERS, `${name}.wav`));
    parts.push(resample(samples, sampleRateHz, RATE_HZ));
  }
  return Float32Array.from(parts.flatMap((part) => [...part])).slice(0, seconds * RATE_HZ);
}

async function wav(file: string): Promise<{ samples: Float32Array; sampleRateHz: number }> {
  const read = readWav(await readFile(file));
  if (read === null) throw new Error(`${file} is no 16-bit mono wave file`);
  return { samples: toFloat(read.samples), sampleRateHz: read.sampleRateHz };
}

function withSilenceBefore(samples: Float32Array): Float32Array {
  const all = new Float32Array(RATE_HZ + samples.length);
  all.set(samples, RATE_HZ);
  return all;
}
