import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackupDesk } from '../../../main/app/backup-desk.ts';
import { readBackup, writeBackup } from '../../../main/records/backup.ts';
import type { StoreData } from '../../../main/records/record-store.ts';
import { success } from '../../../preload/contract/result.ts';
import { createMemoryStore } from '../../support/memory-store.ts';
import { sampleContacts } from '../../support/fake-sidetone-learning.ts';
import { runningRecord } from './sample-record.ts';

const NOW = 1_800_000_000_000;
const withWork = (data: StoreData): StoreData => ({ ...data, contacts: sampleContacts, records: [runningRecord('call-1')], secrets: { crm: { kind: 'unprotected', text: 'whsec_secret' } }, settings: { ...data.settings, vocabulary: ['Brennhaus'] } });

describe('a backup (T44)', () => {
  it('has everything but the secrets, and reads back as it was', async () => {
    const data = withWork(createMemoryStore().read());
    const bytes = await writeBackup(data, NOW);
    const read = await readBackup(bytes);
    const { secrets: _secrets, ...rest } = data;
    expect(read).toEqual(success(rest));
    expect(JSON.stringify(read)).not.toContain('whsec_secret');
  });

  it.each([
    ['not compressed', Buffer.from('{}')], ['another kind of file', gzipSync('{"format":"other"}')], ['no JSON', gzipSync('hello')], ['of a shape that is wrong', gzipSync('{"format":"sidetone-backup","content":{"version":1}}')], ['empty', Buffer.alloc(0)],
  ])('is refused where it is %s', async (_what, bytes) => {
    expect(await readBackup(bytes)).toMatchObject({ ok: false, error: { code: 'backup-unreadable' } });
  });

  it('of a newer Sidetone is refused as such, and a cut one as damaged', async () => {
    expect(await readBackup(gzipSync('{"format":"sidetone-backup","content":{"version":99}}'))).toMatchObject({ error: { code: 'backup-newer' } });
    const whole = await writeBackup(createMemoryStore().read(), NOW);
    expect(await readBackup(whole.subarray(0, whole.length - 20))).toMatchObject({ error: { code: 'backup-unreadable' } });
  });
});

describe('the desk of backups (T44)', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'sidetone-backup-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function desk() {
    const store = createMemoryStore();
    await store.update(withWork);
    const file = join(folder, 'mine.sidetone-backup');
    const state = { isOnCall: false, restarts: 0, picked: file as string | null };
    const backup = createBackupDesk({ store, profile: folder, clock: { nowMs: () => NOW }, isOnCall: () => state.isOnCall, pickFile: async () => state.picked, pickTarget: async () => state.picked, restart: () => { state.restarts += 1; } });
    return { store, file, state, backup };
  }

  it('brings back what was there, keeps this machine\'s secrets and what it replaces, and starts anew', async () => {
    const { store, state, backup } = await desk();
    expect(await backup.backUp()).toEqual(success({ isChosen: true }));
    const before = store.read();
    await store.update((data) => ({ ...data, contacts: [], records: [], secrets: { crm: { kind: 'unprotected', text: 'a newer one' } } }));
    expect(await backup.restore()).toEqual(success({ isChosen: true }));
    expect(store.read()).toEqual({ ...before, secrets: { crm: { kind: 'unprotected', text: 'a newer one' } } });
    expect(state.restarts).toBe(1);
    const [replaced] = (await readdir(folder)).filter((name) => name.startsWith('before-restore-'));
    expect(await readBackup(await readFile(join(folder, replaced!)))).toMatchObject({ ok: true, value: { contacts: [], records: [] } });
  });

  it('changes nothing for a damaged file, in a call, or when nothing is chosen', async () => {
    const { store, file, state, backup } = await desk();
    const before = store.read();
    await writeFile(file, 'no backup');
    expect(await backup.restore()).toMatchObject({ error: { code: 'backup-unreadable' } });
    state.isOnCall = true;
    expect(await backup.restore()).toMatchObject({ error: { code: 'call-in-progress' } });
    expect(await backup.backUp()).toMatchObject({ error: { code: 'call-in-progress' } });
    [state.isOnCall, state.picked] = [false, null];
    expect(await backup.restore()).toEqual(success({ isChosen: false }));
    state.picked = join(folder, 'no', 'such', 'folder.sidetone-backup');
    expect(await backup.restore()).toMatchObject({ error: { code: 'backup-unreadable' } });
    expect(await backup.backUp()).toMatchObject({ error: { code: 'file-not-written' } });
    expect(store.read()).toBe(before);
    expect(state.restarts).toBe(0);
  });
});
