import { describe, expect, it } from 'vitest';
import { BOS, decodeGreedily, EOS, pickBest, type DecoderRun, type DecodingOptions } from '../../../../../main/assist/hearing/moonshine/decoding.ts';
import llamaTokenizer from 'llama-tokenizer-js';

const idsOf = (text: string): number[] => llamaTokenizer.encode(text, false, true);
const options: DecodingOptions = { draft: [], maxTokens: 40, isEmptyForbidden: false };

/** Logits whose softmax gives `tokenId` the rest of what `others` leave. */
function favouring(tokenId: number, second?: number): Float32Array {
  const logits = new Float32Array(32_768).fill(-20);
  logits[tokenId] = 10;
  if (second !== undefined) logits[second] = 9;
  return logits;
}

/** A decoder that says these ids, whatever it is asked; keeps what it was given. */
function scripted(ids: readonly number[], second?: number): DecoderRun & { readonly asked: (readonly number[])[]; readonly kept: number[] } {
  const asked: (readonly number[])[] = [];
  const kept: number[] = [];
  let read = 0;
  return {
    asked, kept,
    next(tokenIds) {
      asked.push(tokenIds);
      const logits = tokenIds.map((_, index) => favouring(ids[read + index] ?? EOS, second));
      read += tokenIds.length;
      return Promise.resolve(logits);
    },
    keep(count) { kept.push(count); read = count; },
  };
}

describe('greedy decoding', () => {
  it('feeds every token back alone and stops at the end mark', async () => {
    const ids = idsOf('Where is my order?');
    const decoder = scripted(ids);
    expect((await decodeGreedily(decoder, options))?.text).toBe('Where is my order?');
    expect(decoder.asked).toEqual([[BOS], ...ids.map((id) => [id])]);
  });

  it('reads a draft that holds in one step', async () => {
    const ids = idsOf('Where is my order?');
    const decoder = scripted(ids);
    expect((await decodeGreedily(decoder, { ...options, draft: ids.slice(0, -1) }))?.text).toBe('Where is my order?');
    expect(decoder.asked).toEqual([[BOS, ...ids.slice(0, -1)], ids.slice(-1)]);
    expect(decoder.kept).toEqual([]);
  });

  it('believes a draft up to where it departs from what it hears, and says the same as without it', async () => {
    const ids = idsOf('Where is my order?');
    const without = await decodeGreedily(scripted(ids), options);
    for (const draft of [idsOf('Where was my order?'), idsOf('No.'), [...ids, ...idsOf('again')], ids]) {
      const decoder = scripted(ids);
      expect(await decodeGreedily(decoder, { ...options, draft })).toEqual(without);
      expect(decoder.asked.length).toBeLessThanOrEqual(ids.length + 1);
    }
    const wrong = scripted(ids);
    await decodeGreedily(wrong, { ...options, draft: [ids[0] ?? 0, 999, 998] });
    expect(wrong.kept).toEqual([2]);
    expect(wrong.asked[1]).toEqual([ids[1]]);
  });

  it('gives the mean log-probability of the tokens', async () => {
    const heard = await decodeGreedily(scripted(idsOf('Yes'), 500), options);
    expect(heard?.meanLogProbability).toBeCloseTo(Math.log(Math.E / (1 + Math.E)), 3);
  });

  it('stops at the most tokens that the sound can hold', async () => {
    expect((await decodeGreedily(scripted(idsOf('one two three four five six seven')), { ...options, maxTokens: 3 }))?.tokenIds).toHaveLength(3);
  });

  it('cuts a circle after its first turn and says so', async () => {
    const sentence = idsOf('That agent is already logged on.');
    const heard = await decodeGreedily(scripted([...sentence, ...sentence, ...sentence, ...sentence, ...sentence]), { ...options, maxTokens: 200 });
    expect(heard).toMatchObject({ text: 'That agent is already logged on.', isLooping: true });
  });

  it('is empty, without a probability, where the first token is the end', async () => {
    expect(await decodeGreedily(scripted([]), options)).toEqual({ text: '', tokenIds: [], meanLogProbability: null, isLooping: false });
  });

  it('takes the next best where the end is forbidden, at the first step only', async () => {
    const [yes = 0] = idsOf('Yes');
    expect(pickBest(favouring(EOS, yes), true).tokenId).toBe(yes);
    expect(pickBest(favouring(EOS, yes), false).tokenId).toBe(EOS);
    expect((await decodeGreedily(scripted([], yes), { ...options, isEmptyForbidden: true }))?.text).toBe('Yes');
  });

  it('gives up between two tokens', async () => {
    const abort = new AbortController();
    const decoder = scripted(idsOf('one two three'));
    const stopping: DecoderRun = { ...decoder, next: (ids) => { if (decoder.asked.length === 2) abort.abort(); return decoder.next(ids); } };
    expect(await decodeGreedily(stopping, { ...options, signal: abort.signal })).toBeNull();
    expect(decoder.asked).toHaveLength(3);
  });
});
