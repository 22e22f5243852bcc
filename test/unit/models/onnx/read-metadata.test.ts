import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGraph } from '../../../../models/onnx/graph.ts';
import { readOnnxMetadata } from '../../../../models/onnx/read-metadata.ts';
import { senseVoiceFiles } from '../../../support/sherpa-models.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'onnx-')); });
afterAll(() => rm(folder, { recursive: true, force: true }));

async function metadataOf(bytes: Uint8Array): ReturnType<typeof readOnnxMetadata> {
  const file = join(folder, 'a.onnx');
  await writeFile(file, bytes);
  return readOnnxMetadata(file);
}

describe('what an ONNX file says of itself', () => {
  it('is read without its graph', async () => {
    const found = await metadataOf(senseVoiceFiles()['model.onnx']);
    expect(found?.get('lang_ja')).toBe('3');
    expect(found?.get('neg_mean')?.split(',')).toHaveLength(560);
  });

  it('is nothing for a model that says nothing', async () => {
    expect(await metadataOf(createGraph('silent').encode())).toEqual(new Map());
  });

  it('is null for what is no model, or is cut off', async () => {
    const whole = senseVoiceFiles()['model.onnx'];
    for (const bytes of [Buffer.alloc(0), Buffer.from('PK is a zip'), Buffer.alloc(500, 0xff), whole.subarray(0, whole.length - 7)]) expect(await metadataOf(bytes)).toBeNull();
  });

  it('never throws for any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => { await metadataOf(bytes); }), { numRuns: 150 });
  });
});
