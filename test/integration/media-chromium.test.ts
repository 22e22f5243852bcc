import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { alaw, mulaw } from 'alawmulaw';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codecProfile } from '../../main/media/codec-profile.ts';
import { sequenceDistance, tickDistance } from '../../main/media/rtp/sequence.ts';
import type { LegOptions, MediaLeg, MediaLegFact } from '../../main/media/media-gateway.ts';
import { readWav } from '../../main/practice/callers/read-wav.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import { TAP_FRAME_SAMPLES, TAP_RATE_HZ } from '../../preload/contract/media.ts';
import { median } from '../bench/row.ts';
import { fidelityBySecond, resample } from '../support/correlation.ts';
import { tonesIn } from '../support/hear-tones.ts';
import { peerAnswer } from '../support/media-call.ts';
import { launchAudioBrowser, type AudioBrowser } from '../support/media-chromium/launch.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { speechOf, toFloat, toInt16 } from '../support/media-speech.ts';
import { openRtpPeer, paceFrames, until, type HeardPacket, type RtpPeer } from '../support/rtp-peer.ts';
import { writeWav } from '../support/wav-file.ts';

const LAWS = { PCMU: mulaw, PCMA: alaw } as const;
const SPEECH_SEC = 8;

interface BrowserCall {
  readonly leg: MediaLeg;
  readonly peer: RtpPeer;
  readonly port: number;
  readonly facts: MediaLegFact[];
}

let folder: string;
let gateway: Awaited<ReturnType<typeof startMediaGateway>>;
let browser: AudioBrowser;
let open: BrowserCall[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-media-chromium-'));
  const microphone = await writeWav(join(folder, 'microphone.wav'), 48_000, toInt16(await speechOf('delivery', 48_000)));
  gateway = await startMediaGateway();
  browser = await launchAudioBrowser(microphone);
});
afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await browser.apply({ isWanted: false, codec: null });
  for (const { leg, peer } of open) {
    leg.close();
    peer.close();
  }
  open = [];
});

/** A call as main leads it: the page connects while it rings, the trunk chooses, the leg opens. */
async function talk(codec: CodecName, page: AudioBrowser = browser, options: Partial<LegOptions> = {}): Promise<BrowserCall> {
  const [leg, peer] = [await gateway.openLeg(['opus', 'G722', 'PCMU', 'PCMA'], options), await openRtpPeer()];
  const facts: MediaLegFact[] = [];
  leg.subscribe((fact) => facts.push(fact));
  const offer = await leg.createOffer();
  const call = { leg, peer, facts, port: Number(/^m=audio (\d+)/m.exec(offer.ok ? offer.value : '')?.[1]) };
  open.push(call);
  page.useLeg(leg);
  await page.apply({ isWanted: true, codec: null });
  await until('the page to connect', () => facts.some((fact) => fact.kind === 'page-connected'), 10_000);
  await leg.acceptAnswer(peerAnswer(peer.port, codec, null), true);
  await page.apply({ isWanted: true, codec });
  leg.open();
  return call;
}

function decoded(packets: readonly HeardPacket[], law: (payload: Uint8Array) => Int16Array): Float32Array {
  const [first, last] = [packets[0], packets.at(-1)];
  if (first === undefined || last === undefined) return new Float32Array();
  const samples = new Float32Array((sequenceDistance(last.header.sequenceNumber, first.header.sequenceNumber) + 1) * 160);
  for (const { header, payload } of packets) samples.set(toFloat(law(payload)), sequenceDistance(header.sequenceNumber, first.header.sequenceNumber) * 160);
  return samples;
}

const loudness = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));

describe('speech through Chromium and the gateway', () => {
  it.each(['PCMU', 'PCMA'] as const)('reaches both ends as itself in %s', async (codec) => {
    const { peer, port } = await talk(codec);
    const speech = (await speechOf('refund', 8_000)).subarray(0, SPEECH_SEC * 8_000);
    const encoded = LAWS[codec].encode(toInt16(speech));
    await browser.startRecording();
    await paceFrames(Math.floor(speech.length / 160), (n) => {
      peer.send({ ssrc: 7, payloadType: codecProfile(codec).payloadType, sequenceNumber: n, timestamp: n * 160 }, Buffer.from(encoded.subarray(n * 160, n * 160 + 160)), port);
    });
    const [caller, agent] = [await browser.recorded('caller'), await browser.recorded('agent')];
    const source = new Float32Array(TAP_RATE_HZ + speech.length * 2); // a second of silence before: the recording began earlier
    source.set(resample(speech, 8_000, TAP_RATE_HZ), TAP_RATE_HZ);
    expect(median(fidelityBySecond(caller.samples, source, TAP_RATE_HZ, 3))).toBeGreaterThan(0.95);
    const said = resample(agent.samples, TAP_RATE_HZ, 8_000);
    const heard = decoded(peer.heard, (payload) => LAWS[codec].decode(payload));
    expect(median(fidelityBySecond(said.subarray(8_000), heard, 8_000, 8))).toBeGreaterThan(0.95);
  }, 90_000);

  it.each([['G722', 0.95], ['opus', 0.85]] as const)('comes back from an echo as itself in %s', async (codec, least) => {
    const { peer, port } = await talk(codec);
    peer.onPacket(({ header, payload }) => peer.send({ ssrc: 7, payloadType: header.payloadType, sequenceNumber: header.sequenceNumber, timestamp: header.timestamp, marker: header.marker }, payload, port));
    await delay(1_500);
    await browser.startRecording();
    await delay(SPEECH_SEC * 1_000);
    const [caller, agent] = [await browser.recorded('caller'), await browser.recorded('agent')];
    // What was said in the first second comes back at once, but not before it was said.
    expect(median(fidelityBySecond(caller.samples.subarray(TAP_RATE_HZ), agent.samples, TAP_RATE_HZ, 2))).toBeGreaterThan(least);
  }, 90_000);
});

