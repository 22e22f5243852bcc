import { Low } from 'lowdb';
import type { AccountSettings } from '../../preload/contract/accounts.ts';
import type { CrmEndpoint } from '../../preload/contract/crm.ts';
import type { CallRecord, RecordRow } from '../../preload/contract/records.ts';
import type { AccountId, CallId, Locale } from '../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import { createEmitter, type Unsubscribe } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import { describeFileError, writeDurably, type DurableWrite } from './durable-file.ts';
import { createStoreAdapter } from './store-adapter.ts';
import { plainCodec, type StoreCodec } from './store-codec.ts';
import { emptyImage, planImage, type StoreImage } from './store-image.ts';

/** A CRM event waiting for its delivery; stored in the same update as the record it speaks of. */
export interface OutboxEntry {
  /** The webhook-id: the same on every attempt (Standard Webhooks). */
  readonly entryId: string;
  readonly eventType: 'call.completed' | 'call.missed';
  readonly callId: CallId;
  /** The body, fixed when the entry was made, so that every attempt signs the same bytes. */
  readonly body: string;
  readonly createdAtMs: number;
  readonly attempts: number;
  readonly nextAttemptAtMs: number;
  readonly lastError: string | null;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly deliveredAtMs: number | null;
  readonly httpStatus: number | null;
}

/** What a secret is stored as: bytes from safeStorage in base64, or clear text where the person allowed it. */
export type StoredSecret = { readonly kind: 'encrypted'; readonly base64: string } | { readonly kind: 'unprotected'; readonly text: string };

export interface StoredSettings {
  readonly locale: Locale | null;
  readonly allowUnprotectedSecrets: boolean;
  readonly defaultAccountId: AccountId | null;
  readonly crm: CrmEndpoint | null;
  readonly knowledgeFolder: string | null;
  readonly practicePort: number | null;
}

export interface StoreData {
  readonly version: 1;
  readonly settings: StoredSettings;
  readonly accounts: readonly AccountSettings[];
  /** By name: `account:<id>`, `crm`. */
  readonly secrets: Readonly<Record<string, StoredSecret>>;
  readonly records: readonly CallRecord[];
  readonly outbox: readonly OutboxEntry[];
}

/**
 * The one store. `update` is serialised, validated by schema, written to a temporary file, fsynced and renamed over;
 * it resolves only when the bytes are on disk: what it acknowledged survives kill -9. On failure nothing changed, in memory either.
 * A change that returns the data it was given writes nothing; one that throws (our bug) rejects and changes nothing.
 */
export interface RecordStore {
  read(): StoreData;
  update(change: (data: StoreData) => StoreData): Promise<Result<void, 'store-failed'>>;
  subscribe(listener: (data: StoreData) => void): Unsubscribe;
  /** Set when the file at start was unreadable: it was moved aside to this name and a clean store begun. */
  readonly movedAside: { readonly fileName: string; readonly reason: string } | null;
  close(): Promise<void>;
}

/** An update that may find, on the data as it is when its turn comes, that it cannot be done; then nothing is written. */
export async function tryUpdate<Code extends string>(store: RecordStore, change: (data: StoreData) => Result<StoreData, Code>): Promise<Result<void, Code | 'store-failed'>> {
  let refusal: Result<never, Code> | null = null;
  const written = await store.update((data) => {
    const changed = change(data);
    if (changed.ok) return changed.value;
    refusal = changed;
    return data;
  });
  return refusal ?? written;
}

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

export type { RecordRow };
