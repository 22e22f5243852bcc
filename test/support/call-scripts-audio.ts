import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Speaker } from '../../preload/contract/primitives.ts';
import type { CallScript, ScriptVoice } from './call-scripts.ts';
import { officeNoise, throughG711, withNoise, withPacketLoss } from './call-scripts-line.ts';
import { CALL_RATE_HZ, debianVoices, RENDERING_VERSION, SPEECH_LEVEL_DB, type Synthesise } from './call-scripts-voices.ts';
import { writeWav } from './wav-file.ts';

export const CALL_AUDIO_FOLDER = join(import.meta.dirname, '..', '..', '.runtime', 'call-scripts');

export interface CallConditions {
  /** Probability that a 20 ms frame of the caller is lost; the agent's own microphone crosses no network. */
  readonly lossRatio: number;
  /** Office noise on both sides, this far below the speech; null for none. */
  readonly noiseSnrDb: number | null;
  /** Decides which frames are lost and how the noise runs. */
  readonly seed: number;
  /** Where the recordings are kept. */
  readonly directory?: string;
}

const Segment = z.strictObject({ turn: z.number(), speaker: Speaker, text: z.string(), startMs: z.number(), endMs: z.number() });
const Segments = z.strictObject({ durationMs: z.number(), lostFrames: z.number(), segments: z.array(Segment) });

/** When each turn is spoken, in milliseconds since the call was answered; both files have the same length and clock. */
export interface RenderedCall extends z.infer<typeof Segments> {
  readonly callerWav: string;
  readonly agentWav: string;
}

/** Rises when the mixing changes, so that an old recording is not taken for a new one. */
const MIXING_VERSION = 1;
const TAIL_MS = 1_500;
const MS_SAMPLES = CALL_RATE_HZ / 1_000;

/** Said far away in the office, several at once and backwards. */
const BABBLE: readonly { readonly voice: ScriptVoice; readonly text: string }[] = [
  { voice: { name: 'slt-hts', paceRatio: 1, pitchCents: 0 }, text: 'And then we walked along the river until it got dark, and nobody had thought of bringing a lamp.' },
  { voice: { name: 'rms', paceRatio: 1.05, pitchCents: 0 }, text: 'The printer on the second floor is out of paper again, so please use the one next to the stairs.' },
  { voice: { name: 'awb', paceRatio: 0.95, pitchCents: 0 }, text: 'Put the boxes over there by the window, and mind the step when you come back with the trolley.' },
  { voice: { name: 'slt', paceRatio: 1, pitchCents: 0 }, text: 'Half of them wanted soup and the other half wanted salad, and in the end we all had pancakes.' },
  { voice: { name: 'rms', paceRatio: 0.9, pitchCents: -200 }, text: 'It rained the whole summer, and still the tomatoes were better than the year before.' },
  { voice: { name: 'slt', paceRatio: 1.1, pitchCents: 150 }, text: 'My sister plays the trumpet, which is wonderful as long as you live on the other side of town.' },
];

/**
 * Speaks a script and sends it through a telephone line: `caller.wav` and `agent.wav`, 8 kHz 16-bit mono through G.711 mu-law, with the time of every turn.
 * The same script, conditions and voices give the same samples; what is already in the directory is not made again.
 * @throws Error naming the Debian packages when a synthesiser is missing
 */
export async function renderCallScript(script: CallScript, conditions: CallConditions, synthesise?: Synthesise): Promise<RenderedCall> {
  const { lossRatio, noiseSnrDb, seed, directory = CALL_AUDIO_FOLDER } = conditions;
  const speak = synthesise ?? debianVoices(join(directory, 'turns'));
  const spokenParts = [MIXING_VERSION, RENDERING_VERSION, script.voices, script.turns, lossRatio, noiseSnrDb, seed];
  const hash = createHash('sha256').update(JSON.stringify(spokenParts)).digest('hex').slice(0, 16);
  const folder = join(directory, `${script.id}-${hash}`);
  const known = await readFile(join(folder, 'segments.json'), 'utf8').catch(() => null);
  if (known !== null) return { ...Segments.parse(JSON.parse(known)), ...wavsIn(folder) };

  const { tracks, segments, durationMs } = await layTurns(script, speak);
  const office = noiseSnrDb === null ? null : await Promise.all(BABBLE.map(({ voice, text }) => speak(voice, text)));
  const lines = Speaker.options.map((speaker, index) => {
    const noisy = office === null || noiseSnrDb === null ? tracks[speaker] : withNoise(tracks[speaker], officeNoise(tracks[speaker].length, office, seed * 2 + index), SPEECH_LEVEL_DB, noiseSnrDb);
    return { speaker, ...withPacketLoss(throughG711(noisy), speaker === 'caller' ? lossRatio : 0, seed) };
  });

  // Written aside and moved as a whole: a run that was broken off leaves nothing that looks finished.
  const writing = `${folder}.${randomUUID()}`;
  await mkdir(writing, { recursive: true });
  for (const { speaker, samples } of lines) await writeWav(join(writing, `${speaker}.wav`), CALL_RATE_HZ, samples);
  const rendered = { durationMs, lostFrames: lines.reduce((sum, line) => sum + line.lostFrames, 0), segments };
  await writeFile(join(writing, 'segments.json'), `${JSON.stringify(rendered, null, 2)}\n`);
  await rename(writing, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(writing, { recursive: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // else another run was first, with the same bytes
  });
  return { ...rendered, ...wavsIn(folder) };
}

const wavsIn = (folder: string) => ({ callerWav: join(folder, 'caller.wav'), agentWav: join(folder, 'agent.wav') });

/** Puts every turn on its speaker's track, after what was said before it and never into the speaker's own words. */
async function layTurns(script: CallScript, speak: Synthesise) {
  const spoken: { turn: number; startSamples: number; samples: Int16Array }[] = [];
  const freeFrom = { agent: 0, caller: 0 };
  let endSamples = 0;
  for (const [turn, { speaker, text, pauseMs }] of script.turns.entries()) {
    const samples = await speak(script.voices[speaker], text);
    const startSamples = Math.max(freeFrom[speaker], endSamples + pauseMs * MS_SAMPLES);
    freeFrom[speaker] = startSamples + samples.length;
    endSamples = Math.max(endSamples, freeFrom[speaker]);
    spoken.push({ turn, startSamples, samples });
  }
  const lengthSamples = endSamples + TAIL_MS * MS_SAMPLES;
  const tracks = { agent: new Int16Array(lengthSamples), caller: new Int16Array(lengthSamples) };
  const segments = spoken.flatMap(({ turn, startSamples, samples }) => {
    const said = script.turns[turn];
    if (said === undefined) return [];
    tracks[said.speaker].set(samples, startSamples);
    return [{ turn, speaker: said.speaker, text: said.text, startMs: Math.round(startSamples / MS_SAMPLES), endMs: Math.round((startSamples + samples.length) / MS_SAMPLES) }];
  });
  return { tracks, segments, durationMs: lengthSamples / MS_SAMPLES };
}
