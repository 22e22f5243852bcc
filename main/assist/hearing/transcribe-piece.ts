import type { Pcm16k, Recogniser, Recognition } from './recogniser.ts';

/** A stretch without speech within a piece, in samples from the piece's start. */
export interface SamplePause {
  readonly from: number;
  readonly to: number;
}

export interface PieceToTranscribe {
  readonly pcm: Pcm16k;
  readonly pauses: readonly SamplePause[];
  /** How much of it the detector took for speech. */
  readonly speechMs: number;
  /** An unsure answer is worth a second one: what is told will stay. */
  readonly isLookedAtAgain?: boolean;
  /** The token ids of the last answer about this piece, when there was less of it. */
  readonly draft?: readonly number[];
}

const SURE_SPEECH_MS = 250;
/** An answer less likely than this is looked at again: most pieces of bad telephone lines, and some of studio speech. */
const UNSURE_LOG_PROBABILITY = -0.1;
/** So much silence more on either side shifts the frames that the model cuts the sound into; look by look. */
const LOOK_SILENCE_SAMPLES = [2_400, 1_200];
/** The later answer must be likelier by this much. */
const CLEARLY_LIKELIER = 0.01;
/** Halves shorter than this are not worth another look. */
const LEAST_SPLIT_SAMPLES = 2 * 16_000;

/**
 * Recognises one piece, again with more silence around it where the answer is unsure and `isLookedAtAgain`; where the model goes round in circles, its halves at the longest pause instead.
 *
 * @returns null when aborted
 */
export async function transcribePiece(recogniser: Recogniser, piece: PieceToTranscribe, signal?: AbortSignal): Promise<Recognition | null> {
  const whole = await recogniser.recognise(piece.pcm, { hasSpeech: piece.speechMs >= SURE_SPEECH_MS, draft: piece.draft ?? [], ...(signal === undefined ? {} : { signal }) });
  if (whole === null) return null;
  if (!whole.isLooping) return piece.isLookedAtAgain === true ? likelier(recogniser, piece, whole, signal) : whole;
  const at = splitPoint(piece);
  if (at === null) return whole;
  const left = await transcribePiece(recogniser, part(piece, 0, at), signal);
  const right = left === null ? null : await transcribePiece(recogniser, part(piece, at, piece.pcm.length), signal);
  if (left === null || right === null) return null;
  return joined(left, right);
}

/** The likeliest of the answers, until one is sure; each is the draft of the next, which then takes little more than the encoder's time. */
async function likelier(recogniser: Recogniser, { pcm, speechMs }: PieceToTranscribe, first: Recognition, signal?: AbortSignal): Promise<Recognition | null> {
  let best = first;
  for (const silence of LOOK_SILENCE_SAMPLES) {
    const logProbability = best.meanLogProbability;
    if (logProbability === null || logProbability >= UNSURE_LOG_PROBABILITY) return best;
    const padded = new Float32Array(pcm.length + 2 * silence);
    padded.set(pcm, silence);
    const next = await recogniser.recognise(padded, { hasSpeech: speechMs >= SURE_SPEECH_MS, draft: best.tokenIds, ...(signal === undefined ? {} : { signal }) });
    if (next === null) return null;
    if (!next.isLooping && (next.meanLogProbability ?? Number.NEGATIVE_INFINITY) > logProbability + CLEARLY_LIKELIER) best = next;
  }
  return best;
}

/** The middle of the longest pause that leaves enough on both sides; without one the quietest tenth of a second near the middle. */
export function splitPoint({ pcm, pauses }: Pick<PieceToTranscribe, 'pcm' | 'pauses'>): number | null {
  if (pcm.length < 2 * LEAST_SPLIT_SAMPLES) return null;
  const fits = (at: number): boolean => at >= LEAST_SPLIT_SAMPLES && at <= pcm.length - LEAST_SPLIT_SAMPLES;
  const [longest] = pauses.filter(({ from, to }) => fits(Math.round((from + to) / 2))).toSorted((left, right) => right.to - right.from - (left.to - left.from));
  if (longest !== undefined) return Math.round((longest.from + longest.to) / 2);
  return quietestPoint(pcm, Math.round(pcm.length * 0.3), Math.round(pcm.length * 0.7));
}

const WINDOW_SAMPLES = 1_600;

function quietestPoint(pcm: Pcm16k, from: number, to: number): number {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (let start = from; start + WINDOW_SAMPLES <= to; start += WINDOW_SAMPLES / 4) {
    const power = pcm.subarray(start, start + WINDOW_SAMPLES).reduce((sum, sample) => sum + sample * sample, 0);
    if (power < least) {
      least = power;
      best = start + WINDOW_SAMPLES / 2;
    }
  }
  return best;
}

function part({ pcm, pauses, speechMs, isLookedAtAgain }: PieceToTranscribe, from: number, to: number): PieceToTranscribe {
  return {
    pcm: pcm.slice(from, to),
    pauses: pauses.filter((pause) => pause.from >= from && pause.to <= to).map((pause) => ({ from: pause.from - from, to: pause.to - from })),
    speechMs: (speechMs * (to - from)) / pcm.length,
    ...(isLookedAtAgain === undefined ? {} : { isLookedAtAgain }),
  };
}

function joined(left: Recognition, right: Recognition): Recognition {
  const tokens = left.tokenIds.length + right.tokenIds.length;
  const sum = (left.meanLogProbability ?? 0) * left.tokenIds.length + (right.meanLogProbability ?? 0) * right.tokenIds.length;
  return {
    text: [left.text, right.text].filter((text) => text !== '').join(' '),
    tokenIds: [...left.tokenIds, ...right.tokenIds],
    meanLogProbability: tokens === 0 ? null : sum / tokens,
    isLooping: left.isLooping || right.isLooping,
  };
}
