import { describe, expect, it } from 'vitest';
import { BOS, decodeGreedily, EOS, pickBest, type DecoderRun, type DecodingOptions } from '../../../../../main/assist/hearing/moonshine/decoding.ts';
import llamaTokenizer from 'llama-tokenizer-js';

const idsOf = (text: string): number[] => llamaTokenizer.encode(text, false, true);
const options: DecodingOptions = { prompt: [], maxTokens: 40, isEmptyForbidden: false };

/** Logits whose softmax gives `tokenId` the rest of what `others` leave. */
function favouring(tokenId: number, second?: number): Float32Array {
  const logits = new Float32Array(32_768).fill(-20);
  logits[tokenId] = 10;
  if (second !== undefined) logits[second] = 9;
  return logits;
}

/** A decoder that says these ids, whatever it is asked; keeps what it was given. */
function scripted(ids: readonly number[], second?: number): DecoderRun & { readonly asked: (readonly number[])[] } {
  const asked: (readonly number[])[] = [];
  return { asked, next: (tokenIds) => { asked.push(tokenIds); return Promise.resolve(favouring(ids[asked.length - 1] ?? EOS, second)); } };
}

describe('greedy decoding', () => {
  it('feeds every token back alone, after the prompt, and stops at the end mark', async () => {
    const ids = idsOf('Where is my order?');
    const decoder = scripted(ids);
    expect((await decodeGreedily(decoder, options))?.text).toBe('Where is my order?');
    expect(decoder.asked).toEqual([[BOS], ...ids.map((id) => [id])]);
    const prompted = scripted([]);
    await decodeGreedily(prompted, { ...options, prompt: [7, 8] });
    expect(prompted.asked).toEqual([[BOS, 7, 8]]);
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
    const stopping: DecoderRun = { next: (ids) => { if (decoder.asked.length === 2) abort.abort(); return decoder.next(ids); } };
    expect(await decodeGreedily(stopping, { ...options, signal: abort.signal })).toBeNull();
    expect(decoder.asked).toHaveLength(3);
  });
});
