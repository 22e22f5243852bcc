import * as ort from 'onnxruntime-node';
import reference from './reference.json' with { type: 'json' };

/** What the model may lose by whole numbers; 0.998 is what the weights of the manifest give. */
const LEAST_COSINE = 0.995;

/** A sentence with the vectors that TensorFlow.js computed from the same weights (float32, little endian, base64). */
interface Reference {
  readonly text: string;
  readonly inputIds: readonly number[];
  readonly embedding: string;
  readonly pooled: string;
}

/**
 * Runs the built encoder on sentences whose vectors are known.
 *
 * @returns the smallest cosine between its vectors and the known ones; throws where it is too small
 */
export async function checkEncoder(modelFile: string): Promise<number> {
  const encoder = await ort.InferenceSession.create(modelFile, { intraOpNumThreads: 1 });
  let least = 1;
  for (const sentence of reference as readonly Reference[]) {
    const shape = [1, sentence.inputIds.length];
    const { embedding, pooled } = await encoder.run({
      input_ids: new ort.Tensor('int64', BigInt64Array.from(sentence.inputIds, BigInt), shape),
      attention_mask: new ort.Tensor('int64', new BigInt64Array(sentence.inputIds.length).fill(1n), shape),
    });
    least = Math.min(least, cosine(embedding?.data as Float32Array, decode(sentence.embedding)), cosine(pooled?.data as Float32Array, decode(sentence.pooled)));
  }
  await encoder.release();
  if (!(least >= LEAST_COSINE)) throw new Error(`The sentence encoder was built wrongly: its vectors agree with the known ones to ${least.toFixed(4)} only.`);
  return least;
}

function decode(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

function cosine(left: Float32Array, right: Float32Array): number {
  let product = 0;
  let leftSquare = 0;
  let rightSquare = 0;
  left.forEach((value, index) => {
    const other = right[index] ?? Number.NaN;
    product += value * other;
    leftSquare += value * value;
    rightSquare += other * other;
  });
  return product / Math.sqrt(leftSquare * rightSquare);
}
