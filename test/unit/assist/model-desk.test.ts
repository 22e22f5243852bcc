import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openModelDesk, type ModelDesk } from '../../../main/assist/model-desk.ts';
import { failure, success } from '../../../preload/contract/result.ts';
import { writeOwnSenseVoice } from '../../support/own-model.ts';
import { senseVoiceFiles } from '../../support/sherpa-models.ts';

let root: string;
let directory: string;
let picked: string | null;
let pinned: string | null;
let canUnpin: boolean;
let changes: number;
let desk: ModelDesk;
const open = (): Promise<ModelDesk> => openModelDesk({
  directory, pick: () => Promise.resolve(picked), pinnedModelId: () => pinned, onChange: () => { changes += 1; },
  unpin() { if (canUnpin) pinned = null; return Promise.resolve(canUnpin ? success() : failure('store-failed', 'the disk is full')); },
});

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'model-desk-'));
  directory = join(root, 'profile', 'models');
  [picked, pinned, canUnpin, changes] = [null, null, true, 0];
  desk = await open();
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function release(): Promise<string> {
  const folder = join(root, 'sherpa-onnx-sense-voice');
  await mkdir(folder);
  for (const [path, bytes] of Object.entries(senseVoiceFiles())) await writeFile(join(folder, path), bytes);
  return folder;
}

describe('the desk for models of one’s own', () => {
  it('does nothing where the person picks nothing', async () => {
    expect(await desk.add('folder')).toEqual({ ok: true, value: { kind: 'cancelled' } });
    expect([desk.list(), changes]).toEqual([[], 0]);
  });

  it('adds a folder with an entry at once, and still knows it at the next start', async () => {
    picked = await writeOwnSenseVoice(join(root, 'own'));
    expect(await desk.add('folder')).toEqual({ ok: true, value: { kind: 'added', modelId: 'own-sense-voice' } });
    expect(changes).toBe(1);
    expect((await open()).list()).toMatchObject([{ modelId: 'own-sense-voice', language: 'zh' }]);
  });

  it('asks for the language of a release, and adds the folder that it asked about and no other', async () => {
    picked = await release();
    expect(await desk.add('folder')).toMatchObject({ ok: true, value: { kind: 'asks-language', release: { name: 'sherpa-onnx-sense-voice' } } });
    expect(await readdir(join(root, 'profile')).catch(() => [])).toEqual([]);
    expect(await desk.addRelease('ko')).toEqual({ ok: true, value: { kind: 'added', modelId: 'sherpa-onnx-sense-voice' } });
    expect(desk.list()).toMatchObject([{ name: 'sherpa-onnx-sense-voice', engine: 'sherpa-onnx', language: 'ko', licence: 'NOASSERTION' }]);
    expect(await desk.addRelease('ja')).toEqual({ ok: true, value: { kind: 'cancelled' } });
  });

  it('says what is wrong with a folder that is neither', async () => {
    picked = root;
    expect(await desk.add('folder')).toMatchObject({ ok: false, error: { code: 'model-entry-missing' } });
    picked = join(root, 'gone');
    expect(await desk.add('folder')).toMatchObject({ ok: false, error: { code: 'model-file-missing' } });
    expect(await desk.add('package')).toMatchObject({ ok: false, error: { code: 'model-not-kept' } });
  });

  it('lets another model listen before it removes the one in use, and does not where that cannot be kept', async () => {
    picked = await writeOwnSenseVoice(join(root, 'own'));
    await desk.add('folder');
    [pinned, canUnpin] = ['own-sense-voice', false];
    expect(await desk.remove('own-sense-voice')).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(desk.list()).toHaveLength(1);
    canUnpin = true;
    expect(await desk.remove('own-sense-voice')).toEqual({ ok: true });
    expect([desk.list(), pinned]).toEqual([[], null]);
    expect(await desk.remove('own-sense-voice')).toMatchObject({ ok: false, error: { code: 'unknown-model' } });
  });
});
