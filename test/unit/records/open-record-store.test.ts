import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../main/platform/log.ts';
import { writeDurably, type DurableWrite } from '../../../main/records/durable-file.ts';
import { withMessage, withMessageState } from '../../../main/records/message-transitions.ts';
import { newOutboxEntry } from '../../../main/records/outbox.ts';
import { openRecordStore } from '../../../main/records/open-record-store.ts';
import type { RecordStore, StoreData } from '../../../main/records/record-store.ts';
import { createStoreCodec } from '../../../main/records/store-codec.ts';
import { emptyStoreData } from '../../../main/records/store-image.ts';
import type { Contact } from '../../../preload/contract/contacts.ts';
import type { TextMessage } from '../../../preload/contract/messages.ts';
import type { AccountId } from '../../../preload/contract/primitives.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { longRecord, STARTED_AT_MS } from './sample-record.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-store-'));
  file = join(folder, 'store.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (options: Partial<Parameters<typeof openRecordStore>[0]> = {}): Promise<RecordStore> => openRecordStore({ file, clock: createFakeClock(), log: silentLog, ...options });
const addCall = (id: string) => (data: StoreData): StoreData => {
  const record = longRecord(id);
  return { ...data, records: [...data.records, record], outbox: [...data.outbox, newOutboxEntry(record, `entry-of-${id}`, STARTED_AT_MS)] };
};
const withLocale = (data: StoreData): StoreData => ({ ...data, settings: { ...data.settings, locale: 'zh-CN' } });
const pagesOnDisk = (): Promise<string[]> => readdir(join(folder, 'store.pages')).then((names) => names.sort());

describe('a new store', () => {
  it('is empty, and nothing was moved aside', async () => {
    const store = await open();
    expect(store.read()).toEqual(emptyStoreData);
    expect(store.movedAside).toBeNull();
  });

  it('belongs to its user alone: files 0600, folders 0700', async () => {
    file = join(folder, 'profile', 'store.json');
    const store = await open();
    await store.update(addCall('call-1'));
    const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
    expect(await mode(file)).toBe(0o600);
    expect(await mode(join(folder, 'profile'))).toBe(0o700);
    for (const name of await readdir(join(folder, 'profile', 'store.pages'))) expect(await mode(join(folder, 'profile', 'store.pages', name))).toBe(0o600);
  });
});

describe('contacts', () => {
  const contact = (index: number, name = `Person ${index}`): Contact => ({ contactId: `c${index}`, name, organisation: '', numbers: [{ label: '', number: `555${index}` }], email: '', note: '' });

  it('are there again after the next start; a call writes none of their pages, and a changed one writes its own', async () => {
    const store = await open();
    await store.update((data) => ({ ...data, contacts: Array.from({ length: 2_000 }, (_unused, index) => contact(index)) }));
    const pages = async (): Promise<string[]> => (await pagesOnDisk()).filter((name) => name.startsWith('contacts-'));
    const before = await pages();
    await store.update(addCall('call-1'));
    expect(await pages()).toEqual(before);
    await store.update((data) => ({ ...data, contacts: data.contacts.map((known) => (known.contactId === 'c900' ? contact(900, 'Emma') : known)) }));
    expect((await pages()).filter((name) => before.includes(name))).toHaveLength(before.length - 1);
    expect((await open()).read().contacts).toEqual(store.read().contacts);
  });

  it('that do not fit are refused, and nothing changes', async () => {
    const store = await open();
    expect(await store.update((data) => ({ ...data, contacts: [contact(1, '')] }))).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(store.read().contacts).toEqual([]);
  });
});

describe('text messages', () => {
  const message = (messageId: string): TextMessage => ({
    messageId, accountId: 'a1' as AccountId, party: { uri: 'sip:1@a', user: '1', displayName: null }, text: '你好', atMs: STARTED_AT_MS, state: { kind: 'received', isRead: false }, messageKey: messageId,
  });

  it('are there again after the next start, and a store from before them reads as one without', async () => {
    const store = await open();
    await store.update((data) => withMessage(data, message('m1')));
    await store.close();
    expect((await open()).read().messages).toEqual([message('m1')]);
    const { messagePages: _none, ...before } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify(before));
    const old = await open();
    expect([old.read().messages, old.movedAside]).toEqual([[], null]);
  });

  it('change one page however many there are', async () => {
    const store = await open();
    await store.update((data) => ({ ...data, messages: Array.from({ length: 300 }, (_value, index) => message(`m${index}`)) }));
    const before = await pagesOnDisk();
    await store.update((data) => withMessageState(data, 'm299', { kind: 'received', isRead: true }));
    expect((await pagesOnDisk()).filter((name) => before.includes(name))).toHaveLength(before.length - 1);
  });
});

