import { readEntry } from '../../models/added/entry.ts';
import { entryOfRelease, readRelease } from '../../models/added/release.ts';
import { addModel, type DescribeFolder } from '../../models/added/add-model.ts';
import { describeAdded, listAdded, removeAdded, removeLeftovers } from '../../models/added/added-models.ts';
import type { AddedModel, AddModelAnswer, AddModelFailure, ModelOrigin } from '../../preload/contract/models.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';

/** The speech models that the person adds and removes; runs in main, the engines read the same folder. */
export interface ModelDesk {
  list(): readonly AddedModel[];
  /** Asks the person for it, checks it and copies it; changes nothing where something is wrong. */
  add(from: ModelOrigin): Promise<Result<AddModelAnswer, AddModelFailure>>;
  /** Goes on with the release that `add` asked about. */
  addRelease(language: string | null): Promise<Result<AddModelAnswer, AddModelFailure>>;
  /** Whoever listens with it changes to a model of the product first. */
  remove(modelId: string): Promise<Result<void, 'unknown-model' | 'model-not-removed' | 'store-failed'>>;
}

interface Options {
  /** The folder in the profile; made when it is needed. */
  readonly directory: string;
  /** Shows the system's picker; null when the person cancels. */
  readonly pick: (from: ModelOrigin) => Promise<string | null>;
  readonly pinnedModelId: () => string | null;
  /** Back to the best of the product's models. */
  readonly unpin: () => Promise<Result<void, 'store-failed'>>;
  readonly onChange: () => void;
}

/** Reads what the profile holds. */
export async function openModelDesk({ directory, pick, pinnedModelId, unpin, onChange }: Options): Promise<ModelDesk> {
  await removeLeftovers(directory);
  const read = async (): Promise<readonly AddedModel[]> => (await listAdded(directory)).map(describeAdded);
  let models = await read();
  /** The release that waits for its language: the page never names a path. */
  let asked: string | null = null;

  async function refresh(): Promise<void> {
    models = await read();
    onChange();
  }

  async function addFrom(path: string, describe: DescribeFolder): Promise<Result<AddModelAnswer, AddModelFailure>> {
    const added = await addModel(path, directory, describe);
    if (!added.ok) return added;
    await refresh();
    return success({ kind: 'added', modelId: added.value.id });
  }

  return {
    list: () => models,
    async add(from) {
      const path = await pick(from);
      if (path === null) return success({ kind: 'cancelled' });
      asked = null;
      const release = from === 'folder' ? await releaseIn(path) : null;
      if (release === null) return addFrom(path, readEntry);
      if (!release.ok) return release;
      asked = path;
      return success({ kind: 'asks-language', release: release.value.release });
    },
    async addRelease(language) {
      const path = asked;
      asked = null;
      if (path === null) return success({ kind: 'cancelled' });
      return addFrom(path, async (folder) => {
        const found = await readRelease(folder);
        return found.ok ? success(await entryOfRelease(folder, found.value, language)) : found;
      });
    },
    async remove(modelId) {
      const unpinned = pinnedModelId() === modelId ? await unpin() : success();
      if (!unpinned.ok) return unpinned;
      const removed = await removeAdded(directory, modelId);
      await refresh();
      return removed;
    },
  };
}

/** What a folder without an entry of its own is; null where it has one. */
async function releaseIn(path: string): Promise<Awaited<ReturnType<typeof readRelease>> | null> {
  const entry = await readEntry(path);
  if (entry.ok || entry.error.code !== 'model-entry-missing') return null;
  try {
    return await readRelease(path);
  } catch (error) {
    return failure('model-file-missing', 'The folder cannot be read.', { detail: error instanceof Error ? error.message : String(error) });
  }
}
