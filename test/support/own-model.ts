import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { modelById, type RecogniserEntry } from '../../models/manifest.ts';
import { senseVoiceFiles } from './sherpa-models.ts';

/** The real Moonshine tiny as a person would bring it: a zip of its files with an entry of its own. */
export async function packOwnMoonshine(modelsDirectory: string, id: string): Promise<Buffer> {
  const entry: RecogniserEntry = { ...(modelById('moonshine-tiny-en') as RecogniserEntry), id, name: 'A model of my own' };
  const files = await Promise.all(entry.files.map(async ({ path }) => [path, await readFile(join(modelsDirectory, path))] as const));
  return Buffer.from(zipSync({ ...Object.fromEntries(files), 'sidetone-model.json': Buffer.from(JSON.stringify(entry)) }, { level: 0 }));
}

/** A model in SenseVoice's shape with an entry of its own; gives the folder. */
export async function writeOwnSenseVoice(folder: string): Promise<string> {
  const files = Object.entries(senseVoiceFiles());
  const entry: RecogniserEntry = {
    id: 'own-sense-voice', task: 'speech-recognition', engine: 'sherpa-onnx', language: 'zh', sampleRateHz: 16_000, licence: { spdx: 'Apache-2.0', note: '' },
    files: files.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })),
    settings: { family: 'sense-voice', model: 'model.onnx', tokens: 'tokens.txt' },
  };
  await mkdir(folder, { recursive: true });
  for (const [path, bytes] of [...files, ['sidetone-model.json', Buffer.from(JSON.stringify(entry))] as const]) await writeFile(join(folder, path), bytes);
  return folder;
}
