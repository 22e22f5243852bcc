import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMoonshine } from '../../main/assist/hearing/moonshine/moonshine.ts';
import type { Recogniser } from '../../main/assist/hearing/recogniser.ts';
import { transcribeLive } from '../support/transcribe-live.ts';
import { loadVoiceDetector, type VoiceDetector } from '../../main/assist/hearing/voice-detector.ts';
import { modelById } from '../../models/manifest.ts';
import { TAP_RATE_HZ } from '../../preload/contract/media.ts';
import { inARow, readSpeech, readSpeechThroughG711 } from '../support/speech-files.ts';
import { practiceCallers } from '../support/practice-scripts.ts';
import { withPacketLoss } from '../support/call-scripts-line.ts';
import { fromPcm, otherSounds, toPcm } from '../bench/hearing/other-sounds.ts';
import { comparableWords, pooledWordErrorRate, wordErrorRate } from '../support/wer.ts';

const models = join(process.cwd(), 'models', 'files');
const callers = join(process.cwd(), 'main', 'practice', 'callers');
/** Debian's asterisk-core-sounds-en, which the test set-up installs: a human voice on a telephone system. */
const PROMPTS = '/usr/share/asterisk/sounds/en';
const prompts: readonly (readonly [name: string, text: string])[] = [
  ['agent-alreadyon', 'That agent is already logged on. Please enter your agent number followed by the pound key.'],
  ['conf-enteringno', 'You are entering conference number'],
  ['conf-noempty', 'No empty conferences currently exist.'],
  ['conf-userswilljoin', 'users will join the conference.'],
  ['confbridge-rest-talk-vol-in', 'To reset your speaking volume to the default level...'],
  ['dir-instr', 'If this is the person you are looking for press 1 now, otherwise please press star now.'],
  ['pm-invalid-option', 'That option is invalid. Please try again.'],
  ['queue-youarenext', 'Your call is now first in line and will be answered by the next available representative.'],
  ['vm-dialout', 'please wait while i connect your call'],
  ['vm-mismatch', 'The passwords you entered and re-entered did not match. Please try again.'],
  ['vm-opts', 'Press 2 to change folders, press 3 for advanced options, press zero for mailbox options.'],
  ['vm-review-nonurgent', 'Press 4 to remove the urgent status of this message.'],
  ['vm-tempremoved', 'Your temporary greeting has been removed'],
];
let detector: VoiceDetector;
let recogniser: Recogniser;

beforeAll(async () => {
  const [silero, moonshine] = [modelById('silero-vad-v6'), modelById('moonshine-base-en')];
  if (silero.engine !== 'silero' || moonshine.engine !== 'moonshine') throw new Error('the manifest changed');
  detector = await loadVoiceDetector(models, silero);
  recogniser = await loadMoonshine(models, moonshine);
});
afterAll(async () => {
  await recogniser.close();
  await detector.close();
});

const hear = async (pcm: Float32Array): Promise<string> => (await transcribeLive(pcm, { detector, recogniser })).map(({ text }) => text).join(' ');
const seconds = (length: number, sample: (timeSec: number, index: number) => number): Float32Array => Float32Array.from({ length: length * TAP_RATE_HZ }, (_, index) => sample(index / TAP_RATE_HZ, index));
/** What colleagues say in the background, at 8 kHz. */
const babble = async (): Promise<Int16Array[]> => Promise.all(['refund', 'password', 'delivery', 'invoice', 'damaged', 'reschedule'].map(async (name) => toPcm((await readSpeechThroughG711(join(callers, `${name}-2.wav`))).filter((_, index) => index % 2 === 0))));

