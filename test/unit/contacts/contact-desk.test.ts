import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createContactBook } from '../../../main/contacts/contact-book.ts';
import { createContactDesk } from '../../../main/contacts/contact-desk.ts';
import type { Contact } from '../../../preload/contract/contacts.ts';
import { success } from '../../../preload/contract/result.ts';
import { createMemoryStore } from '../../support/memory-store.ts';

const contact = (name: string, numbers: string[], change: Partial<Contact> = {}): Contact => ({ contactId: name, name, organisation: '', numbers: numbers.map((number) => ({ label: '', number })), email: '', note: '', ...change });
const draft = (name: string, numbers: string[] = []) => ({ ...contact(name, numbers), contactId: null });

describe('the contact book', () => {
  const book = createContactBook([contact('Zoë Müller', ['+49 30 1234567']), contact('Emma Brown', ['020 7946 0000', '42'], { organisation: 'Harbour Bakery' }), contact('王小明', ['5550102'])]);
  const namesFor = (query: string) => book.find(query).contacts.map(({ name }) => name);

  it.each([['', ['Emma Brown', 'Zoë Müller', '王小明']], ['emma', ['Emma Brown']], ['bakery ha', ['Emma Brown']], ['muller zoe', ['Zoë Müller']], ['mma', []], ['王小', ['王小明']], ['030 123', ['Zoë Müller']], ['7946', ['Emma Brown']], ['+49 30', ['Zoë Müller']], ['nobody', []]])('finds by "%s"', (query, names) => {
    expect(namesFor(query)).toEqual(names);
  });

  it('knows a number in any writing, and an extension only as it is', () => {
    for (const number of ['+49301234567', '0301234567', '00493 01234567', '(030) 1234567']) expect(book.nameOf(number), number).toBe('Zoë Müller');
    expect([book.nameOf('42'), book.nameOf('142'), book.nameOf(''), book.nameOf('anonymous')]).toEqual(['Emma Brown', null, null, null]);
  });

  it('of ten thousand shows fifty, and finds one of them by a few letters (T30)', () => {
    const many = createContactBook(Array.from({ length: 10_000 }, (_unused, index) => contact(`Person ${index}`, [`555${String(index).padStart(6, '0')}`])));
    expect(many.find('')).toMatchObject({ total: 10_000, contacts: { length: 50 } });
    expect(many.find('person 9876').contacts.map(({ name }) => name)).toEqual(['Person 9876']);
    const first = createContactBook([...Array.from({ length: 60 }, (_unused, index) => contact(`A ${index}`, [], { organisation: 'Zed' })), contact('Zed', [])]);
    expect(first.find('zed').contacts[0]).toMatchObject({ name: 'Zed' });
    expect(many.nameOf('555004321')).toBe('Person 4321');
  });
});

describe('the desk of contacts', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'sidetone-contacts-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  function desk(picked: string | null = null) {
    const store = createMemoryStore();
    const file = picked === null ? null : join(folder, picked);
    return { store, contacts: createContactDesk({ store, pickFile: async () => file, pickTarget: async () => file, onChange: () => undefined }) };
  }

  it('makes, changes and removes', async () => {
    const { contacts } = desk();
    const saved = await contacts.save(draft('Emma', ['123']));
    const contactId = saved.ok ? saved.value.contactId : '';
    await contacts.save({ ...contact('Emma Brown', ['123', '456']), contactId });
    expect(contacts.find('')).toMatchObject({ total: 1, contacts: [{ contactId, name: 'Emma Brown', numbers: { length: 2 } }] });
    expect(await contacts.remove(contactId)).toEqual(success());
    expect(contacts.snapshot()).toEqual({ total: 0 });
    expect(await contacts.remove(contactId)).toMatchObject({ error: { code: 'unknown-contact' } });
    expect(await contacts.save({ ...contact('Emma', []), contactId })).toMatchObject({ error: { code: 'unknown-contact' } });
  });

  it('imports what is new, completes what is known, and says what was left out', async () => {
    const { contacts } = desk('people.csv');
    await contacts.save(draft('Emma Brown', ['020 7946 0000']));
    await writeFile(join(folder, 'people.csv'), 'name,phone,email\nEmma Brown,+44 20 7946 0000,emma@example.com\nEmma Brown,999,\nJo,777,\nJo,777,\n,5,\n');
    expect(await contacts.import()).toEqual(success({ added: 2, merged: 2, skipped: [{ line: 6, reason: 'no-name' }] }));
    expect(contacts.find('emma brown')).toMatchObject({ total: 2 });
    expect(contacts.find('emma').contacts.find(({ email }) => email === 'emma@example.com')).toMatchObject({ numbers: [{ number: '020 7946 0000' }] });
    expect(await contacts.import()).toMatchObject({ value: { added: 0, merged: 4 } });
  });

  it('changes nothing for a file that holds no contacts, is missing, or was not chosen', async () => {
    const { contacts, store } = desk('letter.txt');
    await writeFile(join(folder, 'letter.txt'), 'Dear sirs');
    const before = store.read();
    expect(await contacts.import()).toMatchObject({ error: { code: 'contacts-unreadable' } });
    expect(await desk('missing.vcf').contacts.import()).toMatchObject({ error: { code: 'contacts-unreadable' } });
    expect(await desk().contacts.import()).toEqual(success(null));
    expect(store.read()).toBe(before);
  });

  it('exports what another book imports (T44)', async () => {
    const { contacts } = desk('out.vcf');
    await contacts.save({ ...draft('Emma Brown', ['123']), organisation: 'Bakery; Sons', note: 'a, b' });
    await contacts.save(draft('王小明', ['5550102']));
    expect(await contacts.export()).toEqual(success({ count: 2 }));
    expect(await readFile(join(folder, 'out.vcf'), 'utf8')).toMatch(/^BEGIN:VCARD\r\nVERSION:4\.0\r\n/);
    const { contacts: other } = desk('out.vcf');
    expect(await other.import()).toMatchObject({ value: { added: 2, skipped: [] } });
    expect(other.find('bakery').contacts).toMatchObject([{ name: 'Emma Brown', organisation: 'Bakery; Sons', note: 'a, b', numbers: [{ number: '123' }] }]);
    expect(await desk().contacts.export()).toEqual(success({ count: null }));
    expect(await desk('no/such/folder.vcf').contacts.export()).toMatchObject({ error: { code: 'file-not-written' } });
  });
});
