import type { SecretStorage } from '../../preload/contract/app.ts';
import { failure, type Result } from '../../preload/contract/result.ts';
import type { Log } from '../platform/log.ts';
import type { RecordStore, StoreData, StoredSecret } from '../records/record-store.ts';

/** The system's keyring; what stands behind it is keyring.ts's business. `encrypt` and `decrypt` may throw. */
export interface Keyring {
  /** false also where encryption "works" with a key that everybody knows. */
  isAvailable(): boolean;
  encrypt(text: string): Buffer;
  decrypt(bytes: Buffer): string;
}

/**
 * Passwords and the webhook secret.
 *
 *   keyring      encrypted by it, in the store
 *   memory       no keyring: kept until the app ends, nothing on disk
 *   unprotected  no keyring, and the person allowed clear text in the store
 */
export interface SecretVault {
  readonly storage: SecretStorage;
  /** Names of secrets that are stored but could not be decrypted: the keyring is another, or locked. They are asked for again. */
  readonly unreadable: readonly string[];
  /** null: unknown or unreadable, the person must be asked. */
  get(name: string): string | null;
  /** Whether it will still be known after a restart. */
  isStored(name: string): boolean;
  set(name: string, text: string): Promise<Result<void, 'store-failed'>>;
  remove(name: string): Promise<Result<void, 'store-failed'>>;
  /** On: what is in memory is stored in clear. Off: what is stored in clear is removed from the disk and stays in memory. */
  allowUnprotected(isAllowed: boolean): Promise<Result<void, 'store-failed'>>;
  /** Several secrets (null removes one) together with another change, in one update of the store. */
  update(secrets: ReadonlyMap<string, string | null>, change: (data: StoreData) => StoreData): Promise<Result<void, 'store-failed'>>;
}

type StoredSecrets = StoreData['secrets'];

export function createSecretVault({ keyring, store, log }: { keyring: Keyring; store: RecordStore; log: Log }): SecretVault {
  const known = new Map<string, string>();
  const unreadable = new Set<string>();

  function load(name: string, stored: StoredSecret): void {
    if (stored.kind === 'unprotected') {
      known.set(name, stored.text);
      return;
    }
    try {
      if (!keyring.isAvailable()) throw new Error('the system offers no keyring now');
      known.set(name, keyring.decrypt(Buffer.from(stored.base64, 'base64')));
    } catch (error) {
      unreadable.add(name);
      log.warn('app.secret-unreadable', { name, error });
    }
  }

  function seal(before: StoredSecrets, changes: ReadonlyMap<string, string | null>, isUnprotectedAllowed: boolean): StoredSecrets {
    const isKeyringThere = keyring.isAvailable();
    const sealOne = (name: string, text: string): StoredSecret | null => {
      const stored = before[name];
      if (stored?.kind === 'encrypted' && known.get(name) === text) return stored;
      if (isKeyringThere) return { kind: 'encrypted', base64: keyring.encrypt(text).toString('base64') };
      if (!isUnprotectedAllowed) return null;
      return stored?.kind === 'unprotected' && stored.text === text ? stored : { kind: 'unprotected', text };
    };
    // An unreadable secret stays: its keyring may be back at the next start.
    const after = new Map(Object.entries(before).filter(([name]) => unreadable.has(name)));
    for (const [name, text] of new Map<string, string | null>([...known, ...changes])) {
      const sealed = text === null ? null : sealOne(name, text);
      if (sealed === null) after.delete(name);
      else after.set(name, sealed);
    }
    const isSame = after.size === Object.keys(before).length && [...after].every(([name, sealed]) => before[name] === sealed);
    return isSame ? before : Object.fromEntries(after);
  }

  /** One after the other: each must see what the one before it made known. */
  let lastUpdate: Promise<unknown> = Promise.resolve();
  function update(secrets: ReadonlyMap<string, string | null>, change: (data: StoreData) => StoreData): Promise<Result<void, 'store-failed'>> {
    const turn = lastUpdate.then(() => writeSecrets(secrets, change));
    lastUpdate = turn;
    return turn;
  }

  async function writeSecrets(secrets: ReadonlyMap<string, string | null>, change: (data: StoreData) => StoreData): Promise<Result<void, 'store-failed'>> {
    let kept: Result<void, 'store-failed'>;
    try {
      kept = await store.update((data) => {
        const changed = change(data);
        const sealed = seal(changed.secrets, secrets, changed.settings.allowUnprotectedSecrets);
        return sealed === changed.secrets ? changed : { ...changed, secrets: sealed };
      });
    } catch (error) {
      log.error('app.secret-not-kept', { error });
      return failure('store-failed', 'The system’s keyring refused to protect the secret.', { detail: error instanceof Error ? error.message : String(error), action: 'retry' });
    }
    if (!kept.ok) return kept;
    for (const [name, text] of secrets) {
      unreadable.delete(name);
      if (text === null) known.delete(name);
      else known.set(name, text);
    }
    return kept;
  }

  const unchanged = (data: StoreData): StoreData => data;
  for (const [name, stored] of Object.entries(store.read().secrets)) load(name, stored);
  // A keyring has come since: what lay in clear goes under it.
  void update(new Map(), unchanged);

  return {
    get storage() {
      if (keyring.isAvailable()) return 'keyring';
      return store.read().settings.allowUnprotectedSecrets ? 'unprotected' : 'memory';
    },
    get unreadable() { return [...unreadable]; },
    get: (name) => known.get(name) ?? null,
    isStored: (name) => known.has(name) && store.read().secrets[name] !== undefined,
    set: (name, text) => update(new Map([[name, text]]), unchanged),
    remove: (name) => update(new Map([[name, null]]), unchanged),
    allowUnprotected: (isAllowed) => update(new Map(), (data) => ({ ...data, settings: { ...data.settings, allowUnprotectedSecrets: isAllowed } })),
    update,
  };
}
