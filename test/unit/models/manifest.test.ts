import { describe, expect, it } from 'vitest';
import shipped from '../../../models/manifest.json' with { type: 'json' };
import { modelById, ModelManifest, modelManifest } from '../../../models/manifest.ts';

/** The shipped manifest with its first model changed. */
const changed = (change: object): unknown => ({ models: [{ ...shipped.models[0], ...change }] });

describe('the model manifest', () => {
  it('names every model once, with a licence and a package version that cannot move', () => {
    const ids = modelManifest.models.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { licence, source } of modelManifest.models) {
      expect(licence.note).not.toBe('');
      expect(source.version).toMatch(/^\d+\.\d+\.\d+$/);
    }
    expect(new Set(modelManifest.models.map(({ task }) => task))).toEqual(new Set(['speech-recognition', 'voice-activity-detection', 'sentence-encoding']));
  });

  it('puts no two files in one place', () => {
    const paths = modelManifest.models.flatMap(({ files }) => files.map(({ path }) => path));
    expect(new Set(paths).size).toBe(paths.length);
  });

  it.each([
    ['a file outside the folder', changed({ files: [{ path: '../evil.onnx', from: 'a', bytes: 1, sha256: 'a'.repeat(64) }] })],
    ['an unknown key', changed({ url: 'https://example.net' })],
    ['an unknown engine', changed({ engine: 'oracle' })],
    ['a hash that is none', changed({ files: [{ path: 'a.onnx', from: 'a', bytes: 1, sha256: 'abc' }] })],
    ['a model without files', changed({ files: [] })],
  ])('is refused with %s', (_, manifest) => {
    expect(ModelManifest.safeParse(manifest).success).toBe(false);
  });

  it('gives a model by its id, and our mistake away where there is none', () => {
    expect(modelById('moonshine-base-en').engine).toBe('moonshine');
    expect(() => modelById('moonshine-huge')).toThrow('moonshine-huge');
  });
});
