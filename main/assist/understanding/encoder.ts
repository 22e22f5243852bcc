import * as ort from 'onnxruntime-node';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askedForm, normalForm } from './text/normal-form.ts';
import { createUnigramTokenizer, type Vocabulary } from './text/unigram-tokenizer.ts';

export const ENCODING_SIZE = 512;
/** Encodings kept by text: examples and articles are asked for again at every training. */
const CACHE_SIZE = 4_000;

/** One sentence as the encoder sees it: two vectors of 512. */
export interface Encoding {
  /** The mean of the last hidden layer, before the output layer. */
  readonly pooled: Float32Array;
  /** The sentence embedding, unit length. */
  readonly embedding: Float32Array;
}

/** What a text is encoded as: `plain` for what it says, `asked` for what it wants. Only encodings of the same form can be compared. */
export type SentenceForm = 'plain' | 'asked';

/** Universal Sentence Encoder Lite (Cer et al. 2018) on one thread. */
export interface SentenceEncoder {
  /** @param form `plain` by default */
  encode(text: string, form?: SentenceForm): Promise<Encoding>;
}

/** The sentence that the encoder reads for a text. */
export function sentenceOf(text: string, form: SentenceForm = 'plain'): string {
  return form === 'asked' ? askedForm(text) : normalForm(text);
}

/** @throws Error when the model or its vocabulary is missing or does not load */
export async function loadSentenceEncoder(modelsDirectory: string): Promise<SentenceEncoder> {
  const vocabulary = JSON.parse(await readFile(join(modelsDirectory, 'sentence-encoder.vocab.json'), 'utf8')) as Vocabulary;
  const inferenceSession = await ort.InferenceSession.create(join(modelsDirectory, 'sentence-encoder.onnx'), { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const tokenize = createUnigramTokenizer(vocabulary);
  const cache = new Map<string, Promise<Encoding>>();

  async function run(sentence: string): Promise<Encoding> {
    const ids = tokenize(sentence);
    const tokens = ids.length > 0 ? ids : [0];
    const shape = [1, tokens.length];
    const result = await inferenceSession.run({
      input_ids: new ort.Tensor('int64', BigInt64Array.from(tokens, BigInt), shape),
      attention_mask: new ort.Tensor('int64', new BigInt64Array(tokens.length).fill(1n), shape),
    });
    return { pooled: vectorOf(result['pooled']), embedding: vectorOf(result['embedding']) };
  }

  return {
    // Sentences go one by one: with dynamic int8 weights a vector would depend on its batch.
    encode(text, form) {
      const sentence = sentenceOf(text, form);
      const known = cache.get(sentence);
      if (known !== undefined) {
        cache.delete(sentence);
        cache.set(sentence, known);
        return known;
      }
      const encoding = run(sentence);
      cache.set(sentence, encoding);
      const oldest = cache.size > CACHE_SIZE ? cache.keys().next().value : undefined;
      if (oldest !== undefined) cache.delete(oldest);
      return encoding;
    },
  };
}

function vectorOf(tensor: ort.Tensor | undefined): Float32Array {
  if (tensor === undefined || !(tensor.data instanceof Float32Array)) throw new Error('the sentence encoder gave no vector');
  return tensor.data.slice(0, ENCODING_SIZE);
}
