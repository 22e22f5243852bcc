import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryOfRelease, readRelease } from '../../../../models/added/release.ts';
import { createGraph } from '../../../../models/onnx/graph.ts';
import { senseVoiceFiles, transducerFiles } from '../../../support/sherpa-models.ts';
import { sha256 } from './packages.ts';

let root: string;
beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'release-')); });
afterEach(() => rm(root, { recursive: true, force: true }));

async function folderOf(name: string, files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = join(root, name);
  await mkdir(join(folder, 'test_wavs'), { recursive: true });
  for (const [path, bytes] of Object.entries(files)) await writeFile(join(folder, path), bytes);
  return folder;
}
function modelSaying(facts: Readonly<Record<string, string>>): Buffer {
  const graph = createGraph('a model');
  for (const [key, value] of Object.entries(facts)) graph.metadata(key, value);
  return graph.encode();
}
const { 'model.onnx': senseVoice, 'tokens.txt': tokens } = senseVoiceFiles();
const transducer = transducerFiles();
const ZIPFORMER = 'sherpa-onnx-streaming-zipformer-korean-2024-06-16';

describe('an unpacked release of sherpa-onnx', () => {
  it('is SenseVoice by what its model says, the one with whole-number weights first, and hears five languages', async () => {
    const folder = await folderOf('sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17', { 'model.onnx': Buffer.alloc(9), 'model.int8.onnx': senseVoice, 'tokens.txt': tokens, LICENSE: Buffer.from('see there') });
    const found = await readRelease(folder);
    expect(found).toMatchObject({ ok: true, value: { release: { family: 'sense-voice', languages: ['zh', 'yue', 'en', 'ja', 'ko'], suggested: null }, settings: { model: 'model.int8.onnx', tokens: 'tokens.txt' } } });
    if (!found.ok) return;
    expect(await entryOfRelease(folder, found.value, 'ja')).toMatchObject({
      id: 'sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17', engine: 'sherpa-onnx', language: 'ja', licence: { spdx: 'NOASSERTION' },
      files: [{ path: 'model.int8.onnx', bytes: senseVoice.length, sha256: sha256(senseVoice) }, { path: 'tokens.txt', bytes: tokens.length, sha256: sha256(tokens) }],
    });
  });

  it('is a streaming transducer by its three files, the decoder without whole-number weights, and its name tells the language', async () => {
    const both = (word: 'encoder' | 'decoder' | 'joiner') => ({ [`${word}-epoch-99-avg-1.int8.onnx`]: transducer[`${word}.onnx`], [`${word}-epoch-99-avg-1.onnx`]: transducer[`${word}.onnx`] });
    const found = await readRelease(await folderOf(ZIPFORMER, { ...both('encoder'), ...both('decoder'), ...both('joiner'), 'tokens.txt': transducer['tokens.txt'] }));
    expect(found).toMatchObject({
      ok: true,
      value: { release: { family: 'streaming-transducer', languages: ['ko'], suggested: 'ko' }, settings: { encoder: 'encoder-epoch-99-avg-1.int8.onnx', decoder: 'decoder-epoch-99-avg-1.onnx', joiner: 'joiner-epoch-99-avg-1.int8.onnx' } },
    });
  });

  it('leaves the language open where its name tells several', async () => {
    expect(await readRelease(await folderOf('sherpa-onnx-streaming-zipformer-bilingual-zh-en-2023-02-20', transducer))).toMatchObject({ ok: true, value: { release: { languages: ['zh', 'en'], suggested: null } } });
  });

  it.each([
    ['holds no model', {}, 'model-entry-missing', undefined],
    ['lacks its tokens', { 'model.onnx': senseVoice }, 'model-file-missing', 'tokens.txt'],
    ['has tokens that are none', { 'model.onnx': senseVoice, 'tokens.txt': Buffer.from('<html>not found</html>') }, 'model-file-missing', 'tokens.txt'],
    ['lacks its joiner', { 'encoder.onnx': transducer['encoder.onnx'], 'decoder.onnx': transducer['decoder.onnx'], 'tokens.txt': tokens }, 'model-file-missing', 'joiner….onnx'],
    ['has a model that is none', { 'model.onnx': Buffer.from('<html>not found</html>'), 'tokens.txt': tokens }, 'model-file-wrong', 'model.onnx: it is no ONNX model'],
    ['is a transducer that does not stream', { ...transducer, 'encoder.onnx': modelSaying({ model_type: 'zipformer2', comment: 'non-streaming zipformer2' }) }, 'model-family-unknown', 'encoder.onnx: zipformer2'],
    ['is of another family', { 'model.onnx': modelSaying({ model_type: 'paraformer', lfr_window_size: '7' }), 'tokens.txt': tokens }, 'model-family-unknown', 'model.onnx: paraformer'],
  ])('is refused where it %s', async (_, files, code, detail) => {
    const answer = await readRelease(await folderOf('release', files));
    expect(answer).toMatchObject({ ok: false, error: { code, ...(detail === undefined ? {} : { detail }) } });
  });

  it('gets an id that can be a folder’s name anywhere', async () => {
    const found = await readRelease(await folderOf('.我的 model: v1', { 'model.onnx': senseVoice, 'tokens.txt': tokens }));
    expect(found.ok && (await entryOfRelease(join(root, '.我的 model: v1'), found.value, null)).id).toBe('model-v1');
  });
});
