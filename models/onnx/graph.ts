import { bytesField, floatField, integerField, stringField } from './protobuf.ts';

/** Field numbers and enum values are those of onnx.proto3 (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3). */
const ELEMENT_TYPE = { float: 1, int8: 3, int32: 6, int64: 7 } as const;
const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const;
const IR_VERSION = 8;
/** ModelProto.metadata_props, a list of StringStringEntryProto. */
const METADATA_FIELD = 14;
const OPSET = 17;

export type ElementType = keyof typeof ELEMENT_TYPE;
/** A node's attribute; whole numbers are ints unless given as `{ float }`. */
export type Attribute = number | readonly number[] | { readonly float: number };
/** A size, or the name of one that is known only when the graph runs. */
export type Dimension = number | string;

const concat = (parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);

function attribute(name: string, value: Attribute): Buffer {
  if (typeof value === 'number') return concat([stringField(1, name), integerField(3, value), integerField(20, ATTRIBUTE_TYPE.int)]);
  if ('float' in value) return concat([stringField(1, name), floatField(2, value.float), integerField(20, ATTRIBUTE_TYPE.float)]);
  return concat([stringField(1, name), ...value.map((item) => integerField(8, item)), integerField(20, ATTRIBUTE_TYPE.ints)]);
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): Buffer {
  const dimensions = shape.map((size) => bytesField(1, typeof size === 'number' ? integerField(1, size) : stringField(2, size)));
  const tensorType = concat([integerField(1, ELEMENT_TYPE[type]), bytesField(2, concat(dimensions))]);
  return concat([stringField(1, name), bytesField(2, bytesField(1, tensorType))]);
}

/** Collects the nodes and weights of one ONNX graph; every value goes by its name. */
export interface GraphBuilder {
  /** Adds a weight and gives its name. */
  constant(name: string, type: ElementType, shape: readonly number[], values: Float32Array | Int8Array | Int32Array | BigInt64Array): string;
  /** Adds a node with one output and gives the output's name. */
  node(operator: string, inputs: readonly string[], attributes?: Readonly<Record<string, Attribute>>): string;
  /** Adds a node with several outputs. */
  nodeWithOutputs(operator: string, inputs: readonly string[], outputCount: number, attributes?: Readonly<Record<string, Attribute>>): string[];
  input(name: string, type: ElementType, shape: readonly Dimension[]): string;
  /** Publishes a value under the name of an output. */
  output(name: string, type: ElementType, shape: readonly Dimension[], value: string): void;
  /** Says something about the model that is no part of the graph. */
  metadata(key: string, value: string): void;
  /** The bytes of the model file; the same graph gives the same bytes on every machine. */
  encode(): Buffer;
}

export function createGraph(graphName: string): GraphBuilder {
  const nodes: Buffer[] = [];
  const initializers: Buffer[] = [];
  const inputs: Buffer[] = [];
  const outputs: Buffer[] = [];
  const metadata: Buffer[] = [];
  let valueCount = 0;

  const nodeWithOutputs: GraphBuilder['nodeWithOutputs'] = (operator, from, outputCount, attributes = {}) => {
    const to = Array.from({ length: outputCount }, () => `v${valueCount++}`);
    addNode(operator, from, to, attributes);
    return to;
  };

  function addNode(operator: string, from: readonly string[], to: readonly string[], attributes: Readonly<Record<string, Attribute>>): void {
    nodes.push(bytesField(1, concat([
      ...from.map((name) => stringField(1, name)),
      ...to.map((name) => stringField(2, name)),
      stringField(4, operator),
      ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value))),
    ])));
  }

  return {
    constant(name, type, shape, values) {
      const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      initializers.push(bytesField(5, concat([...shape.map((size) => integerField(1, size)), integerField(2, ELEMENT_TYPE[type]), stringField(8, name), bytesField(9, raw)])));
      return name;
    },
    node: (operator, from, attributes) => nodeWithOutputs(operator, from, 1, attributes)[0] ?? '',
    nodeWithOutputs,
    input(name, type, shape) {
      inputs.push(bytesField(11, valueInfo(name, type, shape)));
      return name;
    },
    output(name, type, shape, value) {
      addNode('Identity', [value], [name], {});
      outputs.push(bytesField(12, valueInfo(name, type, shape)));
    },
    metadata: (key, value) => void metadata.push(bytesField(METADATA_FIELD, concat([stringField(1, key), stringField(2, value)]))),
    encode() {
      const graph = concat([...nodes, stringField(2, graphName), ...initializers, ...inputs, ...outputs]);
      const opset = concat([stringField(1, ''), integerField(2, OPSET)]);
      return concat([integerField(1, IR_VERSION), stringField(2, 'sidetone'), bytesField(7, graph), bytesField(8, opset), ...metadata]);
    },
  };
}
