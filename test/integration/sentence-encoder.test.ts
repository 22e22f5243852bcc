import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkEncoder } from '../../models/universal-sentence-encoder/check.ts';
import { modelManifest } from '../../models/manifest.ts';
import { verifyModel } from '../../models/verify.ts';

const directory = join(process.cwd(), 'models', 'files');

describe('the model files of this checkout', () => {
  it.each(modelManifest.models.map((model) => [model.id, model] as const))('hold %s to the byte', async (_, model) => {
    expect(await verifyModel(directory, model)).toEqual({ ok: true, value: undefined });
  });

  it('hold a sentence encoder whose vectors are those that TensorFlow.js computes from the same weights', async () => {
    expect(await checkEncoder(join(directory, 'sentence-encoder.onnx'))).toBeGreaterThan(0.995);
  });
});
