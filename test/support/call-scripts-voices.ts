import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ScriptVoice, VoiceName } from './call-scripts.ts';

/** Makes a text audible: mono 16-bit PCM at 8 kHz, trimmed to the speech, loud parts at SPEECH_LEVEL_DB. */
export type Synthesise = (voice: ScriptVoice, text: string) => Promise<Int16Array>;

export const CALL_RATE_HZ = 8_000;
/** Root mean square of the loud frames, relative to full scale. */
export const SPEECH_LEVEL_DB = -20;
export const SYNTHESISER_PACKAGES = 'festival festvox-us-slt-hts flite sox';

const run = promisify(execFile);
const FRAME_SAMPLES = CALL_RATE_HZ / 50;
const PEAK = 32_000;
/** Rises when the way of rendering changes, so that an old recording is not taken for a new one. */
export const RENDERING_VERSION = 2;
const FLITE = (voice: string) => (text: string, file: string): readonly [string, ...string[]] => ['flite', '-voice', voice, '-t', text, '-o', file];

const COMMANDS: Readonly<Record<VoiceName, (text: string, wav: string, txt: string) => readonly [string, ...string[]]>> = {
  'slt-hts': (_, wav, txt) => ['text2wave', '-eval', '(voice_cmu_us_slt_arctic_hts)', '-o', wav, txt],
  rms: FLITE('rms'),
  awb: FLITE('awb'),
  slt: FLITE('slt'),
};

/** Debian's voices, each text rendered once and then kept in `folder` under the hash of what made it. */
export function debianVoices(folder: string): Synthesise {
  return async (voice, text) => {
    const hash = createHash('sha256').update(JSON.stringify([RENDERING_VERSION, voice, text])).digest('hex').slice(0, 24);
    const kept = join(folder, `${hash}.s16`);
    const known = await readFile(kept).catch(() => null);
    if (known !== null) return samplesOf(known);
    const samples = levelled(await speak(voice, text));
    await mkdir(folder, { recursive: true });
    const writing = `${kept}.${randomUUID()}`;
    await writeFile(writing, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    await rename(writing, kept);
    return samples;
  };
}

async function speak(voice: ScriptVoice, text: string): Promise<Int16Array> {
  const work = await mkdtemp(join(tmpdir(), 'call-script-voice-'));
  try {
    const wav = join(work, 'spoken.wav');
    const txt = join(work, 'text.txt');
    await writeFile(txt, text);
    await command(COMMANDS[voice.name](text, wav, txt));
    // festival ends with 0 when the voice is not installed, and writes nothing.
    if (await stat(wav).catch(() => null) === null) throw missing(`${voice.name} did not speak`, undefined);
    const silence = ['silence', '1', '0.02', '0.1%'];
    const edges = [...silence, 'reverse', ...silence, 'reverse', 'pad', '0.05', '0.05'];
    const shape = [...(voice.pitchCents === 0 ? [] : ['speed', `${voice.pitchCents}c`]), ...(voice.paceRatio === 1 ? [] : ['tempo', '-s', String(voice.paceRatio)])];
    return samplesOf(await command(['sox', '-D', '-R', wav, '-c', '1', '-b', '16', '-e', 'signed', '-t', 'raw', '-', 'gain', '-6', ...shape, 'rate', String(CALL_RATE_HZ), ...edges]));
  } finally {
    await rm(work, { recursive: true });
  }
}

async function command([program, ...args]: readonly [string, ...string[]]): Promise<Buffer> {
  try {
    return (await run(program, args, { encoding: 'buffer', maxBuffer: 2 ** 26 })).stdout;
  } catch (cause) {
    throw missing(`${program} could not be run`, cause);
  }
}

const missing = (what: string, cause: unknown): Error => new Error(`${what}; the call scripts are spoken by Debian's synthesisers: apt-get install ${SYNTHESISER_PACKAGES}`, { cause });

const samplesOf = (bytes: Buffer): Int16Array => Int16Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => bytes.readInt16LE(2 * index));

/** Brings speech to the common level, with its peaks below full scale. */
export function levelled(samples: Int16Array): Int16Array {
  const peak = samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 1);
  const gain = Math.min(10 ** ((SPEECH_LEVEL_DB - speechLevelDb(samples)) / 20), PEAK / peak);
  return samples.map((sample) => Math.round(sample * gain));
}

/** The level of the frames within 30 dB of the loudest; what is silent throughout has -Infinity. */
export function speechLevelDb(samples: Int16Array): number {
  const powers = Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, frame) => {
    const part = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
    return part.reduce((sum, sample) => sum + sample ** 2, 0) / FRAME_SAMPLES;
  });
  const loudest = Math.max(0, ...powers);
  const loud = powers.filter((power) => power > loudest / 1_000);
  return 10 * Math.log10(loud.reduce((sum, power) => sum + power, 0) / Math.max(1, loud.length) / 32_768 ** 2);
}
