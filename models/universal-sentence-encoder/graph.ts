import { createGraph, type GraphBuilder } from '../onnx/graph.ts';
import { MATRIX_LIMIT, quantiseColumns, quantiseRows, TABLE_LIMIT } from './quantise.ts';
import type { Weight } from './weights.ts';

type WeightOf = (nameEnd: string) => Weight;

interface Layer {
  readonly index: 0 | 1;
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
}

const LAYERS: readonly Layer[] = [
  { index: 0, width: 256, heads: 4, headWidth: 64 },
  { index: 1, width: 512, heads: 4, headWidth: 128 },
];
const WIDTH = 512;
const NORM_EPSILON = 1e-6;
/** What the source graph adds to the score of a padded position. */
const PADDING_SCORE = -1e9;

/**
 * Universal Sentence Encoder Lite (Cer et al. 2018, arXiv:1803.11175) as an ONNX model of about 7 MB.
 *
 * Two pre-norm transformer layers, mean over the tokens, a tanh layer, unit length. Built anew from the weights rather than
 * converted op by op: 80 nodes in place of 250. Weights in whole numbers, activations quantised as they come
 * (DynamicQuantizeLinear): four times faster than 16-bit floats. The factor of an activation is one for the whole tensor, so a
 * sentence's vector depends a little on its batch: encode one sentence at a time.
 *
 * Inputs: `input_ids` and `attention_mask` (a run of ones, then zeros), int64 [batch, tokens], at least 1 and at most 128 tokens.
 * Outputs, float [batch, 512]: `embedding` of length 1, and `pooled`, the mean before the tanh layer, which separates intents better.
 */
export function buildEncoderGraph(weightOf: WeightOf): Buffer {
  const graph = createGraph('universal-sentence-encoder-lite');
  const inputIds = graph.input('input_ids', 'int64', ['batch', 'tokens']);
  const attentionMask = graph.input('attention_mask', 'int64', ['batch', 'tokens']);
  const tools = createTools(graph, weightOf);

  const mask = graph.node('Cast', [attentionMask], { to: 1 });
  const padding = graph.node('Mul', [graph.node('Sub', [tools.scalar('one', 1), mask]), tools.scalar('padding_score', PADDING_SCORE)]);
  const scoreBias = graph.node('Unsqueeze', [padding, tools.integers('axes_1_2', [1, 2])]);

  let hidden = embed(graph, tools, weightOf, inputIds);
  for (const layer of LAYERS) hidden = transformerLayer(graph, tools, layer, hidden, scoreBias);

  const tokenMask = graph.node('Unsqueeze', [mask, tools.integers('axis_2', [2])]);
  const sum = graph.node('ReduceSum', [graph.node('Mul', [hidden, tokenMask]), tools.integers('axis_1', [1])], { keepdims: 0 });
  const count = graph.node('ReduceSum', [mask, tools.integers('axis_1_again', [1])], { keepdims: 1 });
  const pooled = graph.node('Div', [sum, count]);
  graph.output('pooled', 'float', ['batch', WIDTH], pooled);

  const last = graph.node('Tanh', [tools.dense('tanh_layer', pooled, 'tanh_layer_0/weights', 'tanh_layer_0/bias')]);
  graph.output('embedding', 'float', ['batch', WIDTH], graph.node('Div', [last, graph.node('ReduceL2', [last], { axes: [-1], keepdims: 1 })]));
  return graph.encode();
}

interface Tools {
  scalar(name: string, value: number): string;
  integers(name: string, values: readonly number[]): string;
  vector(name: string, nameEnd: string): string;
  /** x W + b with W in whole numbers. */
  dense(name: string, input: string, kernel: string, bias: string): string;
}

function createTools(graph: GraphBuilder, weightOf: WeightOf): Tools {
  const vector: Tools['vector'] = (name, nameEnd) => {
    const { values } = weightOf(nameEnd);
    return graph.constant(name, 'float', [values.length], values);
  };
  return {
    scalar: (name, value) => graph.constant(name, 'float', [], Float32Array.of(value)),
    integers: (name, values) => graph.constant(name, 'int64', [values.length], BigInt64Array.from(values, BigInt)),
    vector,
    dense(name, input, kernel, bias) {
      const { shape, values } = weightOf(kernel);
      const columns = shape.at(-1) ?? 1;
      const quantised = quantiseColumns(values, columns, MATRIX_LIMIT);
      const matrix = graph.constant(`${name}_matrix`, 'int8', [values.length / columns, columns], quantised.values);
      const scales = graph.constant(`${name}_scales`, 'float', [columns], quantised.scales);
      const [bytes = '', scale = '', zeroPoint = ''] = graph.nodeWithOutputs('DynamicQuantizeLinear', [input], 3);
      const product = graph.node('Cast', [graph.node('MatMulInteger', [bytes, matrix, zeroPoint])], { to: 1 });
      return graph.node('Add', [graph.node('Mul', [product, graph.node('Mul', [scale, scales])]), vector(`${name}_bias`, bias)]);
    },
  };
}

