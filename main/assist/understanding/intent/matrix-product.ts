import * as ort from 'onnxruntime-node';

/** A matrix of 32-bit floats, row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** The product of two matrices on one thread, by onnxruntime's kernels: some twenty times faster than loops in JavaScript. */
export type MatrixProduct = (a: Matrix, b: Matrix) => Promise<Matrix>;

let shared: Promise<MatrixProduct> | undefined;

/** Made once per process and shared. */
export function matrixProduct(): Promise<MatrixProduct> {
  shared ??= createMatrixProduct();
  return shared;
}

async function createMatrixProduct(): Promise<MatrixProduct> {
  const inferenceSession = await ort.InferenceSession.create(matMulModel(), { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return async (a, b) => {
    const { c } = await inferenceSession.run({ a: new ort.Tensor('float32', a.values, [a.rows, a.columns]), b: new ort.Tensor('float32', b.values, [b.rows, b.columns]) });
    if (c === undefined || !(c.data instanceof Float32Array)) throw new Error('the matrix product gave no matrix');
    return { rows: a.rows, columns: b.columns, values: c.data };
  };
}

/** A ModelProto (onnx.proto, IR version 8, opset 17) of one node, c = MatMul(a, b), with free dimensions. */
function matMulModel(): Uint8Array {
  const node = [...text(1, 'a'), ...text(1, 'b'), ...text(2, 'c'), ...text(4, 'MatMul')];
  const graph = [...message(1, node), ...text(2, 'product'), ...message(11, matrixNamed('a')), ...message(11, matrixNamed('b')), ...message(12, matrixNamed('c'))];
  return Uint8Array.from([...number(1, 8), ...message(7, graph), ...message(8, number(2, 17))]);
}

/** A ValueInfoProto: a float tensor of two unnamed dimensions. */
function matrixNamed(name: string): number[] {
  const tensorType = [...number(1, 1), ...message(2, [...message(1, text(2, `${name}0`)), ...message(1, text(2, `${name}1`))])];
  return [...text(1, name), ...message(2, message(1, tensorType))];
}

/** Protocol-buffer fields; every length and number here is below 2^14. */
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, value >> 7]);
const number = (field: number, value: number): number[] => [field << 3, ...varint(value)];
const message = (field: number, bytes: readonly number[]): number[] => [(field << 3) | 2, ...varint(bytes.length), ...bytes];
const text = (field: number, value: string): number[] => message(field, [...Buffer.from(value)]);
