import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddedModel } from '../../preload/contract/models.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { RecogniserEntry } from '../manifest.ts';
import { wrongWith } from '../verify.ts';
import { WORK_PREFIX } from './add-model.ts';
import { readEntry } from './entry.ts';

/** The entries of the models in `directory`, by name; a folder that holds none is passed over. */
export async function listAdded(directory: string): Promise<readonly RecogniserEntry[]> {
  const names = await readdir(directory).catch(() => []);
  const read = await Promise.all(names.filter((name) => !name.startsWith('.')).map(async (name) => ({ name, entry: await readEntry(join(directory, name)) })));
  return read.flatMap(({ name, entry }) => (entry.ok && entry.value.id === name ? [entry.value] : [])).toSorted((left, right) => nameOf(left).localeCompare(nameOf(right)));
}

const nameOf = ({ name, id }: RecogniserEntry): string => name ?? id;

/** As the page shows it. */
export function describeAdded(entry: RecogniserEntry): AddedModel {
  const { id, engine, language, licence, files } = entry;
  return { modelId: id, name: nameOf(entry), engine, language, licence: licence.spdx, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

export interface WholeModel {
  readonly entry: RecogniserEntry;
  readonly folder: string;
}

/** The added model with this id, if it is still what it was when it was added. */
export async function findAdded(directory: string, modelId: string): Promise<Result<WholeModel, 'model-missing' | 'model-corrupt'>> {
  const entry = (await listAdded(directory)).find(({ id }) => id === modelId);
  if (entry === undefined) return failure('model-missing', `The model ${modelId} is not in the profile any more.`);
  const folder = join(directory, modelId);
  for (const file of entry.files) {
    const wrong = await wrongWith(folder, file);
    if (wrong !== null) return failure('model-corrupt', `The model file ${file.path} is damaged or missing: ${wrong.detail}.`);
  }
  return success({ entry, folder });
}

/** Removes it in one step; the files follow. Where a process still holds them (Windows), it stays. */
export async function removeAdded(directory: string, modelId: string): Promise<Result<void, 'unknown-model' | 'model-not-removed'>> {
  if (!(await listAdded(directory)).some(({ id }) => id === modelId)) return failure('unknown-model', 'There is no such model.');
  const leftover = join(directory, `${WORK_PREFIX}${modelId}-${Date.now()}`);
  try {
    await rename(join(directory, modelId), leftover);
  } catch (error) {
    return failure('model-not-removed', 'The model could not be removed.', { detail: error instanceof Error ? error.message : String(error) });
  }
  await rm(leftover, { recursive: true, force: true }).catch(() => undefined);
  return success();
}

/** Clears away what a crash in the middle of adding or removing left behind; for the start of the app. */
export async function removeLeftovers(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  await Promise.all(names.filter((name) => name.startsWith(WORK_PREFIX)).map((name) => rm(join(directory, name), { recursive: true, force: true })));
}