/** Twice the token's vector plus the timing signal: the source graph adds the vectors a second time. */
function embed(graph: GraphBuilder, tools: Tools, weightOf: WeightOf, inputIds: string): string {
  const table = weightOf('module/Embeddings_en');
  const [rows = 0, columns = 1] = table.shape;
  const quantised = quantiseRows(table.values, columns, TABLE_LIMIT);
  const tableName = graph.constant('embedding_table', 'int8', [rows, columns], quantised.values);
  const scalesName = graph.constant('embedding_scales', 'float', [rows, 1], quantised.scales.map((scale) => 2 * scale));
  const vectors = graph.node('Mul', [graph.node('Cast', [graph.node('Gather', [tableName, inputIds])], { to: 1 }), graph.node('Gather', [scalesName, inputIds])]);

  const rate = weightOf('AddTimingSignal/TimingSignal/ExpandDims_1');
  const rates = graph.constant('timing_rates', 'float', rate.shape, rate.values);
  const length = graph.node('Gather', [graph.node('Shape', [inputIds]), graph.constant('length_index', 'int64', [], BigInt64Array.of(1n))]);
  const start = graph.constant('range_start', 'int64', [], BigInt64Array.of(0n));
  const step = graph.constant('range_step', 'int64', [], BigInt64Array.of(1n));
  const positions = graph.node('Cast', [graph.node('Range', [start, length, step])], { to: 1 });
  const angles = graph.node('Mul', [graph.node('Unsqueeze', [positions, tools.integers('position_axis', [1])]), rates]);
  const timing = graph.node('Concat', [graph.node('Sin', [angles]), graph.node('Cos', [angles])], { axis: 1 });
  return graph.node('Add', [vectors, timing]);
}

function transformerLayer(graph: GraphBuilder, tools: Tools, { index, width, heads, headWidth }: Layer, input: string, scoreBias: string): string {
  const name = (part: string): string => `layer${index}_${part}`;
  const at = (part: string): string => `Layer_${index}/TransformerLayer/${part}`;
  const norm = (part: string, value: string, where: string): string => graph.node('LayerNormalization', [
    value,
    tools.vector(name(`${part}_scale`), `${where}layer_norm_scale/ConcatPartitions/concat`),
    tools.vector(name(`${part}_offset`), `${where}layer_norm_bias/ConcatPartitions/concat`),
  ], { axis: -1, epsilon: { float: NORM_EPSILON } });

  const normed = norm('attention_norm', input, at('layer_prepostprocess/layer_norm/'));
  const joined = tools.dense(name('qkv'), normed, at('MultiheadAttention/qkv_transform_single/kernel/part_0'), at('MultiheadAttention/qkv_transform_single/bias/ConcatPartitions/concat'));
  const headShape = tools.integers(name('head_shape'), [0, 0, heads, headWidth]);
  const [query = '', keys = '', values = ''] = graph.nodeWithOutputs('Split', [joined], 3, { axis: 2 })
    .map((part) => graph.node('Reshape', [part, headShape]));
  const scaled = graph.node('Mul', [graph.node('Transpose', [query], { perm: [0, 2, 1, 3] }), tools.scalar(name('query_scale'), headWidth ** -0.5)]);
  const scores = graph.node('MatMul', [scaled, graph.node('Transpose', [keys], { perm: [0, 2, 3, 1] })]);
  const weights = graph.node('Softmax', [graph.node('Add', [scores, scoreBias])], { axis: -1 });
  const attended = graph.node('MatMul', [weights, graph.node('Transpose', [values], { perm: [0, 2, 1, 3] })]);
  const merged = graph.node('Reshape', [graph.node('Transpose', [attended], { perm: [0, 2, 1, 3] }), tools.integers(name('merged_shape'), [0, 0, width])]);
  const projected = tools.dense(name('attention_output'), merged, at('MultiheadAttention/output_transform_single/kernel/part_0'), at('MultiheadAttention/output_transform_single/bias/ConcatPartitions/concat'));
  const residual = width === WIDTH ? input : tools.dense(name('widen'), input, at('dense/kernel/ConcatPartitions/concat'), at('dense/bias/ConcatPartitions/concat'));
  const afterAttention = graph.node('Add', [projected, residual]);

  const inner = graph.node('Relu', [tools.dense(name('inner'), norm('inner_norm', afterAttention, at('FFN/layer_prepostprocess/layer_norm/')), at('FFN/conv1/Tensordot/Reshape_1'), at('FFN/conv1/bias/ConcatPartitions/concat'))]);
  return graph.node('Add', [tools.dense(name('outer'), inner, at('FFN/conv2/Tensordot/Reshape_1'), at('FFN/conv2/bias/ConcatPartitions/concat')), afterAttention]);
}