describe('the taps', () => {
  it('give frames of 512 samples without a hole where the page\'s own thread was blocked', async () => {
    await talk('PCMU');
    await delay(1_000);
    await browser.startRecording();
    await browser.page.evaluate(() => window.audioPage.block(700));
    await delay(500);
    for (const speaker of ['agent', 'caller'] as const) {
      const { firstSamples, samples } = await browser.recorded(speaker);
      expect(samples.length).toBeGreaterThan(TAP_RATE_HZ * 0.8);
      expect(new Set(firstSamples.slice(1).map((first, index) => first - firstSamples[index]!))).toEqual(new Set([TAP_FRAME_SAMPLES]));
    }
  });

  it('go on where they were when they get new ports', async () => {
    await talk('PCMU');
    await browser.page.waitForFunction(() => window.audioPage.recorded('agent').firstSamples.length > 20);
    const before = (await browser.recorded('agent')).firstSamples.at(-1)!;
    await browser.startRecording();
    await browser.page.evaluate(() => window.audioPage.renewTaps());
    await browser.page.waitForFunction(() => window.audioPage.recorded('agent').firstSamples.length > 20);
    expect((await browser.recorded('agent')).firstSamples.at(-1)).toBeGreaterThan(before);
  });

  it('and the trunk hear silence of a muted microphone, and speech again after it', async () => {
    const { peer } = await talk('PCMU');
    await until('speech', () => loudness(decoded(peer.heard.slice(-100), (payload) => mulaw.decode(payload))) > 0.01, 10_000);
    await browser.apply({ isWanted: true, codec: 'PCMU', isMuted: true });
    await delay(500);
    const from = peer.heard.length;
    await browser.startRecording();
    await delay(1_500);
    expect(loudness((await browser.recorded('agent')).samples)).toBeLessThan(0.001);
    expect(peer.heard.length - from).toBeGreaterThan(50);
    expect(loudness(decoded(peer.heard.slice(from), (payload) => mulaw.decode(payload)))).toBeLessThan(0.001);
    await browser.apply({ isWanted: true, codec: 'PCMU', isMuted: false });
    await until('speech', () => loudness(decoded(peer.heard.slice(-100), (payload) => mulaw.decode(payload))) > 0.01, 10_000);
  });
});

describe('silence in Opus', () => {
  it.each([[false, 90, 120], [true, 1, 30]])('with DTX %j is from %i to %i packets in two seconds (RFC 7587 s. 6.1)', async (dtx, least, most) => {
    const { peer } = await talk('opus', browser, { opus: { fec: true, dtx } });
    await until('speech', () => peer.heard.slice(-50).filter(({ payload }) => payload.length > 30).length > 25, 10_000);
    await browser.apply({ isWanted: true, codec: 'opus', isMuted: true });
    await delay(1_000);
    const from = peer.heard.length;
    await delay(2_000);
    const packets = peer.heard.length - from;
    expect(packets).toBeGreaterThanOrEqual(least);
    expect(packets).toBeLessThanOrEqual(most);
    const steps = peer.heard.slice(from).map((packet, at) => sequenceDistance(packet.header.sequenceNumber, peer.heard[from + at - 1]!.header.sequenceNumber));
    expect(new Set(steps)).toEqual(new Set([1]));
  });
});

