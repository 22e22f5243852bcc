import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { transcribeLive } from '../support/transcribe-live.ts';
import { loadMoonshine } from '../../main/assist/hearing/moonshine/moonshine.ts';
import type { Recogniser } from '../../main/assist/hearing/recogniser.ts';
import { loadVoiceDetector } from '../../main/assist/hearing/voice-detector.ts';
import { readWav } from '../../main/practice/callers/read-wav.ts';
import { modelById, type EntryOf } from '../../models/manifest.ts';
import { resample } from '../support/correlation.ts';
import { practiceCallers } from '../support/practice-scripts.ts';
import { countWordErrors } from '../support/wer.ts';
import type { BenchOptions } from './groups.ts';
import { row, type BenchRow } from './row.ts';

const MODELS = join(process.cwd(), 'models', 'files');
const RATE_HZ = 16_000;

interface Clip {
  readonly wav: string;
  readonly ref: string;
}

/** The live pipeline (detector, endpointing, partials, finals) on files: the practice callers, or the clips of `--manifest FILE.jsonl` (rows {wav, ref, kind}). */
export async function measureHearing({ manifest, say }: BenchOptions): Promise<BenchRow[]> {
  const clips = manifest === null ? await practiceClips() : await manifestClips(manifest);
  const detector = await loadVoiceDetector(MODELS, modelById('silero-vad-v6') as EntryOf<'silero'>);
  const timed = timeRecogniser(await loadMoonshine(MODELS, modelById('moonshine-base-en') as EntryOf<'moonshine'>));
  let errors = 0;
  let words = 0;
  let audioSec = 0;
  for (const [index, clip] of clips.entries()) {
    const wav = readWav(await readFile(clip.wav));
    if (wav === null) throw new Error(`${clip.wav} is no mono 16-bit WAVE file`);
    const pcm = resample(Float32Array.from(wav.samples, (sample) => sample / 32_768), wav.sampleRateHz, RATE_HZ);
    const finals = await transcribeLive(pcm, { detector, recogniser: timed.recogniser });
    const counted = countWordErrors(clip.ref, finals.map(({ text }) => text).join(' '));
    errors += counted.errors;
    words += counted.words;
    audioSec += pcm.length / RATE_HZ;
    if (index % 10 === 9 || manifest !== null) say(`${index + 1} of ${clips.length}: word error rate so far ${((100 * errors) / words).toFixed(1)} %`);
  }
  await timed.recogniser.close();
  const name = manifest === null ? 'practice-callers' : 'manifest';
  return [
    row(`asr-wer-${name}-base`, errors / words, 'ratio', clips.length, manifest === null ? undefined : { direction: 'at-most', floor: 0.21, aim: 0.15 }),
    row('asr-real-time-factor', timed.spentMs() / 1_000 / audioSec, 'ratio', clips.length, { direction: 'at-most', floor: 0.3, aim: 0.1 }),
  ];
}

async function practiceClips(): Promise<Clip[]> {
  const folder = join(process.cwd(), 'main', 'practice', 'callers');
  return (await practiceCallers()).flatMap((caller) => caller.lines.map((line) => ({ wav: join(folder, line.file), ref: line.text })));
}

async function manifestClips(manifest: string): Promise<Clip[]> {
  const lines = (await readFile(manifest, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => JSON.parse(line) as Clip).map((clip) => ({ ...clip, wav: resolve(dirname(resolve(manifest)), clip.wav) }));
}

function timeRecogniser(recogniser: Recogniser): { readonly recogniser: Recogniser; readonly spentMs: () => number } {
  let spentMs = 0;
  return {
    spentMs: () => spentMs,
    recogniser: {
      ...recogniser,
      async recognise(pcm, options) {
        const startedMs = performance.now();
        try {
          return await recogniser.recognise(pcm, options);
        } finally {
          spentMs += performance.now() - startedMs;
        }
      },
    },
  };
}
