import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addModel } from '../../../../models/added/add-model.ts';
import { describeAdded, findAdded, listAdded, removeAdded, removeLeftovers } from '../../../../models/added/added-models.ts';
import { contentOf, entryOf, filesOfTar, FILES, tarGzOf, zipOf } from './packages.ts';

let folder: string;
let profile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-models-'));
  profile = join(folder, 'profile', 'models');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function folderOf(content: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const path = join(folder, 'brought');
  await rm(path, { recursive: true, force: true });
  await mkdir(path);
  for (const [name, bytes] of Object.entries(content)) await writeFile(join(path, name), bytes);
  return path;
}
async function packageOf(bytes: Buffer): Promise<string> {
  const path = join(folder, 'brought.package');
  await writeFile(path, bytes);
  return path;
}
const kept = (): Promise<string[]> => readdir(profile).catch(() => []);

describe('a model that the person adds', () => {
  it.each([
    ['a folder', () => folderOf(contentOf())],
    ['a zip file', () => packageOf(zipOf(contentOf()))],
    ['a zip file with a folder around everything', () => packageOf(zipOf(Object.fromEntries(Object.entries(contentOf()).map(([name, bytes]) => [`own/${name}`, bytes]))))],
    ['a tar.gz file', async () => packageOf(await tarGzOf(filesOfTar(contentOf())))],
  ])('comes from %s into the profile, every file checked, and is listed', async (_, make) => {
    expect(await addModel(await make(), profile)).toMatchObject({ ok: true, value: { id: 'own-tiny' } });
    expect(await kept()).toEqual(['own-tiny']);
    expect((await readdir(join(profile, 'own-tiny'))).toSorted()).toEqual(['decoder.onnx', 'encoder.onnx', 'sidetone-model.json']);
    expect((await listAdded(profile)).map(describeAdded)).toEqual([{ modelId: 'own-tiny', name: 'My tiny model', engine: 'moonshine', language: 'en', licence: 'MIT', bytes: 19 }]);
    expect(await findAdded(profile, 'own-tiny')).toMatchObject({ ok: true, value: { folder: join(profile, 'own-tiny') } });
  });

  it('brings only the files that its entry names', async () => {
    await addModel(await folderOf({ ...contentOf(), 'readme.txt': Buffer.from('hello') }), profile);
    expect(await readdir(join(profile, 'own-tiny'))).not.toContain('readme.txt');
  });

  const wrongHash = entryOf({ files: entryOf().files.map((file) => ({ ...file, sha256: '0'.repeat(64) })) });
  it.each([
    ['has no entry', { a: Buffer.from('a') }, 'model-entry-missing', undefined],
    ['has an entry that is no JSON', { ...contentOf(), 'sidetone-model.json': Buffer.from('{') }, 'model-entry-bad', 'JSON'],
    ['has an entry that is too large', { ...contentOf(), 'sidetone-model.json': Buffer.alloc(300_000, ' ') }, 'model-entry-bad', '262144'],
    ['is for an engine that Sidetone lacks', contentOf({ ...entryOf(), engine: 'whisper' }), 'model-entry-bad', 'engine'],
    ['names a file outside of its folder', contentOf(entryOf({ files: [{ path: '../x', bytes: 1, sha256: '0'.repeat(64) }] })), 'model-entry-bad', 'files.0.path'],
    ['has an id that is a path', contentOf(entryOf({ id: '../own' })), 'model-entry-bad', 'id'],
    ['names a file twice', contentOf(entryOf({ files: [...entryOf().files, ...entryOf().files] })), 'model-entry-bad', 'once'],
    ['is for sherpa-onnx and does not say which file is the tokens’', contentOf({ ...entryOf(), engine: 'sherpa-onnx', settings: { family: 'sense-voice', model: 'encoder.onnx', tokens: 'tokens.txt' } }), 'model-entry-bad', 'settings: tokens.txt is not among its files'],
    ['lacks a file', contentOf(entryOf(), { 'encoder.onnx': FILES['encoder.onnx'] ?? Buffer.alloc(0) }), 'model-file-missing', 'decoder.onnx'],
    ['has a file of another length', contentOf(entryOf(), { ...FILES, 'encoder.onnx': Buffer.from('x') }), 'model-file-wrong', 'encoder.onnx: 1 bytes instead of 10'],
    ['has a file with another sha256', contentOf(wrongHash), 'model-file-wrong', 'encoder.onnx: its sha256 differs'],
    ['has the id of a model of the product', contentOf(entryOf({ id: 'moonshine-tiny-en' })), 'model-known', 'moonshine-tiny-en'],
  ] as const)('is refused where it %s, says what is wrong, and changes nothing', async (_, content, code, detail) => {
    const answer = await addModel(await folderOf(content), profile);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(answer.ok ? '' : answer.error.detail ?? '').toContain(detail ?? '');
    expect(await kept()).toEqual([]);
  });

  it('does not take the place of one with its id', async () => {
    await addModel(await folderOf(contentOf()), profile);
    expect(await addModel(await folderOf(contentOf(entryOf({ name: 'another' }))), profile)).toMatchObject({ ok: false, error: { code: 'model-known', detail: 'own-tiny' } });
    expect(await listAdded(profile)).toMatchObject([{ name: 'My tiny model' }]);
  });

  it('is refused where the profile cannot take it', async () => {
    await writeFile(join(folder, 'profile'), 'a file');
    expect(await addModel(await folderOf(contentOf()), profile)).toMatchObject({ ok: false, error: { code: 'model-not-kept' } });
  });

  it('leaves nothing behind where its package is bad', async () => {
    expect(await addModel(await packageOf(Buffer.from('no package')), profile)).toMatchObject({ ok: false, error: { code: 'model-package-bad' } });
    expect(await kept()).toEqual([]);
  });

  it('is not used any more once a file of it is damaged or gone', async () => {
    await addModel(await folderOf(contentOf()), profile);
    await truncate(join(profile, 'own-tiny', 'decoder.onnx'), 3);
    expect(await findAdded(profile, 'own-tiny')).toMatchObject({ ok: false, error: { code: 'model-corrupt', message: 'The model file decoder.onnx is damaged or missing: 3 bytes instead of 9.' } });
    expect(await findAdded(profile, 'never-there')).toMatchObject({ ok: false, error: { code: 'model-missing' } });
  });

  it('is removed with its files, and only by its id', async () => {
    await addModel(await folderOf(contentOf()), profile);
    await writeFile(join(folder, 'profile', 'sidetone.json'), 'records');
    for (const id of ['../models', '..', '.', '', 'other']) expect(await removeAdded(profile, id)).toMatchObject({ ok: false, error: { code: 'unknown-model' } });
    expect(await removeAdded(profile, 'own-tiny')).toEqual({ ok: true });
    expect(await kept()).toEqual([]);
    expect(await readFile(join(folder, 'profile', 'sidetone.json'), 'utf8')).toBe('records');
  });

  it('that a crash left half copied is cleared away, and was never listed', async () => {
    await addModel(await folderOf(contentOf()), profile);
    await mkdir(join(profile, '.work-abc', 'model'), { recursive: true });
    expect(await listAdded(profile)).toHaveLength(1);
    await removeLeftovers(profile);
    expect(await kept()).toEqual(['own-tiny']);
  });
});
