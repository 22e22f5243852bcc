import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mulaw } from 'alawmulaw';
import { readWav } from '../../../main/practice/callers/read-wav.ts';
import { TAP_RATE_HZ } from '../../../preload/contract/media.ts';
import { resample } from '../../support/correlation.ts';
import { practiceCallers } from '../../support/practice-scripts.ts';
import { inARow } from '../../support/speech-files.ts';

/** Something that was said, and what it sounds like. */
export interface Clip {
  readonly kind: string;
  readonly ref: string;
  /** 16 kHz mono in [-1, 1]. */
  readonly load: () => Promise<Float32Array>;
}

const PROMPT_FOLDER = '/usr/share/asterisk/sounds/en';
const PROMPT_TEXTS = '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz';
const LEAST_PROMPT_WORDS = 3;
const TELEPHONE_RATE_HZ = 8_000;

/**
 * Debian's asterisk-core-sounds-en: the prompts of three and more words, at 8 kHz through G.711 mu-law.
 *
 * @throws Error that names the package where it is not installed
 */
export async function telephonePrompts(): Promise<Clip[]> {
  const packed = await readFile(PROMPT_TEXTS).catch(() => null);
  if (packed === null || !existsSync(join(PROMPT_FOLDER, 'activated.wav'))) {
    throw new Error('the telephone prompts are missing: install Debian\'s asterisk-core-sounds-en and asterisk-core-sounds-en-wav');
  }
  return gunzipSync(packed).toString('utf8').split('\n').flatMap((line) => {
    const [, name = '', ref = ''] = /^([^;:\s]+):\s*(.*)$/.exec(line) ?? [];
    const isSpoken = !/[[(<]/.test(ref) && ref.split(/\s+/).filter((word) => /\w/.test(word)).length >= LEAST_PROMPT_WORDS;
    const file = join(PROMPT_FOLDER, `${name}.wav`);
    return isSpoken && existsSync(file) ? [{ kind: 'prompts', ref, load: () => readThroughG711(file) }] : [];
  });
}

/** Clips one after the other with `gapMs` between them, until each turn is at least so long; what is left over at the end is left out. */
export async function joinedTurns(clips: readonly Clip[], { gapMs, leastSec, count }: { readonly gapMs: number; readonly leastSec: number; readonly count: number }): Promise<Clip[]> {
  const turns: Clip[] = [];
  let sounds: Float32Array[] = [];
  let refs: string[] = [];
  for (const clip of clips) {
    if (turns.length === count) break;
    sounds.push(await clip.load());
    refs.push(clip.ref);
    const turn = inARow(sounds, gapMs);
    if (turn.length < leastSec * TAP_RATE_HZ) continue;
    turns.push({ kind: 'long-turns', ref: refs.join(' '), load: () => Promise.resolve(turn) });
    [sounds, refs] = [[], []];
  }
  return turns;
}

/** What the practice callers say, line by line. */
export async function practiceLines(): Promise<Clip[]> {
  const folder = join(process.cwd(), 'main', 'practice', 'callers');
  return (await practiceCallers()).flatMap((caller) => caller.lines.map((line) => ({ kind: 'practice-callers', ref: line.text, load: () => readThroughG711(join(folder, line.file)) })));
}

/** The rows {wav, ref, kind} of a JSON lines file; `wav` is relative to it, any rate, mono 16 bit. */
export async function manifestClips(manifest: string): Promise<Clip[]> {
  const lines = (await readFile(manifest, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => JSON.parse(line) as { wav: string; ref: string; kind?: string })
    .map(({ wav, ref, kind = 'manifest' }) => ({ kind, ref, load: () => read(resolve(dirname(resolve(manifest)), wav)) }));
}

async function readSamples(file: string): Promise<{ readonly samples: Float32Array; readonly sampleRateHz: number }> {
  const wav = readWav(await readFile(file));
  if (wav === null) throw new Error(`${file} is no mono 16-bit WAVE file`);
  return { samples: Float32Array.from(wav.samples, (sample) => sample / 32_768), sampleRateHz: wav.sampleRateHz };
}

async function read(file: string): Promise<Float32Array> {
  const { samples, sampleRateHz } = await readSamples(file);
  return resample(samples, sampleRateHz, TAP_RATE_HZ);
}

async function readThroughG711(file: string): Promise<Float32Array> {
  const { samples, sampleRateHz } = await readSamples(file);
  return throughG711(resample(samples, sampleRateHz, TELEPHONE_RATE_HZ));
}

/** What a telephone line leaves of a sound at 8 kHz, as the tap gives it. */
export function throughG711(narrow: Float32Array): Float32Array {
  const pcm = Int16Array.from(narrow, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))));
  return resample(Float32Array.from(mulaw.decode(mulaw.encode(pcm)), (sample) => sample / 32_768), TELEPHONE_RATE_HZ, TAP_RATE_HZ);
}