describe('hearing with the real models', () => {
  it.each(['refund', 'password'])('writes the practice caller %s down through G.711 with at most 12 % of the words wrong', async (scriptId) => {
    const caller = (await practiceCallers()).find((one) => one.scriptId === scriptId);
    const lines = caller?.lines ?? [];
    expect(lines.length).toBeGreaterThan(3);
    const sounds = await Promise.all(lines.map((_, index) => readSpeechThroughG711(join(callers, `${scriptId}-${index + 1}.wav`))));
    const heard = await hear(inARow(sounds, 1_500));
    expect(wordErrorRate(lines.map(({ text }) => text).join(' '), heard), heard).toBeLessThan(0.12);
  });

  it.skipIf(!existsSync(PROMPTS))('writes telephone prompts of a human voice down through G.711 with at most 8 % of the words wrong', async () => {
    const pairs: { reference: string; hypothesis: string }[] = [];
    for (const [name, text] of prompts) {
      pairs.push({ reference: text, hypothesis: await hear(inARow([await readSpeechThroughG711(join(PROMPTS, `${name}.wav`))], 400)) });
    }
    expect(pooledWordErrorRate(pairs), JSON.stringify(pairs)).toBeLessThan(0.08);
  });

  it('gives every line of a caller an utterance of its own, where and when it was said', async () => {
    const sounds = await Promise.all(['refund-1', 'refund-6'].map((name) => readSpeech(join(callers, `${name}.wav`))));
    const [first = new Float32Array(0), second = new Float32Array(0)] = sounds;
    const utterances = await transcribeLive(inARow([first, second], 2_000), { detector, recogniser });
    const startsMs = [2_000, 4_000 + (1_000 * first.length) / TAP_RATE_HZ];
    const endsMs = [first, second].map((sound, index) => (startsMs[index] ?? 0) + (1_000 * sound.length) / TAP_RATE_HZ);
    expect(utterances.at(0)?.startMs).toBeGreaterThan(1_800);
    expect(utterances.at(0)?.startMs).toBeLessThan(2_500);
    const goodbye = utterances.at(-1);
    expect(goodbye?.text.toLowerCase()).toContain('thank you');
    expect(goodbye?.endMs).toBeLessThan((endsMs[1] ?? 0) + 300);
    expect(utterances.every((one) => one.endMs <= (endsMs[0] ?? 0) + 300 || one.startMs >= (startsMs[1] ?? 0) - 300)).toBe(true);
    expect(goodbye?.confidence).toBeGreaterThan(0.5);
    expect(utterances.map((one) => one.utteranceId)).toEqual(utterances.map((_, index) => `file-caller-${index + 1}`));
  });

  it('shows partials that grow towards the final while the caller speaks', async () => {
    const shown: { text: string; state: string; nowMs: number }[] = [];
    const pcm = inARow([await readSpeechThroughG711(join(callers, 'refund-2.wav'))], 500);
    const utterances = await transcribeLive(pcm, { detector, recogniser, hasPartials: true, onFact: (fact, nowMs) => { if (fact.kind === 'utterance') shown.push({ ...fact.utterance, nowMs }); } });
    const partials = shown.filter(({ state }) => state === 'partial');
    expect(partials.length).toBeGreaterThan(2);
    expect(partials[0]?.nowMs).toBeLessThan(2_500);
    expect(partials.slice(1).every((partial, index) => partial.nowMs - (partials[index]?.nowMs ?? 0) >= 448)).toBe(true);
    expect(wordErrorRate(utterances.map(({ text }) => text).join(' '), partials.at(-1)?.text ?? '')).toBeLessThan(0.5);
  });

  it('is not led in circles by speech without a pause, and loses no more than a few words where it is cut', async () => {
    const lines = (await practiceCallers()).find((one) => one.scriptId === 'delivery')?.lines ?? [];
    const sounds = await Promise.all(lines.map((_, index) => readSpeechThroughG711(join(callers, `delivery-${index + 1}.wav`))));
    const heard = await hear(inARow(sounds, 20));
    expect(wordErrorRate(lines.map(({ text }) => text).join(' '), heard), heard).toBeLessThan(0.25);
  });

  const rowsOf: Readonly<Record<string, string>> = { 'silence': 'S01', 'comfort-noise': 'S01', 'hold-music': 'S01', 'office-5-db': 'S02', 'office-10-db': 'S02' };
  it.each(['silence', 'comfort-noise', 'hold-music', 'ringback', 'european-ringback', 'dial-tone', 'dtmf', 'fax-tone', 'line-noise', 'office-5-db', 'office-10-db', 'concealed-noise', 'concealed-hold-music']
    .map((id) => [id, rowsOf[id] === undefined ? '' : ` (${rowsOf[id]})`]))('writes not one word in 15 s of %s%s', async (id) => {
    const pcm = otherSounds(await babble(), 15).find((sound) => sound.id === id)?.load() ?? new Float32Array(0);
    expect(pcm.length).toBe(15 * TAP_RATE_HZ);
    expect(await hear(pcm)).toBe('');
  });

  it('writes nothing for a far end that is almost silent, with the echo of the other speaker 60 dB down in its comfort noise (S03, S04)', async () => {
    const speech = await readSpeechThroughG711(join(callers, 'refund-1.wav'));
    const farEnd = seconds(20, (_, index) => 0.001 * (speech[index % speech.length] ?? 0) + 0.0006 * Math.sin(index * index * 0.37));
    expect(await hear(speech)).not.toBe('');
    expect(await hear(farEnd)).toBe('');
  });

  it('makes no words of what a gateway puts in the place of lost packets (20 % of them), beyond those that were said', async () => {
    const speech = await readSpeechThroughG711(join(callers, 'refund-1.wav'));
    const heard = await hear(fromPcm(withPacketLoss(toPcm(inARow([speech], 4_000)), 0.2, 11).samples));
    expect(comparableWords(heard).length).toBeLessThanOrEqual(comparableWords(await hear(speech)).length + 1);
  });
});
