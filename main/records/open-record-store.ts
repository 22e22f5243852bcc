import { Low } from 'lowdb';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import { createEmitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import { describeFileError, writeDurably, type DurableWrite } from './durable-file.ts';
import type { RecordStore, StoreData } from './record-store.ts';
import { createStoreAdapter } from './store-adapter.ts';
import { plainCodec, type StoreCodec } from './store-codec.ts';
import { emptyImage, planImage, type StoreImage } from './store-image.ts';

/**
 * Opens the store at `file` (its pages lie beside it, see store-adapter.ts) and makes it where there is none.
 * What cannot be read is moved aside, never overwritten, and told in `movedAside`.
 * Rejects where the folder can neither be read nor written: going on would overwrite or lose what is there.
 */
export async function openRecordStore(options: { file: string; clock: Clock; log: Log; codec?: StoreCodec; write?: DurableWrite }): Promise<RecordStore> {
  const { file, clock, log } = options;
  const adapter = createStoreAdapter({ file, codec: options.codec ?? plainCodec, write: options.write ?? writeDurably, nowMs: () => clock.nowMs(), log });
  const db = new Low<StoreImage>(adapter, emptyImage);
  await db.read();
  const movedAside = adapter.movedAside();
  if (movedAside !== null) await db.write().catch((error: unknown) => log.error('records.write-failed', { error }));
  const changes = createEmitter<StoreData>();
  /** What is on disk; `db.data` may be one write ahead of it. */
  let acknowledged = db.data;
  let queue: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  async function write(change: (data: StoreData) => StoreData): Promise<Result<void, 'store-failed'>> {
    if (isClosed) return failure('store-failed', 'The store is closed.');
    const changed = change(acknowledged.data);
    if (changed === acknowledged.data) return success();
    const planned = planImage(acknowledged, changed);
    if (!planned.ok) {
      log.error('records.invalid-update', { detail: planned.error.detail });
      return planned;
    }
    db.data = planned.value;
    try {
      await db.write();
    } catch (error) {
      // The rename may have happened all the same; the numbers of its pages must not be used for others.
      acknowledged = { ...acknowledged, nextPageNumber: planned.value.nextPageNumber };
      db.data = acknowledged;
      log.error('records.write-failed', { error });
      return failure('store-failed', 'The change could not be saved to disk.', { detail: describeFileError(error), action: 'retry' });
    }
    acknowledged = db.data;
    changes.emit(acknowledged.data);
    return success();
  }

  return {
    read: () => acknowledged.data,
    update(change) {
      const turn = queue.then(() => write(change));
      queue = turn.catch(() => undefined);
      return turn;
    },
    subscribe: (listener) => changes.subscribe(listener),
    movedAside,
    async close() {
      await queue;
      isClosed = true;
    },
  };
}
