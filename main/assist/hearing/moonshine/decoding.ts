import type { Recognition } from '../recogniser.ts';
import { endOfFirstTurn } from './repetition.ts';
import { wordsOf } from './words.ts';

export const BOS = 1;
export const EOS = 2;

/** The decoder over one encoded sound. */
export interface DecoderRun {
  /** Reads these ids after those it has read, and gives the logits of what follows each of them. */
  next(tokenIds: readonly number[]): Promise<readonly Float32Array[]>;
  /** Forgets what it read after the first `count` ids. */
  keep(count: number): void;
}

export interface DecodingOptions {
  /** Probably what the answer begins with. */
  readonly draft: readonly number[];
  readonly maxTokens: number;
  /** The first token must be a word. */
  readonly isEmptyForbidden: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Greedy decoding with an eye on circles; null when aborted.
 * The draft is read in one step, which takes about as long as one token; up to where it departs from the likeliest token it is what
 * decoding one by one would have found (Leviathan et al. 2023, arXiv:2211.17192, with a draft at no cost).
 */
export async function decodeGreedily(decoder: DecoderRun, { draft, maxTokens, isEmptyForbidden, signal }: DecodingOptions): Promise<Recognition | null> {
  const tokenIds: number[] = [];
  const logProbabilities: number[] = [];
  let input: readonly number[] = [BOS, ...draft.slice(0, maxTokens - 1)];
  let isLooping = false;
  let isOver = false;

  function take(logits: Float32Array): void {
    const best = pickBest(logits, isEmptyForbidden && tokenIds.length === 0);
    if (best.tokenId === EOS) {
      isOver = true;
      return;
    }
    tokenIds.push(best.tokenId);
    logProbabilities.push(best.logProbability);
    const keep = endOfFirstTurn(tokenIds);
    if (keep !== null) {
      tokenIds.length = keep;
      logProbabilities.length = keep;
      isLooping = true;
    }
    isOver = isLooping || tokenIds.length === maxTokens;
  }

  while (!isOver) {
    if (signal?.aborted === true) return null;
    for (const [index, logits] of (await decoder.next(input)).entries()) {
      take(logits);
      if (isOver || index === input.length - 1) break;
      if (input[index + 1] !== tokenIds.at(-1)) {
        decoder.keep(index + 1);
        break;
      }
    }
    input = tokenIds.slice(-1);
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
