import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSecretVault, type SecretVault } from '../../../main/app/secrets.ts';
import { createLog, silentLog, type LogEntry } from '../../../main/platform/log.ts';
import type { RecordStore } from '../../../main/records/record-store.ts';
import { createFakeKeyring, openStore, temporaryFolder } from './sample-store.ts';

const NAME = 'account:main';

async function setUp(isThere: boolean) {
  const folder = await temporaryFolder();
  const keyring = createFakeKeyring(isThere);
  const store = await openStore(folder);
  const restart = async (): Promise<{ store: RecordStore; vault: SecretVault }> => {
    const again = await openStore(folder);
    return { store: again, vault: createSecretVault({ keyring, store: again, log: silentLog }) };
  };
  const onDisk = (): Promise<string> => readFile(join(folder, 'store.json'), 'utf8').catch(() => '');
  return { keyring, store, vault: createSecretVault({ keyring, store, log: silentLog }), restart, onDisk };
}

describe('a vault with a keyring', () => {
  it('keeps a secret over a restart, and no clear text on the disk', async () => {
    const { vault, restart, onDisk } = await setUp(true);
    expect((await vault.set(NAME, 'hunter2')).ok).toBe(true);
    expect([vault.storage, vault.get(NAME), vault.isStored(NAME)]).toEqual(['keyring', 'hunter2', true]);
    expect(await onDisk()).not.toContain('hunter2');
    expect((await restart()).vault.get(NAME)).toBe('hunter2');
  });

  it('forgets a removed secret, on the disk too', async () => {
    const { vault, store, restart } = await setUp(true);
    await vault.set(NAME, 'hunter2');
    await vault.remove(NAME);
    expect([vault.get(NAME), vault.isStored(NAME), store.read().secrets]).toEqual([null, false, {}]);
    expect((await restart()).vault.get(NAME)).toBeNull();
  });

  it('asks again for what it cannot decrypt, says so, and keeps the bytes for the keyring’s return', async () => {
    const { vault, keyring, restart } = await setUp(true);
    await vault.set(NAME, 'hunter2');
    await vault.set('crm', 'whsec_x');
    keyring.key = 9;
    const entries: LogEntry[] = [];
    const { store } = await restart();
    const other = createSecretVault({ keyring, store, log: createLog((entry) => entries.push(entry)) });
    expect([other.get(NAME), other.isStored(NAME), other.unreadable]).toEqual([null, false, [NAME, 'crm']]);
    expect(entries.map(({ event, fields }) => [event, (fields as { name: string }).name])).toEqual([['app.secret-unreadable', NAME], ['app.secret-unreadable', 'crm']]);
    await other.set(NAME, 'new');
    expect([other.get(NAME), other.unreadable]).toEqual(['new', ['crm']]);
    keyring.key = 7;
    expect((await restart()).vault.get('crm')).toBe('whsec_x');
  });

  it('keeps what it had when the keyring refuses to encrypt', async () => {
    const { vault, keyring } = await setUp(true);
    await vault.set(NAME, 'old');
    keyring.isBroken = true;
    expect(await vault.set(NAME, 'new')).toMatchObject({ ok: false, error: { code: 'store-failed', detail: 'the keyring is locked' } });
    expect(vault.get(NAME)).toBe('old');
  });

  it('takes secrets that lay in clear under the keyring as soon as there is one', async () => {
    const { vault, keyring, restart, onDisk } = await setUp(false);
    await vault.allowUnprotected(true);
    await vault.set(NAME, 'hunter2');
    keyring.isThere = true;
    const { vault: later } = await restart();
    await later.update(new Map(), (data) => data);
    expect([later.storage, later.get(NAME)]).toEqual(['keyring', 'hunter2']);
    expect(await onDisk()).not.toContain('hunter2');
  });
});

describe('a vault without a keyring', () => {
  it('keeps secrets in memory alone until it is asked', async () => {
    const { vault, store, restart, onDisk } = await setUp(false);
    expect((await vault.set(NAME, 'hunter2')).ok).toBe(true);
    expect([vault.storage, vault.get(NAME), vault.isStored(NAME), store.read().secrets]).toEqual(['memory', 'hunter2', false, {}]);
    expect(await onDisk()).not.toContain('hunter2');
    expect((await restart()).vault.get(NAME)).toBeNull();
  });

  it('stores what is in memory when clear text is allowed', async () => {
    const { vault, store, restart } = await setUp(false);
    await vault.set(NAME, 'hunter2');
    await vault.allowUnprotected(true);
    expect([vault.storage, vault.isStored(NAME), store.read().secrets]).toEqual(['unprotected', true, { [NAME]: { kind: 'unprotected', text: 'hunter2' } }]);
    expect((await restart()).vault.get(NAME)).toBe('hunter2');
  });

  it('removes clear text from the disk when it is not allowed any more, and still knows it', async () => {
    const { vault, onDisk } = await setUp(false);
    await vault.allowUnprotected(true);
    await vault.set(NAME, 'hunter2');
    await vault.allowUnprotected(false);
    expect([vault.storage, vault.get(NAME), vault.isStored(NAME)]).toEqual(['memory', 'hunter2', false]);
    expect(await onDisk()).not.toContain('hunter2');
  });

  it('cannot read what a keyring wrote, and does not lose it', async () => {
    const { vault, keyring, restart } = await setUp(true);
    await vault.set(NAME, 'hunter2');
    keyring.isThere = false;
    const { vault: without } = await restart();
    expect([without.get(NAME), without.unreadable]).toEqual([null, [NAME]]);
    await without.set('crm', 'whsec_x');
    keyring.isThere = true;
    expect((await restart()).vault.get(NAME)).toBe('hunter2');
  });
});

describe('an update of several secrets', () => {
  it('is one update of the store, together with the change it belongs to', async () => {
    const { vault, store } = await setUp(true);
    const heard: number[] = [];
    store.subscribe((data) => heard.push(Object.keys(data.secrets).length));
    await vault.update(new Map([[NAME, 'a'], ['crm', 'b']]), (data) => ({ ...data, settings: { ...data.settings, locale: 'en' } }));
    expect([heard, store.read().settings.locale]).toEqual([[2], 'en']);
  });

  it('sees what the one before it set, however fast they come', async () => {
    const { vault, store } = await setUp(true);
    await Promise.all([vault.set('a', '1'), vault.set('b', '2'), vault.remove('a'), vault.set('c', '3')]);
    expect([Object.keys(store.read().secrets), vault.get('a')]).toEqual([['b', 'c'], null]);
  });

  it('changes nothing in memory where the store fails', async () => {
    const { vault, store } = await setUp(true);
    await vault.set(NAME, 'old');
    await store.close();
    expect(await vault.set(NAME, 'new')).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(vault.get(NAME)).toBe('old');
  });
});
