import { createGraph, type GraphBuilder } from '../../models/onnx/graph.ts';

/**
 * Models in the shapes that sherpa-onnx reads, built here: they "hear" how loud each frame is and know nothing of speech.
 * The library's own loading, features, state keeping and decoding run on them as on real ones.
 */

const FEATURES = 80;
const NEVER = -1_000;
/** Blank wins where neither a soft nor a loud sound speaks for another token. */
const [BLANK_SCORE, HEARD_SCORE] = [5, 10];

const rowFor = (size: number, token: number, score: number): Float32Array => Float32Array.from({ length: size }, (_, id) => (id === token ? score : 0));

const bound = (graph: GraphBuilder, name: string, value: number): string => graph.constant(name, 'float', [1], Float32Array.of(value));
const asNumber = (graph: GraphBuilder, condition: string): string => graph.node('Cast', [condition], { to: 1 });

/** 0, 1 or 2 for each frame of `features` (N, T, F): silent, soft or loud. Beside a loud frame none is soft: it is the edge of the loud one. */
function loudnessOf(graph: GraphBuilder, features: string, [soft, loud]: readonly [number, number], neighbours: number): string {
  const least = graph.node('ReduceMin', [features], { axes: [2], keepdims: 1 });
  const around = graph.node('MaxPool', [graph.node('Transpose', [least], { perm: [0, 2, 1] })], { kernel_shape: [2 * neighbours + 1], pads: [neighbours, neighbours] });
  const isLoud = graph.node('Not', [graph.node('Less', [least, bound(graph, 'loud_from', loud)])]);
  const isSoft = graph.node('And', [graph.node('Greater', [least, bound(graph, 'soft_from', soft)]), graph.node('Less', [graph.node('Transpose', [around], { perm: [0, 2, 1] }), 'loud_from'])]);
  return graph.node('Add', [asNumber(graph, isSoft), graph.node('Mul', [asNumber(graph, isLoud), bound(graph, 'two', 2)])]);
}

/** Scores of the tokens for a loudness of 0, 1 or 2, from rows of the vocabulary's size. */
function scoresOf(graph: GraphBuilder, loudness: string, rows: { readonly blank: string; readonly soft: string; readonly loud: string }): string {
  const isSoft = graph.node('Equal', [loudness, bound(graph, 'is_soft', 1)]);
  const isLoud = graph.node('Equal', [loudness, bound(graph, 'is_loud', 2)]);
  const where = (condition: string, row: string): string => graph.node('Mul', [asNumber(graph, condition), row]);
  return graph.node('Add', [graph.node('Add', [where(isSoft, rows.soft), where(isLoud, rows.loud)]), rows.blank]);
}

const tokensText = (tokens: readonly string[]): Buffer => Buffer.from(tokens.map((token, id) => `${token} ${id}\n`).join(''));

const SENSE_VOICE_TOKENS = ['<blank>', '<|zh|>', '<|NEUTRAL|>', '<|Speech|>', '<|withitn|>', '你', '好', 'はい', '네', '係', '▁yes'];
const SOFT = 5;
/** What loud sound is written as, in the order of the languages' ids. */
const LOUD_BY_LANGUAGE = { auto: 6, zh: 6, en: 10, ja: 7, ko: 8, yue: 9 } as const;
/** Least log energies of a frame of this front end, which takes samples for whole numbers of 16 bits. */
const SENSE_VOICE_BOUNDS = [-8, 7] as const;

/** A model.onnx and tokens.txt like those of a SenseVoice release: soft sound is 你, loud sound a word of the language asked for. */
export function senseVoiceFiles(): Readonly<Record<'model.onnx' | 'tokens.txt', Buffer>> {
  const size = SENSE_VOICE_TOKENS.length;
  const loud = Object.values(LOUD_BY_LANGUAGE).map((token) => rowFor(size, token, HEARD_SCORE));
  const prefix = [1, 2, 3, 4].flatMap((token) => Array.from({ length: size }, (_, id) => (id === token ? 1 : 0)));
  const graph = createGraph('sense-voice-shaped');
  const x = graph.input('x', 'float', ['N', 'T', 7 * FEATURES]);
  graph.input('x_length', 'int32', ['N']);
  const language = graph.input('language', 'int32', ['N']);
  graph.input('text_norm', 'int32', ['N']);
  const loudOfLanguage = graph.node('Gather', [graph.constant('loud', 'float', [loud.length, size], Float32Array.from(loud.flatMap((row) => [...row]))), language], { axis: 0 });
  const one = graph.constant('one', 'int64', [1], BigInt64Array.of(1n));
  const rows = { blank: graph.constant('blank', 'float', [size], rowFor(size, 0, BLANK_SCORE)), soft: graph.constant('soft', 'float', [size], rowFor(size, SOFT, HEARD_SCORE)), loud: graph.node('Unsqueeze', [loudOfLanguage, one]) };
  const scores = scoresOf(graph, loudnessOf(graph, x, SENSE_VOICE_BOUNDS, 1), rows);
  const marks = graph.constant('marks', 'float', [1, 4, size], Float32Array.from(prefix));
  graph.output('logits', 'float', ['N', 'T2', size], graph.node('Concat', [marks, scores], { axis: 1 }));
  const facts = {
    vocab_size: size, lfr_window_size: 7, lfr_window_shift: 6, normalize_samples: 0, with_itn: 14, without_itn: 15,
    ...Object.fromEntries(Object.keys(LOUD_BY_LANGUAGE).map((name, id) => [`lang_${name}`, id])),
    neg_mean: new Array(7 * FEATURES).fill('0').join(','), inv_stddev: new Array(7 * FEATURES).fill('1').join(','), comment: 'a test of Sidetone', model_type: 'sense_voice_ctc',
  };
  for (const [key, value] of Object.entries(facts)) graph.metadata(key, String(value));
  return { 'model.onnx': graph.encode(), 'tokens.txt': tokensText(SENSE_VOICE_TOKENS) };
}

