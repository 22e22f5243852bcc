import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { modelById, type RecogniserEntry } from '../../models/manifest.ts';

/** The real Moonshine tiny as a person would bring it: a zip of its files with an entry of its own. */
export async function packOwnMoonshine(modelsDirectory: string, id: string): Promise<Buffer> {
  const entry: RecogniserEntry = { ...(modelById('moonshine-tiny-en') as RecogniserEntry), id, name: 'A model of my own' };
  const files = await Promise.all(entry.files.map(async ({ path }) => [path, await readFile(join(modelsDirectory, path))] as const));
  return Buffer.from(zipSync({ ...Object.fromEntries(files), 'sidetone-model.json': Buffer.from(JSON.stringify(entry)) }, { level: 0 }));
}
