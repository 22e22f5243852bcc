import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { MOST_CONTACTS, type Contact, type ContactDraft, type ContactsSnapshot, type ImportReport } from '../../preload/contract/contacts.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import { describeFileError } from '../records/durable-file.ts';
import type { RecordStore } from '../records/record-store.ts';
import { createContactBook, type ContactBook } from './contact-book.ts';
import { withImported } from './import-contacts.ts';
import { readContacts } from './read-contacts.ts';
import { writeVcards } from './vcard.ts';

/** The address book: kept in the store, searched in memory. */
export interface ContactDesk {
  snapshot(): Omit<ContactsSnapshot, 'revision'>;
  find(query: string): { contacts: Contact[]; total: number };
  /** Whose number this is. */
  nameOf(number: string): string | null;
  save(draft: ContactDraft): Promise<Result<{ contactId: string }, 'store-failed' | 'unknown-contact' | 'too-many'>>;
  remove(contactId: string): Promise<Result<void, 'store-failed' | 'unknown-contact'>>;
  import(): Promise<Result<ImportReport | null, 'store-failed' | 'contacts-unreadable' | 'too-many'>>;
  export(): Promise<Result<{ count: number | null }, 'file-not-written'>>;
}

interface Dependencies {
  readonly store: RecordStore;
  /** The system's pickers; null where the person cancels. */
  readonly pickFile: () => Promise<string | null>;
  readonly pickTarget: () => Promise<string | null>;
  readonly onChange: () => void;
}

export function createContactDesk({ store, pickFile, pickTarget, onChange }: Dependencies): ContactDesk {
  let book: { readonly of: readonly Contact[]; readonly contacts: ContactBook } | null = null;

  function contactBook(): ContactBook {
    const { contacts } = store.read();
    if (book?.of !== contacts) book = { of: contacts, contacts: createContactBook(contacts) };
    return book.contacts;
  }

  async function keep(contacts: readonly Contact[]): Promise<Result<void, 'store-failed'>> {
    const kept = await store.update((data) => ({ ...data, contacts }));
    onChange();
    return kept;
  }
  const tooMany = () => failure('too-many', `The address book holds ${MOST_CONTACTS} contacts at most.`);

  return {
    snapshot: () => ({ total: store.read().contacts.length }),
    find: (query) => contactBook().find(query),
    nameOf: (number) => contactBook().nameOf(number),
    async save(draft) {
      const { contacts } = store.read();
      const contact: Contact = { ...draft, contactId: draft.contactId ?? randomUUID() };
      const isKnown = contacts.some(({ contactId }) => contactId === draft.contactId);
      if (draft.contactId !== null && !isKnown) return failure('unknown-contact', 'This contact was removed meanwhile.');
      if (!isKnown && contacts.length >= MOST_CONTACTS) return tooMany();
      const kept = await keep(isKnown ? contacts.map((other) => (other.contactId === contact.contactId ? contact : other)) : [...contacts, contact]);
      return kept.ok ? success({ contactId: contact.contactId }) : kept;
    },
    async remove(contactId) {
      const { contacts } = store.read();
      const rest = contacts.filter((contact) => contact.contactId !== contactId);
      return rest.length === contacts.length ? failure('unknown-contact', 'This contact was removed meanwhile.') : keep(rest);
    },
    async import() {
      const file = await pickFile();
      if (file === null) return success(null);
      const bytes = await readFile(file).catch((error: unknown) => describeFileError(error));
      if (typeof bytes === 'string') return failure('contacts-unreadable', 'The file could not be read.', { detail: bytes });
      const read = readContacts(bytes);
      if (!read.ok) return read;
      const { contacts, report } = withImported(store.read().contacts, read.value, randomUUID);
      if (contacts.length > MOST_CONTACTS) return tooMany();
      const kept = await keep(contacts);
      return kept.ok ? success(report) : kept;
    },
    async export() {
      const file = await pickTarget();
      if (file === null) return success({ count: null });
      const { contacts } = store.read();
      try {
        await writeFile(file, writeVcards(contacts), { mode: 0o600 });
        return success({ count: contacts.length });
      } catch (error) {
        return failure('file-not-written', 'The contacts could not be written there.', { detail: describeFileError(error) });
      }
    },
  };
}
