import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LegOptions, MediaLeg, MediaLegFact, MediaStats } from '../../main/media/media-gateway.ts';
import { readWav } from '../../main/practice/callers/read-wav.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import { median } from '../bench/row.ts';
import { BARESIP_CODECS, startBaresip, type Baresip } from '../support/baresip.ts';
import { fidelityBySecond, resample } from '../support/correlation.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { speechOf, toFloat, toInt16 } from '../support/media-speech.ts';
import { connectPlayedPage } from '../support/page-peer.ts';
import { until } from '../support/rtp-peer.ts';
import { openTestPhone, type WatchedCall } from '../support/sip-test-phone.ts';
import { writeWav } from '../support/wav-file.ts';

interface EchoCall {
  readonly peer: Baresip;
  readonly leg: MediaLeg;
  readonly facts: MediaLegFact[];
  readonly call: WatchedCall;
}

let folder: string;
let kamailio: Kamailio;
let media: Awaited<ReturnType<typeof startMediaGateway>>;
let closers: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-media-baresip-'));
  [kamailio, media] = [await startKamailio(), await startMediaGateway()];
});
afterAll(async () => {
  await media?.stop();
  await kamailio?.stop();
  await rm(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
  closers = [];
});

/** Calls a baresip that speaks; the page sends back whatever it hears. */
async function callWithEcho(codec: CodecName, secure: Pick<LegOptions, 'srtp' | 'srtpSuites'> & { mediaEncryption?: 'srtp' | 'srtp-mand' } = {}): Promise<EchoCall> {
  const { mediaEncryption, ...legOptions } = secure;
  const { rateHz } = BARESIP_CODECS[codec];
  const speech = await speechOf('refund', rateHz);
  // Long enough for the whole test: at its end baresip hangs up.
  const wav = await writeWav(join(folder, `${codec}.wav`), rateHz, toInt16(Float32Array.from({ length: 60 * rateHz }, (_unused, index) => speech[index % speech.length] ?? 0)));
  const peer = await startBaresip({ registrar: kamailio, user: '1002', password: kamailio.users['1002']!, codec, wav, ...(mediaEncryption === undefined ? {} : { mediaEncryption }) });
  closers.push(() => peer.stop());
  const phone = openTestPhone({ user: '1001', domain: kamailio.domain, outboundProxy: kamailio.address }, kamailio.users['1001']!);
  closers.push(() => phone.stop());
  await phone.started();
  const leg = await media.openLeg(['opus', 'G722', 'PCMU', 'PCMA'], legOptions);
  closers.push(() => leg.close());
  const facts: MediaLegFact[] = [];
  leg.subscribe((fact) => facts.push(fact));
  const page = await connectPlayedPage(leg);
  closers.push(() => page.close());
  page.onPacket(({ header: { payloadType, sequenceNumber, timestamp, marker }, payload }) => page.send({ payloadType, sequenceNumber, timestamp, marker }, payload));
  const call = phone.place('1002', leg);
  await call.fact('answered');
  leg.open();
  await peer.waitFor('CALL_ESTABLISHED');
  expect(facts).toContainEqual({ kind: 'codec-chosen', codec });
  return { peer, leg, facts, call };
}

async function samplesOf(file: string): Promise<Float32Array> {
  const wav = readWav(await readFile(file));
  if (wav === null) throw new Error(`${file} is no 16-bit mono WAV`);
  return resample(toFloat(wav.samples), wav.sampleRateHz, 8_000);
}

const lastStats = (facts: readonly MediaLegFact[]): MediaStats | undefined => facts.findLast((fact) => fact.kind === 'stats')?.stats;

describe('a call with baresip', () => {
  it.each([['PCMU', 0.95], ['PCMA', 0.95], ['G722', 0.95], ['opus', 0.85]] as const)('carries its speech there and back in %s, none lost, with figures from its reports', async (codec, least) => {
    const { peer, leg, facts, call } = await callWithEcho(codec);
    await until('its report of our stream', () => typeof lastStats(facts)?.roundTripMs === 'number', 20_000);
    await delay(2_000);
    call.sip.hangUp();
    await call.fact('ended');
    await peer.waitFor('CALL_CLOSED');
    leg.close();
    expect(lastStats(facts)).toMatchObject({ codec, packetsLost: 0 });
    const recordings = await peer.recordings();
    const values = fidelityBySecond((await samplesOf(recordings.heard)).subarray(8_000), await samplesOf(recordings.sent), 8_000, 3);
    expect(median(values)).toBeGreaterThan(least);
  });

  it.each(['PCMU', 'opus'] as const)('carries tones both ways beside %s, each once', async (codec) => {
    const { peer, leg, facts } = await callWithEcho(codec);
    const heardByPeer = (): string => peer.events.filter((event) => event.type === 'CALL_DTMF_START').map((event) => event.param).join('');
    const heardByUs = (): string => facts.flatMap((fact) => (fact.kind === 'dtmf-received' ? [fact.digit] : [])).join('');
    expect(leg.sendDtmf('15*0#', 100)).toEqual({ ok: true, value: undefined });
    await until('the last of our tones', () => heardByPeer().endsWith('#'));
    for (const digit of '27#') await peer.command('sndcode', digit);
    await until('the last of its tones', () => heardByUs().endsWith('#'));
    expect([heardByPeer(), heardByUs()]).toEqual(['15*0#', '27#']);
  });

  it('falls silent while baresip holds it, and goes on after', async () => {
    const { peer, facts } = await callWithEcho('PCMU');
    await until('audio both ways', () => (lastStats(facts)?.packetsIn ?? 0) > 20 && (lastStats(facts)?.packetsOut ?? 0) > 20);
    await peer.command('hold');
    await delay(1_500);
    const held = lastStats(facts)!.packetsOut;
    await delay(2_000);
    expect(lastStats(facts)!.packetsOut).toBe(held);
    await peer.command('resume');
    await until('audio again', () => lastStats(facts)!.packetsOut > held + 20);
    expect(lastStats(facts)!.packetsLost).toBe(0);
  });
});

describe('an encrypted call with baresip', () => {
  it.each(['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32', 'AEAD_AES_128_GCM', 'AEAD_AES_256_GCM'] as const)('carries its speech there and back under %s', async (suite) => {
    const { peer, leg, facts, call } = await callWithEcho('PCMU', { srtp: 'required', srtpSuites: [suite], mediaEncryption: 'srtp-mand' });
    expect(facts).toContainEqual({ kind: 'encryption-chosen', encryption: { kind: 'sdes', suite, areKeysReadable: true } });
    await until('a few seconds of audio', () => (lastStats(facts)?.packetsIn ?? 0) > 150);
    call.sip.hangUp();
    await peer.waitFor('CALL_CLOSED');
    leg.close();
    expect(lastStats(facts)).toMatchObject({ packetsLost: 0 });
    const recordings = await peer.recordings();
    expect(median(fidelityBySecond((await samplesOf(recordings.heard)).subarray(8_000), await samplesOf(recordings.sent), 8_000, 3))).toBeGreaterThan(0.95);
  });

  it('takes the figures from its encrypted reports', async () => {
    const { facts } = await callWithEcho('PCMU', { srtp: 'optional', mediaEncryption: 'srtp' });
    expect(facts).toContainEqual({ kind: 'encryption-chosen', encryption: { kind: 'sdes', suite: expect.any(String) as string, areKeysReadable: true } });
    await until('its report of our stream', () => typeof lastStats(facts)?.roundTripMs === 'number', 20_000);
  });
});
