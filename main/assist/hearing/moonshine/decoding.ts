import type { Recognition } from '../recogniser.ts';
import { endOfFirstTurn } from './repetition.ts';
import { wordsOf } from './words.ts';

export const BOS = 1;
export const EOS = 2;

/** The decoder over one encoded sound: give it ids, get the logits of what follows the last of them. */
export interface DecoderRun {
  next(tokenIds: readonly number[]): Promise<Float32Array>;
}

export interface DecodingOptions {
  readonly prompt: readonly number[];
  readonly maxTokens: number;
  /** The first token must be a word. */
  readonly isEmptyForbidden: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Greedy decoding with an eye on circles; null when aborted. */
export async function decodeGreedily(decoder: DecoderRun, { prompt, maxTokens, isEmptyForbidden, signal }: DecodingOptions): Promise<Recognition | null> {
  const tokenIds: number[] = [];
  const logProbabilities: number[] = [];
  let input: readonly number[] = [BOS, ...prompt];
  let isLooping = false;
  while (tokenIds.length < maxTokens) {
    if (signal?.aborted === true) return null;
    const best = pickBest(await decoder.next(input), isEmptyForbidden && tokenIds.length === 0);
    if (best.tokenId === EOS) break;
    tokenIds.push(best.tokenId);
    logProbabilities.push(best.logProbability);
    input = [best.tokenId];
    const keep = endOfFirstTurn(tokenIds);
    if (keep !== null) {
      tokenIds.length = keep;
      logProbabilities.length = keep;
      isLooping = true;
      break;
    }
  }
  const text = wordsOf(tokenIds);
  if (text === '') return { text, tokenIds: [], meanLogProbability: null, isLooping };
  return { text, tokenIds, meanLogProbability: logProbabilities.reduce((sum, value) => sum + value, 0) / logProbabilities.length, isLooping };
}

interface Choice {
  readonly tokenId: number;
  readonly logProbability: number;
}

/** The likeliest token and the logarithm of its probability (softmax over the logits). */
export function pickBest(logits: Float32Array, isEosForbidden: boolean): Choice {
  let tokenId = -1;
  let largest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id] as number;
    if (logit > largest && !(isEosForbidden && id === EOS)) {
      largest = logit;
      tokenId = id;
    }
  }
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += Math.exp((logits[id] as number) - largest);
  return { tokenId, logProbability: -Math.log(sum) };
}