describe('an update', () => {
  it('is read back by the next start, in the order of first storing', async () => {
    const store = await open();
    for (let index = 0; index < 70; index++) await store.update(addCall(`call-${index}`));
    await store.update(withLocale);
    const again = await open();
    expect(again.read()).toEqual(store.read());
    expect(again.read().records.map(({ callId }) => callId)).toEqual(Array.from({ length: 70 }, (_, index) => `call-${index}`));
  });

  it('is serialised with the others: each sees what the one before it wrote', async () => {
    const store = await open();
    await Promise.all(Array.from({ length: 40 }, (_, index) => store.update(addCall(`call-${index}`))));
    expect(store.read().records).toHaveLength(40);
    expect((await open()).read().records).toHaveLength(40);
  });

  it('is seen by readers and subscribers only once it is on disk', async () => {
    const heard: number[] = [];
    const store = await open();
    store.subscribe((data) => heard.push(data.records.length));
    const writing = store.update(addCall('call-1'));
    expect([store.read().records.length, heard]).toEqual([0, []]);
    await writing;
    expect([store.read().records.length, heard]).toEqual([1, [1]]);
  });

  it('rewrites one page of records, not all of them', async () => {
    const store = await open();
    await store.update((data) => ({ ...data, records: Array.from({ length: 100 }, (_, index) => longRecord(`call-${index}`)) }));
    const before = await pagesOnDisk();
    await store.update((data) => ({ ...data, records: data.records.map((record, index) => (index === 50 ? { ...record, disposition: 'refund' } : record)) }));
    const after = await pagesOnDisk();
    expect(after).toHaveLength(before.length);
    expect(after.filter((name) => !before.includes(name))).toHaveLength(1);
  });

  it('writes nothing when the change gives back what it was given', async () => {
    const written: string[] = [];
    const write: DurableWrite = (path, bytes) => { written.push(path); return writeDurably(path, bytes); };
    const store = await open({ write });
    expect(await store.update((data) => data)).toEqual({ ok: true, value: undefined });
    expect(written).toEqual([]);
  });

  it('that does not fit the schema is refused, names the place and changes nothing', async () => {
    const store = await open();
    const result = await store.update((data) => ({ ...data, records: [{ ...longRecord('call-1'), startedAtMs: -1 }] }));
    expect(result).toMatchObject({ ok: false, error: { code: 'store-failed', detail: expect.stringContaining('records.0.startedAtMs') } });
    expect(store.read().records).toEqual([]);
  });

  it('that throws rejects, and the next one goes on', async () => {
    const store = await open();
    await expect(store.update(() => { throw new Error('our bug'); })).rejects.toThrow('our bug');
    expect((await store.update(withLocale)).ok).toBe(true);
  });

  it('is refused after close, which waits for what is under way', async () => {
    const store = await open();
    const underWay = store.update(addCall('call-1'));
    await store.close();
    expect((await underWay).ok).toBe(true);
    expect(await store.update(withLocale)).toMatchObject({ ok: false, error: { code: 'store-failed' } });
  });
});

describe('a write that fails', () => {
  const fault = (code: string): Error => Object.assign(new Error(`${code}: simulated`), { code });
  /** A disk that fails for the paths of `pattern` until it is healed. Opening a sound store writes nothing. */
  const brokenDisk = (pattern: RegExp, code: string): { write: DurableWrite; heal: () => void } => {
    let isBroken = true;
    return {
      write: (path, bytes) => (isBroken && pattern.test(path) ? Promise.reject(fault(code)) : writeDurably(path, bytes)),
      heal: () => { isBroken = false; },
    };
  };

  it.each([
    ['the disk is full while a page is written', /store\.pages/, 'ENOSPC', 'the disk is full'],
    ['the disk is full at the main file', /store\.json$/, 'ENOSPC', 'the disk is full'],
    ['the folder may not be written', /store\.json$/, 'EACCES', 'no permission'],
    ['the disk is read-only', /store\.json$/, 'EROFS', 'read-only'],
  ])('leaves disk and memory as they were when %s, and says why', async (_case, pattern, code, words) => {
    await (await open()).update(addCall('call-1'));
    const { write, heal } = brokenDisk(pattern, code);
    const store = await open({ write });
    const result = await store.update(addCall('call-2'));
    expect(result).toMatchObject({ ok: false, error: { code: 'store-failed', detail: expect.stringContaining(words) } });
    expect(store.read().records.map(({ callId }) => callId)).toEqual(['call-1']);
    expect((await open()).read()).toEqual(store.read());
    heal();
    expect((await store.update(addCall('call-3'))).ok).toBe(true);
    expect((await open()).read().records.map(({ callId }) => callId)).toEqual(['call-1', 'call-3']);
  });

  it('of the real disk does too: the folder is gone, then it is back', async () => {
    const store = await open();
    await store.update(addCall('call-1'));
    await rm(folder, { recursive: true });
    expect(await store.update(addCall('call-2'))).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(store.read().records).toHaveLength(1);
  });
});

