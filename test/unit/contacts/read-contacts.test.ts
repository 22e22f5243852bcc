import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContacts, type ReadEntry } from '../../../main/contacts/read-contacts.ts';
import { writeVcards } from '../../../main/contacts/vcard.ts';
import type { Contact } from '../../../preload/contract/contacts.ts';

const read = (text: string): ReadEntry[] => {
  const entries = readContacts(Buffer.from(text, 'utf8'));
  if (!entries.ok) throw new Error(entries.error.code);
  return entries.value;
};
const card = (...lines: string[]): string => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n');

describe('a vCard file (T44)', () => {
  it('gives name, company, numbers with their kinds, e-mail and note (RFC 2426)', () => {
    expect(read(card('N:Brown;Emma;Jane;;', 'FN:Emma Brown', 'ORG:Harbour Bakery;Sales', 'item1.TEL;type=CELL;type=VOICE;type=pref:+44 7700 900123', 'TEL;TYPE=WORK:020 7946 0000', 'EMAIL;TYPE=INTERNET:emma@example.com', 'NOTE:Rings early\\, always'))).toEqual([{
      kind: 'contact', line: 1, contact: { name: 'Emma Brown', organisation: 'Harbour Bakery, Sales', numbers: [{ label: 'cell', number: '+44 7700 900123' }, { label: 'work', number: '020 7946 0000' }], email: 'emma@example.com', note: 'Rings early, always' },
    }]);
  });

  it('of version 4.0 may have its numbers as tel URIs (RFC 6350)', () => {
    expect(read('BEGIN:VCARD\nVERSION:4.0\nFN:Jo\nTEL;VALUE=uri;TYPE="voice,home":tel:+1-555-0100\nEND:VCARD\n')).toMatchObject([{ contact: { name: 'Jo', numbers: [{ label: 'home', number: '+1-555-0100' }] } }]);
  });

  it('has its names put together where only the parts are given, and falls back to the company', () => {
    expect(read(card('N:Brown;Emma;Jane;;') + card('ORG:Harbour Bakery'))).toMatchObject([{ contact: { name: 'Emma Jane Brown' } }, { contact: { name: 'Harbour Bakery' } }]);
  });

  it('loses no card to a bad one, and says which was left out', () => {
    expect(read(card('FN:A') + card('TEL:123') + 'BEGIN:VCARD\r\nVERSION:2.1\r\nTEL;CELL:123\r\nFN:Old\r\nEND:VCARD\r\n' + card('FN:B') + 'BEGIN:VCARD\r\nFN:cut')).toEqual([
      expect.objectContaining({ kind: 'contact', line: 1 }), { kind: 'skipped', line: 5, reason: 'no-name' }, { kind: 'skipped', line: 9, reason: 'unreadable' }, expect.objectContaining({ kind: 'contact', line: 14 }), { kind: 'skipped', line: 18, reason: 'unreadable' },
    ]);
  });

  it('that we wrote reads back as it was', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((value) => value.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '').trim());
    const contact = fc.record({ name: text.filter((name) => name !== ''), organisation: text, email: fc.constantFrom('', 'a@example.com'), note: text, numbers: fc.array(fc.record({ label: fc.constantFrom('', 'home', 'work', '手机'), number: fc.stringMatching(/^\+?\d{3,14}$/) }), { maxLength: 3 }) });
    fc.assert(fc.property(fc.array(contact, { minLength: 1, maxLength: 4 }), (contacts) => {
      const written = contacts.map((one, index): Contact => ({ ...one, contactId: `c${index}` }));
      expect(read(writeVcards(written)).map((entry) => (entry.kind === 'contact' ? entry.contact : entry))).toEqual(contacts);
    }));
  });
});

describe('a table of contacts (T44)', () => {
  it('is read by its headings, whoever wrote it', () => {
    expect(read('First Name,Last Name,Company,Mobile Phone,Business Phone,E-mail Address,Notes\nEmma,Brown,Harbour Bakery,+44 7700 900123,020 7946 0000,emma@example.com,early\n')).toEqual([
      { kind: 'contact', line: 2, contact: { name: 'Emma Brown', organisation: 'Harbour Bakery', numbers: [{ label: 'mobile', number: '+44 7700 900123' }, { label: 'business', number: '020 7946 0000' }], email: 'emma@example.com', note: 'early' } },
    ]);
    expect(read('Name;Phone 1 - Type;Phone 1 - Value;E-mail 1 - Value\n"Brown, Emma";Mobile;123456 ::: 654321;e@example.com\n')).toMatchObject([{ contact: { name: 'Brown, Emma', numbers: [{ number: '123456' }, { number: '654321' }], email: 'e@example.com' } }]);
    expect(read('姓名\t电话\n王小明\t5550102\n')).toMatchObject([{ contact: { name: '王小明', numbers: [{ number: '5550102' }] } }]);
  });

  it('says which rows have no name', () => {
    expect(read('name,phone\n,123\nB,456\n')).toMatchObject([{ kind: 'skipped', line: 2, reason: 'no-name' }, { kind: 'contact' }]);
  });

  it('may be in UTF-16 or Windows-1252', () => {
    expect(readContacts(Buffer.from('\uFEFFname,phone\nJürgen,123\n', 'utf16le'))).toMatchObject({ value: [{ contact: { name: 'Jürgen' } }] });
    expect(readContacts(Buffer.from('name,phone\nJürgen,123\n', 'latin1'))).toMatchObject({ value: [{ contact: { name: 'Jürgen' } }] });
  });

  it.each([['', 'nothing'], ['hello world', 'text'], ['a,b\n1,2\n', 'a table of something else'], ['%PDF-1.7\n', 'another kind of file']])('is refused where it is none: %j (%s)', (text) => {
    expect(readContacts(Buffer.from(text))).toMatchObject({ ok: false, error: { code: 'contacts-unreadable' } });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('', 'BEGIN:VCARD\r\n', 'name,phone\n'), (bytes, start) => {
      const read = readContacts(Buffer.concat([Buffer.from(start), bytes]));
      expect(typeof read.ok).toBe('boolean');
    }));
  });
});