describe('a page that is reloaded', () => {
  it('is heard and hears again, while the trunk sees one stream that never goes back', async () => {
    const { peer, facts } = await talk('PCMU');
    await until('speech', () => loudness(decoded(peer.heard.slice(-100), (payload) => mulaw.decode(payload))) > 0.01, 10_000);
    const from = peer.heard.length;
    await browser.reload();
    await browser.apply({ isWanted: true, codec: 'PCMU' });
    await until('the page to connect again', () => facts.filter((fact) => fact.kind === 'page-connected').length === 2);
    await until('speech', () => loudness(decoded(peer.heard.slice(Math.max(from, peer.heard.length - 25)), (payload) => mulaw.decode(payload))) > 0.01, 10_000);
    const steps = peer.heard.slice(1).map((packet, index) => ({ sequence: sequenceDistance(packet.header.sequenceNumber, peer.heard[index]!.header.sequenceNumber), ticks: tickDistance(packet.header.timestamp, peer.heard[index]!.header.timestamp) }));
    expect(new Set(peer.heard.map((packet) => packet.header.ssrc)).size).toBe(1);
    expect(steps.every(({ sequence, ticks }) => sequence > 0 && ticks > 0)).toBe(true);
  });
});

describe('keypad tones as sound', () => {
  it('reach the trunk with both frequencies of each key, as long as the line says, and the microphone is back after them (T36)', async () => {
    const { peer } = await talk('PCMU');
    await until('speech', () => loudness(decoded(peer.heard.slice(-100), (payload) => mulaw.decode(payload))) > 0.01, 10_000);
    const from = peer.heard.length;
    await browser.apply({ isWanted: true, codec: 'PCMU', tones: { number: 1, digits: '159D', toneMs: 160 } });
    await browser.apply({ isWanted: true, codec: 'PCMU', tones: { number: 1, digits: '159D', toneMs: 160 } });
    await delay(2_500);
    const heard = tonesIn(decoded(peer.heard.slice(from), (payload) => mulaw.decode(payload)));
    expect(heard.map(({ digit }) => digit).join('')).toBe('159D');
    // The detector's window must lie within the tone, so what it says is some 40 ms short.
    for (const { lengthMs } of heard) expect(Math.abs(lengthMs - 130)).toBeLessThanOrEqual(40);
    const after = decoded(peer.heard.slice(-50), (payload) => mulaw.decode(payload));
    expect(loudness(after)).toBeGreaterThan(0);
    expect(tonesIn(after)).toEqual([]);
  });
});

describe('the announcement of a recording', () => {
  it('is heard at the far end to its last word, the microphone off or on, and is played once (T43)', async () => {
    const { peer } = await talk('PCMU');
    const media = { isWanted: true, codec: 'PCMU', isMuted: true } as const;
    const before = await browser.page.evaluate(() => window.audioPage.announced());
    await browser.apply({ ...media, recording: { kind: 'running', startedAtMs: 1, announcement: 'en' } });
    await browser.apply({ ...media, recording: { kind: 'running', startedAtMs: 1, announcement: 'en' } });
    const from = peer.heard.length;
    for (let told = before; told === before; told = await browser.page.evaluate(() => window.audioPage.announced())) await delay(50);
    await browser.apply({ ...media, recording: { kind: 'running', startedAtMs: 1, announcement: null } });
    await delay(500);
    const heard = decoded(peer.heard.slice(from), (payload) => mulaw.decode(payload));
    const sentence = readWav(await readFile('renderer/audio/announcements/en.wav'));
    const source = resample(toFloat(sentence?.samples ?? new Int16Array()), sentence?.sampleRateHz ?? 8_000, 8_000);
    const speech = withSilenceAround(source);
    expect(median(fidelityBySecond(heard, speech, 8_000, 3))).toBeGreaterThan(0.9);
    expect(loudness(heard.subarray(-1_600))).toBeLessThan(0.001);
    expect(await browser.page.evaluate(() => window.audioPage.announced())).toBe(before + 1);
  });
});

/** A second before and after, so that a window of a second finds its place at either end. */
function withSilenceAround(speech: Float32Array): Float32Array {
  const around = new Float32Array(speech.length + 16_000);
  around.set(speech, 8_000);
  return around;
}

describe('a page without a microphone', () => {
  it('says so, hears the far end, and sends silence', async () => {
    await browser.close();
    browser = await launchAudioBrowser(null);
    const { peer, port } = await talk('PCMU');
    await browser.startRecording();
    const speech = (await speechOf('refund', 8_000)).subarray(0, 3 * 8_000);
    const encoded = mulaw.encode(toInt16(speech));
    await paceFrames(Math.floor(speech.length / 160), (n) => peer.send({ ssrc: 7, payloadType: 0, sequenceNumber: n, timestamp: n * 160 }, Buffer.from(encoded.subarray(n * 160, n * 160 + 160)), port));
    expect(await browser.page.evaluate(() => window.audioPage.microphones)).toEqual([expect.objectContaining({ state: 'missing' })]);
    expect(loudness((await browser.recorded('caller')).samples)).toBeGreaterThan(0.01);
    expect((await browser.recorded('agent')).samples.every((sample) => sample === 0)).toBe(true);
    expect(loudness(decoded(peer.heard, (payload) => mulaw.decode(payload)))).toBeLessThan(0.001);
    expect(peer.heard.length).toBeGreaterThan(100);
  });
});
