/** One tensor of a TensorFlow.js graph model. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/**
 * Reads the float32 weights of a TensorFlow.js graph model.
 *
 * @param modelJson the text of model.json, whose weightsManifest names every tensor in the order in which the shards hold them
 * @param shards the weight files, in the manifest's order
 * @returns the tensors by name; throws where bytes are lacking (the files' hashes were checked before, so that is our bug)
 */
export function readWeights(modelJson: string, shards: readonly Uint8Array[]): (nameEnd: string) => Weight {
  const { weightsManifest } = JSON.parse(modelJson) as { weightsManifest: readonly { weights: readonly WeightEntry[] }[] };
  const bytes = Buffer.concat(shards);
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const { name, shape, dtype } of weightsManifest.flatMap((group) => group.weights)) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (offset + count * 4 > bytes.length) throw new Error(`the weights end before ${name}`);
    if (dtype === 'float32') weights.set(name, { shape, values: new Float32Array(bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + count * 4)) });
    offset += count * 4;
  }
  return (nameEnd) => {
    const found = [...weights].filter(([name]) => name.endsWith(nameEnd));
    const [only] = found;
    if (only === undefined || found.length > 1) throw new Error(`${found.length} weights are called ${nameEnd}`);
    return only[1];
  };
}
