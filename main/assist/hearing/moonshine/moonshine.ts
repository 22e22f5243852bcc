import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { RecogniserOf } from '../../../../models/manifest.ts';
import type { Pcm16k, Recogniser, Recognition, RecognitionOptions } from '../recogniser.ts';
import { decodeGreedily, type DecoderRun } from './decoding.ts';

const RATE_HZ = 16_000;
/** The encoder throws on less than about 1,000 samples. */
const LEAST_SAMPLES = 1_600;
/** The reference's 6 a second cut short utterances off. */
const TOKENS_PER_SEC = 8;
const LEAST_TOKENS = 12;
/** An answer that had to be forced is believed from here on. */
const BELIEVED_LOG_PROBABILITY = -0.7;

/** One thread each: a second one doubles the work for little gain. Without the arena a step takes 2.4 times as long. */
const SESSION_OPTIONS: ort.InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: true,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/**
 * Loads a Moonshine model (Jeffries et al. 2024, arXiv:2410.15608) in its merged ONNX form.
 *
 * @param directory the folder of model files
 * @returns the engine; rejects where onnxruntime cannot read a file
 */
export async function loadMoonshine(directory: string, model: RecogniserOf<'moonshine'>): Promise<Recogniser> {
  const [encoderFile = '', decoderFile = ''] = model.files.map(({ path }) => join(directory, path));
  const encoder = await ort.InferenceSession.create(encoderFile, SESSION_OPTIONS);
  const decoder = await ort.InferenceSession.create(decoderFile, SESSION_OPTIONS);

  async function recognise(pcm: Pcm16k, { draft = [], hasSpeech, signal }: RecognitionOptions): Promise<Recognition | null> {
    if (pcm.length < LEAST_SAMPLES) return { text: '', tokenIds: [], meanLogProbability: null, isLooping: false };
    const { last_hidden_state: sound } = await encoder.run({ input_values: new ort.Tensor('float32', pcm, [1, pcm.length]) });
    if (sound === undefined) throw new Error('the encoder gave no last_hidden_state');
    const maxTokens = Math.max(LEAST_TOKENS, Math.ceil((pcm.length / RATE_HZ) * TOKENS_PER_SEC));
    const heard = await decodeGreedily(startDecoder(decoder, model, sound), { draft, maxTokens, isEmptyForbidden: false, signal });
    if (heard === null || heard.text !== '' || !hasSpeech) return heard;
    // Some clear short utterances give EOS at once.
    const forced = await decodeGreedily(startDecoder(decoder, model, sound), { draft: [], maxTokens, isEmptyForbidden: true, signal });
    if (forced === null) return null;
    return (forced.meanLogProbability ?? Number.NEGATIVE_INFINITY) >= BELIEVED_LOG_PROBABILITY ? forced : heard;
  }

  return {
    modelId: model.id,
    recognise,
    async close() {
      await encoder.release();
      await decoder.release();
    },
  };
}

/**
 * The merged decoder's two branches: the first step reads all ids with an empty past and gives the keys and values of the
 * encoder too; later steps read one id, and only the decoder's own keys and values grow.
 */
function startDecoder(decoder: ort.InferenceSession, { settings: { layers, heads, headSize } }: RecogniserOf<'moonshine'>, sound: ort.Tensor): DecoderRun {
  const names = Array.from({ length: layers }, (_, layer) => ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value'].map((part) => `${layer}.${part}`)).flat();
  const grownOutputs = ['logits', ...names.filter((name) => name.includes('decoder')).map((name) => `present.${name}`)];
  const allOutputs = ['logits', ...names.map((name) => `present.${name}`)];
  let past: Record<string, ort.Tensor> = Object.fromEntries(names.map((name) => [`past_key_values.${name}`, new ort.Tensor('float32', new Float32Array(0), [0, heads, 1, headSize])]));
  let isFirst = true;

  return {
    async next(tokenIds) {
      const outputs = await decoder.run({
        input_ids: new ort.Tensor('int64', BigInt64Array.from(tokenIds, BigInt), [1, tokenIds.length]),
        encoder_hidden_states: sound,
        use_cache_branch: new ort.Tensor('bool', [!isFirst], [1]),
        ...past,
      }, isFirst ? allOutputs : grownOutputs);
      past = { ...past, ...Object.fromEntries(Object.entries(outputs).filter(([name]) => name !== 'logits').map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor as ort.Tensor])) };
      isFirst = false;
      const logits = outputs['logits'];
      if (logits === undefined) throw new Error('the decoder gave no logits');
      const vocabulary = logits.dims.at(-1) ?? 0;
      const data = logits.data as Float32Array;
      return tokenIds.map((_, index) => data.subarray(index * vocabulary, (index + 1) * vocabulary));
    },
    keep(count) {
      past = Object.fromEntries(Object.entries(past).map(([name, tensor]) => [name, name.includes('decoder') ? firstSteps(tensor, count) : tensor]));
    },
  };
}

/** Keys or values [1, heads, steps, headSize] without the steps from `count` on. */
function firstSteps(tensor: ort.Tensor, count: number): ort.Tensor {
  const [batch = 1, heads = 0, steps = 0, headSize = 0] = tensor.dims;
  const all = tensor.data as Float32Array;
  const kept = new Float32Array(heads * count * headSize);
  for (let head = 0; head < heads; head++) kept.set(all.subarray(head * steps * headSize, (head * steps + count) * headSize), head * count * headSize);
  return new ort.Tensor('float32', kept, [batch, heads, count, headSize]);
}