describe('a store that cannot be read', () => {
  const garbage = '{"version":1,"settings":{"password":"hunter2"';

  it('is moved aside under a name with the time, byte for byte, and a clean one begun', async () => {
    await writeFile(file, garbage);
    const store = await open({ clock: createFakeClock(Date.UTC(2026, 2, 14, 9, 30)) });
    expect(store.movedAside).toEqual({ fileName: 'store.json.corrupt-2026-03-14T09-30-00-000Z', reason: 'The store file could not be read: it is not JSON.' });
    expect(await readFile(join(folder, store.movedAside!.fileName), 'utf8')).toBe(garbage);
    expect(store.read()).toEqual(emptyStoreData);
    expect((await open()).movedAside).toBeNull();
  });

  it('never overwrites an earlier one that was moved aside', async () => {
    const clock = createFakeClock();
    await writeFile(file, 'first');
    const first = (await open({ clock })).movedAside!.fileName;
    await writeFile(file, 'second');
    const second = (await open({ clock })).movedAside!.fileName;
    expect(second).not.toBe(first);
    expect(await readFile(join(folder, first), 'utf8')).toBe('first');
  });

  it.each([
    ['is empty', '', /empty/],
    ['is zeros, as after a power cut', '\0'.repeat(64), /not JSON/],
    ['is another JSON', '[]', /not valid/],
    ['has a setting of the wrong type', JSON.stringify({ version: 1, settings: 7 }), /settings/],
  ])('is moved aside when it %s', async (_case, content, reason) => {
    await writeFile(file, content);
    expect((await open()).movedAside?.reason).toMatch(reason);
  });

  it('keeps the pages of a damaged main file beside it', async () => {
    await (await open()).update(addCall('call-1'));
    await writeFile(file, garbage);
    await (await open()).update(addCall('call-2'));
    const aside = (await readdir(folder)).find((name) => name.startsWith('store.pages.corrupt-'));
    expect(await readdir(join(folder, aside!))).toEqual(['outbox-2.json', 'records-1.json']);
  });

  it('that a newer Sidetone wrote is kept as such and not overwritten', async () => {
    const newer = JSON.stringify({ version: 2, anything: true });
    await writeFile(file, newer);
    const store = await open();
    expect(store.movedAside).toMatchObject({ fileName: expect.stringContaining('.newer-'), reason: expect.stringContaining('format 2') });
    expect(await readFile(join(folder, store.movedAside!.fileName), 'utf8')).toBe(newer);
  });

  it('loses to a damaged page no more than that page, which is moved aside', async () => {
    const store = await open();
    await store.update((data) => ({ ...data, records: Array.from({ length: 70 }, (_, index) => longRecord(`call-${index}`)) }));
    const [page] = (await pagesOnDisk()).filter((name) => name.startsWith('records-'));
    const pageFile = join(folder, 'store.pages', page!);
    const bytes = await readFile(pageFile);
    bytes[500]! ^= 1;
    await writeFile(pageFile, bytes);
    const again = await open();
    expect(again.read().records).toHaveLength(70 - 32);
    expect(again.movedAside).toMatchObject({ fileName: expect.stringMatching(/^records-1\.json\.corrupt-/), reason: expect.stringMatching(/32 entries.*damaged/) });
    expect((await open()).movedAside).toBeNull();
  });

  it('rejects where it can neither be read nor moved: nothing may be begun in its place', async () => {
    file = join(folder, 'a-file', 'store.json');
    await writeFile(join(folder, 'a-file'), 'in the way');
    await expect(open()).rejects.toThrow();
  });
});

describe('leftovers of a crash', () => {
  it('are removed at the start: temporary files and pages that no main file names', async () => {
    await (await open()).update(addCall('call-1'));
    const before = await pagesOnDisk();
    for (const name of ['records-77.json', 'records-78.json.tmp']) await writeFile(join(folder, 'store.pages', name), '[');
    await writeFile(`${file}.tmp`, '{');
    expect((await open()).read().records).toHaveLength(1);
    expect(await pagesOnDisk()).toEqual(before);
    expect(await readdir(folder)).toEqual(['store.json', 'store.pages']);
  });

  it('that are pages without any main file are kept aside', async () => {
    await (await open()).update(addCall('call-1'));
    await rm(file);
    expect((await open()).movedAside?.reason).toMatch(/main file is missing/);
    expect((await readdir(folder)).some((name) => name.startsWith('store.pages.corrupt-'))).toBe(true);
  });
});

describe('an encrypted store', () => {
  it('shows nothing of a call in any file and is read back with the key', async () => {
    const codec = createStoreCodec(randomBytes(32));
    await (await open({ codec })).update(addCall('call-1'));
    for (const path of [file, ...(await pagesOnDisk()).map((name) => join(folder, 'store.pages', name))]) {
      expect((await readFile(path)).includes('callId')).toBe(false);
      expect((await readFile(path)).includes('settings')).toBe(false);
    }
    expect((await open({ codec })).read().records).toEqual([longRecord('call-1')]);
  });

  it('is moved aside, whole, where the key is not at hand', async () => {
    await (await open({ codec: createStoreCodec(randomBytes(32)) })).update(addCall('call-1'));
    expect((await open()).movedAside?.reason).toMatch(/encrypted/);
  });
});