const TRANSDUCER_TOKENS = ['<blk>', '<sos/eos>', '▁HELLO', '▁WORLD'];
/** Samples are between -1 and 1 here. */
const TRANSDUCER_BOUNDS = [-15, -8] as const;
/** A zipformer of one layer, as its metadata describe it: sherpa-onnx makes its states by them. */
const [LAYER, HEAD, LEFT, CHUNK, WINDOW] = [4, 2, 2, 32, 45];

/** Encoder, decoder and joiner like those of a streaming zipformer release: soft sound is HELLO, loud sound WORLD, each said once. */
export function transducerFiles(): Readonly<Record<'encoder.onnx' | 'decoder.onnx' | 'joiner.onnx' | 'tokens.txt', Buffer>> {
  return { 'encoder.onnx': encoder(), 'decoder.onnx': decoder(), 'joiner.onnx': joiner(), 'tokens.txt': tokensText(TRANSDUCER_TOKENS) };
}

function encoder(): Buffer {
  const graph = createGraph('zipformer-shaped encoder');
  const x = graph.input('x', 'float', ['N', WINDOW, FEATURES]);
  const states = [
    ['cached_key_0', [LEFT, 'N', HEAD]], ['cached_nonlin_attn_0', [1, 'N', LEFT, (3 * LAYER) / 4]], ['cached_val1_0', [LEFT, 'N', HEAD]], ['cached_val2_0', [LEFT, 'N', HEAD]],
    ['cached_conv1_0', ['N', LAYER, 1]], ['cached_conv2_0', ['N', LAYER, 1]], ['embed_states', ['N', 128, 3, 19]],
  ] as const;
  for (const [name, shape] of states) graph.input(name, 'float', shape);
  graph.input('processed_lens', 'int64', ['N']);
  const loudness = loudnessOf(graph, x, TRANSDUCER_BOUNDS, 6);
  const bounds = Object.entries({ starts: 0n, ends: BigInt(CHUNK), axes: 1n, steps: 4n }).map(([name, value]) => graph.constant(name, 'int64', [1], BigInt64Array.of(value)));
  graph.output('encoder_out', 'float', ['N', CHUNK / 4, 1], graph.node('Slice', [loudness, ...bounds]));
  for (const [name, shape] of states) graph.output(`new_${name}`, 'float', shape, name);
  const chunk = graph.constant('chunk', 'int64', [1], BigInt64Array.of(BigInt(CHUNK / 2)));
  graph.output('new_processed_lens', 'int64', ['N'], graph.node('Add', ['processed_lens', chunk]));
  const facts = { model_type: 'zipformer2', encoder_dims: LAYER, query_head_dims: HEAD, value_head_dims: HEAD, num_heads: 1, num_encoder_layers: 1, cnn_module_kernels: 3, left_context_len: LEFT, T: WINDOW, decode_chunk_len: CHUNK };
  for (const [key, value] of Object.entries(facts)) graph.metadata(key, String(value));
  return graph.encode();
}

/** Remembers the last token: what was just said is not said again. */
function decoder(): Buffer {
  const size = TRANSDUCER_TOKENS.length;
  const graph = createGraph('zipformer-shaped decoder');
  const y = graph.input('y', 'int64', ['N', 2]);
  const last = graph.node('Gather', [y, graph.constant('last', 'int64', [], BigInt64Array.of(1n))], { axis: 1 });
  const penalties = Float32Array.from({ length: size * size }, (_, at) => (at % size === Math.floor(at / size) && at > 0 ? NEVER : 0));
  graph.output('decoder_out', 'float', ['N', size], graph.node('Gather', [graph.constant('penalties', 'float', [size, size], penalties), last], { axis: 0 }));
  graph.metadata('vocab_size', String(size));
  graph.metadata('context_size', '2');
  return graph.encode();
}

function joiner(): Buffer {
  const size = TRANSDUCER_TOKENS.length;
  const graph = createGraph('zipformer-shaped joiner');
  const sound = graph.input('encoder_out', 'float', ['N', 1]);
  const said = graph.input('decoder_out', 'float', ['N', size]);
  const row = (name: string, token: number, score: number): string => graph.constant(name, 'float', [1, size], rowFor(size, token, score));
  const scored = scoresOf(graph, sound, { blank: row('blank', 0, BLANK_SCORE), soft: row('soft', 2, HEARD_SCORE), loud: row('loud', 3, HEARD_SCORE) });
  graph.output('logit', 'float', ['N', size], graph.node('Add', [scored, said]));
  graph.metadata('joiner_dim', '1');
  return graph.encode();
}

/** White noise between silences, at 16 kHz: `soft` and `loud` as the models above tell them apart. */
export function noiseBursts(bursts: readonly ('soft' | 'loud')[]): Float32Array {
  let seed = 1;
  const random = (): number => { seed = (seed * 16_807) % 2_147_483_647; return seed / 1_073_741_823 - 1; };
  const silence = new Float32Array(6_400);
  const parts = bursts.flatMap((burst) => [silence, Float32Array.from({ length: 9_600 }, () => random() * (burst === 'soft' ? 0.005 : 0.5))]);
  return Float32Array.from([...parts, silence].flatMap((part) => [...part]));
}
