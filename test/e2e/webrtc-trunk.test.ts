import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWav } from '../../main/practice/callers/read-wav.ts';
import { registered, useApps, type AppSession } from '../support/app-session.ts';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { createAuthority, type CertificateFiles, type TestAuthority } from '../support/certificates.ts';
import { resample } from '../support/correlation.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { speechOf, toFloat, toInt16 } from '../support/media-speech.ts';
import { startRtpengine, type Rtpengine } from '../support/rtpengine.ts';
import { writeWav } from '../support/wav-file.ts';

const RATE_HZ = 8_000;

let folder: string;
let microphoneWav: string;
let authority: TestAuthority;
let tls: CertificateFiles;
let rtpengine: Rtpengine;
let trunk: Kamailio;
let peer: Baresip;
const apps = useApps();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-webrtc-trunk-'));
  [authority, rtpengine] = await Promise.all([createAuthority(), startRtpengine()]);
  tls = await authority.issue(['DNS:trunk.test']);
  trunk = await startKamailio({ tls, rtpenginePort: rtpengine.controlPort });
  microphoneWav = await writeWav(join(folder, 'microphone.wav'), 48_000, toInt16(await speechOf('delivery', 48_000)));
  const speech = await speechOf('refund', RATE_HZ);
  const wav = await writeWav(join(folder, 'caller.wav'), RATE_HZ, toInt16(Float32Array.from({ length: 120 * RATE_HZ }, (_unused, index) => speech[index % speech.length] ?? 0)));
  peer = await startBaresip({ registrar: trunk, user: '1002', password: trunk.users['1002']!, codec: 'PCMU', wav });
});
afterAll(async () => {
  await peer?.stop();
  await trunk?.stop();
  await rtpengine?.stop();
  await authority?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function phone(): Promise<AppSession> {
  const account = {
    accountId: 'webrtc', label: 'WebRTC', user: '1001', domain: trunk.domain, password: trunk.users['1001']!, outboundProxy: trunk.addressOver('wss'),
    transport: 'wss' as const, media: 'webrtc' as const, pinnedCertificate: tls.sha256, codecs: ['opus', 'PCMU', 'PCMA'] as ('opus' | 'PCMU' | 'PCMA')[],
  };
  const session = await apps.start({ microphoneWav, provisioning: { version: 1, accounts: [account], settings: { locale: 'en', allowUnprotectedSecrets: true } } });
  await registered(session);
  return session;
}
const talking = ({ watch }: AppSession): Promise<unknown> => watch.until('audio both ways', () => typeof watch.call()?.media.mediaMs === 'number');
const heardMore = async ({ watch }: AppSession): Promise<void> => {
  const packetsIn = watch.call()?.media.packetsIn ?? 0;
  await watch.until('more of the other side', () => (watch.call()?.media.packetsIn ?? 0) > packetsIn + 60);
};
const digits = (from: number): string => peer.events.slice(from).filter((event) => event.type === 'CALL_DTMF_START').map((event) => event.param).join('');
const sendTones = ({ app, watch }: AppSession, typed: string): Promise<unknown> => app.page.evaluate(([callId, sent]) => window.sidetone.request.calls.sendDtmf({ callId, digits: sent }), [watch.call()!.callId, typed] as const);
const hold = ({ app, watch }: AppSession, isHeld: boolean): Promise<unknown> => app.page.evaluate(([callId, wanted]) => window.sidetone.request.calls.setHeld({ callId, isHeld: wanted }), [watch.call()!.callId, isHeld] as const);
const samplesOf = async (file: string): Promise<Float32Array> => {
  const wav = readWav(await readFile(file));
  if (wav === null) throw new Error(`${file} is no 16-bit mono WAV`);
  return resample(toFloat(wav.samples), wav.sampleRateHz, RATE_HZ);
};

const loudness = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));

describe('a call over a WebRTC trunk (Kamailio and rtpengine, with baresip behind them)', () => {
  it('carries speech both ways and to the assist, tones and hold, with a lock that says so', async () => {
    const session = await phone();
    const { app, watch } = session;
    const from = peer.events.length;
    await app.page.evaluate(() => window.sidetone.request.calls.place({ accountId: null, destination: '1002' }));
    await talking(session);
    expect(watch.call()?.media).toMatchObject({ path: 'trunk', codec: 'PCMU', encryption: { kind: 'dtls', isPeerProven: true } });
    await app.page.getByText(/encrypted end to trunk with DTLS-SRTP/).waitFor({ state: 'attached' });

    await sendTones(session, '15*0#');
    await watch.until('the tones', () => digits(from).endsWith('#'));
    expect(digits(from)).toBe('15*0#');

    await hold(session, true);
    await delay(1_500);
    const packetsIn = watch.call()?.media.packetsIn;
    await delay(1_000);
    expect(watch.call()?.media.packetsIn).toBe(packetsIn);
    await hold(session, false);
    await heardMore(session);

    await watch.until('words of the caller', ({ assist }) => assist.utterances.some((utterance) => utterance.speaker === 'caller' && utterance.text.length > 20), 40_000);
    await delay(4_000);
    await app.page.getByRole('button', { name: 'Hang up', exact: true }).click();
    await peer.waitFor('CALL_CLOSED', from);
    // The page's echo canceller and gain control change speech on purpose: its strength is measured, not its shape.
    expect(loudness(await samplesOf((await peer.recordings()).heard))).toBeGreaterThan(0.01);
    expect(watch.call()?.media).toMatchObject({ packetsLost: 0, roundTripMs: expect.any(Number), mos: expect.any(Number) });
  });

  it('rings, is answered within 300 ms, survives a reload of the page and a hold from either side', async () => {
    const session = await phone();
    const { app, watch } = session;
    const from = peer.events.length;
    await peer.dial(`sip:1001@${trunk.domain}`);
    await watch.until('ringing', () => watch.call()?.state.kind === 'ringing-in');
    await app.page.getByRole('button', { name: /^Answer/ }).first().click();
    await talking(session);
    expect(watch.call()?.setupMs).toBeLessThan(300);

    await app.page.reload();
    await watch.resume();
    await heardMore(session);
    await sendTones(session, '7');
    await watch.until('a tone over the new connection', () => digits(from) === '7');
    await peer.command('hold');
    await watch.until('hold by the other side', () => watch.call()?.hold.byPeer === true);
    await peer.command('resume');
    await watch.until('resumed', () => watch.call()?.hold.byPeer === false);
    await heardMore(session);
    await peer.hangUp();
    await peer.waitFor('CALL_CLOSED', from);
    await watch.until('the end', () => watch.latest.calls.calls[0]?.state.kind === 'ended');
  });
});
