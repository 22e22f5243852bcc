import { copyFile, mkdir, mkdtemp, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddModelFailure } from '../../preload/contract/models.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import { modelManifest, type RecogniserEntry } from '../manifest.ts';
import { wrongWith } from '../verify.ts';
import { ENTRY_FILE, readEntry } from './entry.ts';
import { unpackPackage } from './unpack-package.ts';

/** Work in progress has a name that no model can have; what a crash left behind is removed by `removeLeftovers`. */
export const WORK_PREFIX = '.work-';

/** Says which model a folder holds that has no entry of its own. */
export type DescribeFolder = (folder: string) => Promise<Result<RecogniserEntry, AddModelFailure>>;

/**
 * Copies a model from a folder or a package (.zip, .tar.gz) into `directory`, in a folder of its id. Every file must be
 * what its entry says, to the byte; until then nobody sees it, and a failure changes nothing.
 *
 * @param describe asked where there is no sidetone-model.json
 */
export async function addModel(from: string, directory: string, describe: DescribeFolder = readEntry): Promise<Result<RecogniserEntry, AddModelFailure>> {
  try {
    await mkdir(directory, { recursive: true });
    const work = await mkdtemp(join(directory, WORK_PREFIX));
    try {
      const source = await folderOf(from, join(work, 'unpacked'));
      return source.ok ? await addFromFolder(source.value, { work, directory, describe }) : source;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  } catch (error) {
    return failure('model-not-kept', 'The model could not be copied into the profile.', { detail: error instanceof Error ? error.message : String(error) });
  }
}

/** The folder that holds the model: packages mostly have one folder around everything. */
async function folderOf(from: string, unpacked: string): Promise<Result<string, AddModelFailure>> {
  if ((await stat(from)).isDirectory()) return success(from);
  await mkdir(unpacked);
  const done = await unpackPackage(from, unpacked);
  if (!done.ok) return done;
  const [only, ...others] = await readdir(unpacked, { withFileTypes: true });
  return success(only?.isDirectory() === true && others.length === 0 ? join(unpacked, only.name) : unpacked);
}

async function addFromFolder(folder: string, { work, directory, describe }: { readonly work: string; readonly directory: string; readonly describe: DescribeFolder }): Promise<Result<RecogniserEntry, AddModelFailure>> {
  const own = await readEntry(folder);
  const entry = !own.ok && own.error.code === 'model-entry-missing' ? await describe(folder) : own;
  if (!entry.ok) return entry;
  const { id, files } = entry.value;
  const place = join(directory, id);
  if (modelManifest.models.some((model) => model.id === id) || await isThere(place)) return failure('model-known', 'There is a model with this id already.', { detail: id });
  const made = join(work, 'model');
  await mkdir(made);
  for (const file of files) {
    const copied = await copyFile(join(folder, file.path), join(made, file.path)).catch((error: NodeJS.ErrnoException) => error);
    if (copied !== undefined && copied.code !== 'ENOENT' && copied.code !== 'EISDIR' && copied.code !== 'EACCES') throw copied;
    const wrong = await wrongWith(made, file);
    if (wrong?.kind === 'missing') return failure('model-file-missing', 'A file of the model is missing or cannot be read.', { detail: file.path });
    if (wrong !== null) return failure('model-file-wrong', 'A file of the model is not what its entry says.', { detail: `${file.path}: ${wrong.detail}` });
    await settle(join(made, file.path));
  }
  await writeFile(join(made, ENTRY_FILE), `${JSON.stringify(entry.value, null, 2)}\n`);
  await settle(join(made, ENTRY_FILE));
  await rename(made, place);
  return entry;
}

const isThere = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

/** A power cut after this finds the bytes on the disk. */
async function settle(file: string): Promise<void> {
  const opened = await open(file, 'r+');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
