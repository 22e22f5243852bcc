import { join } from 'node:path';
import { loadMoonshine } from '../../main/assist/hearing/moonshine/moonshine.ts';
import { loadVoiceDetector } from '../../main/assist/hearing/voice-detector.ts';
import { modelById, type EntryOf } from '../../models/manifest.ts';
import { transcribeLive } from '../support/transcribe-live.ts';
import { comparableWords } from '../support/wer.ts';
import type { BenchOptions } from './groups.ts';
import { joinedTurns, manifestClips, practiceLines, telephonePrompts, type Clip } from './hearing/clips.ts';
import { finalDelays } from './hearing/final-delay.ts';
import { nameRows } from './hearing/names.ts';
import { otherSounds, toPcm } from './hearing/other-sounds.ts';
import { writtenFormRows } from './hearing/written.ts';
import { added, hearClips, NO_WORD_ERRORS, type Engines, type WordErrors } from './hearing/word-errors.ts';
import { median, row, type BenchRow, type Direction } from './row.ts';

const MODELS = join(process.cwd(), 'models', 'files');
const SIZES = ['base', 'tiny'] as const;
type Size = (typeof SIZES)[number];
const LONG_TURNS = { gapMs: 200, leastSec: 40, count: 10 };
const TIMED_UTTERANCES = 24;

interface Bound {
  readonly direction: Direction;
  readonly floor: number;
  readonly aim: number;
}
const atMost = (floor: number, aim: number): Bound => ({ direction: 'at-most', floor, aim });

/**
 * What is heard: words, pauses, other sounds and how soon. About 9 minutes without `--manifest`; with it only its rows {wav, ref, kind},
 * each kind apart, live (detector, partials, finals), about a quarter of the recordings' length for both models.
 */
export async function measureHearing({ manifest, say }: BenchOptions): Promise<BenchRow[]> {
  const detector = await loadVoiceDetector(MODELS, modelById('silero-vad-v6') as EntryOf<'silero'>);
  const load = async (size: Size): Promise<Engines> => ({ detector, recogniser: await loadMoonshine(MODELS, modelById(modelIdOf(size)) as EntryOf<'moonshine'>) });
  const rows = manifest === null ? await measureOwn(load, say) : await measureManifest(await manifestClips(manifest), load, say);
  await detector.close();
  return rows;
}

const modelIdOf = (size: Size): string => `moonshine-${size}-en`;
type Load = (size: Size) => Promise<Engines>;

async function measureManifest(clips: readonly Clip[], load: Load, say: BenchOptions['say']): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of SIZES) {
    const engines = await load(size);
    const byKind = await hearClips(clips, engines, { hasPartials: true, say });
    await engines.recogniser.close();
    const all = [...byKind.values()].reduce(added, NO_WORD_ERRORS);
    const bound = size === 'base' ? atMost(0.21, 0.15) : undefined;
    rows.push(row(`asr-wer-manifest-${size}`, all.errors / all.words, 'ratio', all.clips, bound));
    rows.push(...[...byKind].map(([kind, { errors, words, clips: n }]) => row(`asr-wer-${kind}-${size}`, errors / words, 'ratio', n, kind === 'telephone-call' ? bound : undefined)));
    if (size === 'base') rows.push(flickerRow(all), row('asr-real-time-factor', all.spentSec / all.audioSec, 'ratio', all.clips, atMost(0.3, 0.1)));
  }
  return rows;
}

async function measureOwn(load: Load, say: BenchOptions['say']): Promise<BenchRow[]> {
  const prompts = await telephonePrompts();
  const practice = await practiceLines();
  const longTurns = await joinedTurns(prompts, LONG_TURNS);
  const rows: BenchRow[] = [...await writtenFormRows(say), ...await nameRows(say)];
  for (const size of SIZES) {
    const engines = await load(size);
    const byKind = await hearClips([...prompts, ...longTurns], engines, { hasPartials: false, say });
    rows.push(...wordRows(byKind, size));
    if (size === 'base') {
      const finals = [...byKind.values()].reduce(added, NO_WORD_ERRORS);
      const live = await hearClips(practice, engines, { hasPartials: true, say });
      rows.push(...wordRows(live, size), flickerRow([...live.values()].reduce(added, NO_WORD_ERRORS)));
      rows.push(row('asr-real-time-factor', finals.spentSec / finals.audioSec, 'ratio', finals.clips, atMost(0.3, 0.1)));
      rows.push(...await wordsInOtherSounds(practice, engines, say));
    }
    await engines.recogniser.close();
    if (size === 'base') rows.push(...await delayRows([...practice, ...prompts], engines, say));
  }
  return rows;
}

const OWN_BOUNDS: Readonly<Record<string, Bound>> = {
  'asr-wer-prompts-base': atMost(0.02, 0.013),
  'asr-wer-prompts-tiny': atMost(0.045, 0.035),
  'asr-wer-long-turns-base': atMost(0.06, 0.03),
};

function wordRows(byKind: ReadonlyMap<string, WordErrors>, size: Size): BenchRow[] {
  return [...byKind].map(([kind, { errors, words, clips }]) => {
    const id = `asr-wer-${kind}-${size}`;
    return row(id, errors / words, 'ratio', clips, OWN_BOUNDS[id]);
  });
}

/** How restless the words are while someone speaks. */
const flickerRow = ({ changedWords, shownWords, clips }: WordErrors): BenchRow => row('asr-partial-words-changed', changedWords / shownWords, 'ratio', clips);

/** Nobody speaks, and nothing is written. */
async function wordsInOtherSounds(voices: readonly Clip[], { detector, recogniser }: Engines, say: BenchOptions['say']): Promise<BenchRow[]> {
  const babble = await Promise.all(voices.filter((_, index) => index % 6 === 0).map(async ({ load }) => toPcm((await load()).filter((_, index) => index % 2 === 0))));
  const rows: BenchRow[] = [];
  for (const { id, load } of otherSounds(babble)) {
    const heard: string[] = [];
    await transcribeLive(load(), { detector, recogniser, hasPartials: true, onFact: (fact) => { if (fact.kind === 'utterance') heard.push(fact.utterance.text); } });
    const words = comparableWords(heard.join(' ')).length;
    say(`${id}: ${words} words${words === 0 ? '' : ` (${heard.slice(0, 3).join(' / ')})`}`);
    rows.push(row(`asr-words-in-${id}`, words, 'words', 1, atMost(0, 0)));
  }
  return rows;
}

async function delayRows(clips: readonly Clip[], { detector }: Engines, say: BenchOptions['say']): Promise<BenchRow[]> {
  say('both speakers in real time, about a minute and a half');
  const { delaysMs, utterances } = await finalDelays(clips, { detector, modelsDirectory: MODELS, modelId: modelIdOf('base'), count: TIMED_UTTERANCES });
  return [
    row('asr-final-after-end-median', median(delaysMs), 'ms', delaysMs.length, atMost(600, 300)),
    row('asr-finals-that-came', delaysMs.length / utterances, 'ratio', utterances, { direction: 'at-least', floor: 1, aim: 1 }),
  ];
}
