import { addModel } from '../../models/added/add-model.ts';
import { describeAdded, listAdded, removeAdded, removeLeftovers } from '../../models/added/added-models.ts';
import type { AddedModel, AddModelAnswer, AddModelFailure, ModelOrigin } from '../../preload/contract/models.ts';
import { success, type Result } from '../../preload/contract/result.ts';

/** The speech models that the person adds and removes; runs in main, the engines read the same folder. */
export interface ModelDesk {
  list(): readonly AddedModel[];
  /** Asks the person for it, checks it and copies it; changes nothing where something is wrong. */
  add(from: ModelOrigin): Promise<Result<AddModelAnswer, AddModelFailure>>;
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

  async function refresh(): Promise<void> {
    models = await read();
    onChange();
  }

  return {
    list: () => models,
    async add(from) {
      const path = await pick(from);
      if (path === null) return success({ kind: 'cancelled' });
      const added = await addModel(path, directory);
      if (!added.ok) return added;
      await refresh();
      return success({ kind: 'added', modelId: added.value.id });
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
