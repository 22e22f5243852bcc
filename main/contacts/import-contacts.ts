import { Contact, type ImportReport } from '../../preload/contract/contacts.ts';
import { digitsOf } from '../../preload/contract/written-number.ts';
import type { ReadEntry } from './read-contacts.ts';

const MOST_NUMBERS = 10;

/** The list with the entries of a file: who is there already, by name and a number (or both without one), gains what is new; nobody comes twice. */
export function withImported(contacts: readonly Contact[], entries: readonly ReadEntry[], newId: () => string): { readonly contacts: Contact[]; readonly report: ImportReport } {
  const all = new Map(contacts.map((contact) => [contact.contactId, contact]));
  const known = new Map(contacts.flatMap((contact) => keysOf(contact).map((key) => [key, contact.contactId] as const)));
  const report: ImportReport = { added: 0, merged: 0, skipped: [] };
  for (const entry of entries) {
    if (entry.kind === 'skipped') {
      report.skipped.push({ line: entry.line, reason: entry.reason });
      continue;
    }
    const twin = all.get(keysOf(entry.contact).map((key) => known.get(key)).find((id) => id !== undefined) ?? '');
    const parsed = Contact.safeParse(twin === undefined ? { ...entry.contact, contactId: newId(), numbers: entry.contact.numbers.slice(0, MOST_NUMBERS) } : joined(twin, entry.contact));
    if (!parsed.success) {
      report.skipped.push({ line: entry.line, reason: 'too-long' });
      continue;
    }
    const contact = parsed.data;
    all.set(contact.contactId, contact);
    for (const key of keysOf(contact)) known.set(key, contact.contactId);
    if (twin === undefined) report.added += 1;
    else report.merged += 1;
  }
  return { contacts: [...all.values()], report };
}

/** National and international forms of a number end alike. */
const tailOf = (number: string): string => digitsOf(number).slice(-9);

type Named = Pick<Contact, 'name'> & { readonly numbers: readonly Contact['numbers'][number][] };

function keysOf({ name, numbers }: Named): string[] {
  const spoken = name.trim().toLowerCase();
  return numbers.length === 0 ? [JSON.stringify([spoken])] : numbers.map(({ number }) => JSON.stringify([spoken, tailOf(number)]));
}

function joined(known: Contact, found: Omit<Contact, 'contactId' | 'numbers'> & Named): Contact {
  const has = (number: string): boolean => known.numbers.some((other) => tailOf(other.number) === tailOf(number));
  return {
    ...known,
    organisation: known.organisation || found.organisation, email: known.email || found.email, note: known.note || found.note,
    numbers: [...known.numbers, ...found.numbers.filter(({ number }) => !has(number))].slice(0, MOST_NUMBERS),
  };
}
