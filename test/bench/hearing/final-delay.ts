import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { createHearing } from '../../../main/assist/hearing/hearing.ts';
import { transcribeHere } from '../../../main/assist/hearing/transcribe-here.ts';
import type { VoiceDetector } from '../../../main/assist/hearing/voice-detector.ts';
import { startWorkerRecogniser } from '../../../main/assist/hearing/worker-recogniser.ts';
import { modelById, type RecogniserEntry } from '../../../models/manifest.ts';
import { TAP_FRAME_SAMPLES, TAP_RATE_HZ } from '../../../preload/contract/media.ts';
import { CallId, type Speaker } from '../../../preload/contract/primitives.ts';
import type { Clip } from './clips.ts';

const MS_SAMPLES = TAP_RATE_HZ / 1_000;
const FRAME_MS = TAP_FRAME_SAMPLES / MS_SAMPLES;
const GAP_MS = 1_800;
/** The agent begins in the middle of the caller's first utterance: from then on both talk across one another. */
const AGENT_STARTS_MS = 2_500;
const [SHORTEST_MS, LONGEST_MS] = [3_000, 6_000];

interface Spoken {
  readonly speaker: Speaker;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Plays utterances of 3 to 6 s on both sides of one call, in real time, to the pipeline with its recogniser in a thread, and takes
 * the time from the end of the speech to the final text.
 *
 * @returns milliseconds, one for each utterance whose text came, and how many there were
 */
export async function finalDelays(clips: readonly Clip[], { detector, modelsDirectory, modelId, count }: { readonly detector: VoiceDetector; readonly modelsDirectory: string; readonly modelId: string; readonly count: number }): Promise<{ readonly delaysMs: readonly number[]; readonly utterances: number }> {
  const sounds: Float32Array[] = [];
  for (const clip of clips) {
    const pcm = speechOf(await clip.load());
    if (pcm.length >= SHORTEST_MS * MS_SAMPLES && pcm.length <= LONGEST_MS * MS_SAMPLES) sounds.push(pcm);
    if (sounds.length === count) break;
  }
  const sides = { caller: playlist('caller', sounds.filter((_, index) => index % 2 === 0), 500), agent: playlist('agent', sounds.filter((_, index) => index % 2 === 1), AGENT_STARTS_MS) };
  const worker = pathToFileURL(join(process.cwd(), 'out', 'main', 'recogniser-worker.js'));
  const recogniser = await startWorkerRecogniser(worker, { directory: modelsDirectory, model: modelById(modelId) as RecogniserEntry }, (error) => { throw error; });
  const finals: { readonly speaker: Speaker; readonly endMs: number; readonly toldMs: number }[] = [];
  const startedMs = performance.now();
  const nowMs = (): number => performance.now() - startedMs;
  const hearing = createHearing({
    callId: CallId.parse('bench'), detector, transcriber: transcribeHere(recogniser), nowMs,
    onFact(fact) {
      if (fact.kind === 'broken') throw fact.error;
      if (fact.kind === 'utterance' && fact.utterance.state === 'final') finals.push({ ...fact.utterance, toldMs: nowMs() });
    },
  });
  const lengthSamples = Math.max(sides.caller.pcm.length, sides.agent.pcm.length);
  for (let firstSample = 0; firstSample < lengthSamples; firstSample += TAP_FRAME_SAMPLES) {
    await delay(Math.max(0, firstSample / MS_SAMPLES + FRAME_MS - nowMs()));
    for (const speaker of ['caller', 'agent'] as const) {
      const pcm = new Float32Array(TAP_FRAME_SAMPLES);
      pcm.set(sides[speaker].pcm.subarray(firstSample, firstSample + TAP_FRAME_SAMPLES));
      await hearing.hear(speaker, { firstSample, pcm });
    }
  }
  await hearing.finish(10_000);
  await recogniser.close();
  const spoken = [...sides.caller.spoken, ...sides.agent.spoken];
  const delaysMs = spoken.flatMap(({ speaker, startMs, endMs }) => {
    const told = finals.filter((final) => final.speaker === speaker && final.endMs > startMs && final.endMs < endMs + GAP_MS / 2).map(({ toldMs }) => toldMs);
    return told.length === 0 ? [] : [Math.max(...told) - endMs];
  });
  return { delaysMs, utterances: spoken.length };
}

function playlist(speaker: Speaker, sounds: readonly Float32Array[], startMs: number): { readonly pcm: Float32Array; readonly spoken: readonly Spoken[] } {
  const spoken: Spoken[] = [];
  let at = startMs;
  for (const sound of sounds) {
    spoken.push({ speaker, startMs: at, endMs: at + sound.length / MS_SAMPLES });
    at += sound.length / MS_SAMPLES + GAP_MS;
  }
  const pcm = new Float32Array(Math.ceil(at * MS_SAMPLES));
  for (const [index, sound] of sounds.entries()) pcm.set(sound, Math.round((spoken[index]?.startMs ?? 0) * MS_SAMPLES));
  return { pcm, spoken };
}

const WINDOW_SAMPLES = 10 * MS_SAMPLES;
/** Below this share of the loudest window's power nobody speaks: 30 dB. */
const QUIET = 0.001;

/** A clip from its first loud moment to its last. */
function speechOf(pcm: Float32Array): Float32Array {
  const powers = Array.from({ length: Math.floor(pcm.length / WINDOW_SAMPLES) }, (_, index) => pcm.subarray(index * WINDOW_SAMPLES, (index + 1) * WINDOW_SAMPLES).reduce((sum, sample) => sum + sample * sample, 0));
  const least = Math.max(...powers) * QUIET;
  return pcm.slice(Math.max(0, powers.findIndex((power) => power >= least)) * WINDOW_SAMPLES, (powers.findLastIndex((power) => power >= least) + 1) * WINDOW_SAMPLES);
}
