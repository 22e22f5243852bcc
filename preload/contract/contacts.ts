import { z } from 'zod';
import { event, request } from './definition.ts';
import { Nothing, Revision } from './primitives.ts';

export const MOST_CONTACTS = 50_000;
const MOST_NUMBERS = 10;

export const ContactNumber = z.strictObject({ label: z.string().max(40), number: z.string().trim().min(1).max(80) });
export type ContactNumber = z.infer<typeof ContactNumber>;

/** Somebody in the address book. */
export const Contact = z.strictObject({
  contactId: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(200),
  organisation: z.string().max(200),
  numbers: z.array(ContactNumber).max(MOST_NUMBERS),
  email: z.string().max(200),
  note: z.string().max(2_000),
});
export type Contact = z.infer<typeof Contact>;

/** `contactId` null makes a new one. */
export const ContactDraft = Contact.extend({ contactId: Contact.shape.contactId.nullable() });
export type ContactDraft = z.infer<typeof ContactDraft>;

/** What became of an import: bad entries are left out, each with its place in the file and why. */
export const ImportReport = z.strictObject({
  added: z.number().int(),
  /** Known already by name and number; what was new of them was added. */
  merged: z.number().int(),
  skipped: z.array(z.strictObject({ line: z.number().int(), reason: z.enum(['no-name', 'unreadable', 'too-long']) })),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const ContactsSnapshot = z.strictObject({ revision: Revision, total: z.number().int() });
export type ContactsSnapshot = z.infer<typeof ContactsSnapshot>;

export const contactRequests = {
  get: request({ channel: 'contacts.get', input: Nothing, output: ContactsSnapshot, errors: [] }),
  /** By name, organisation or number, up to 50 of them by the alphabet; "" finds all. */
  find: request({ channel: 'contacts.find', input: z.strictObject({ query: z.string().max(200) }), output: z.strictObject({ contacts: z.array(Contact), total: z.number().int() }), errors: [] }),
  save: request({ channel: 'contacts.save', input: ContactDraft, output: z.strictObject({ contactId: z.string() }), errors: ['store-failed', 'unknown-contact', 'too-many'] }),
  remove: request({ channel: 'contacts.remove', input: z.strictObject({ contactId: z.string() }), output: Nothing, errors: ['store-failed', 'unknown-contact'] }),
  /** Asks for a vCard (3.0, 4.0) or CSV file; null where none was chosen. */
  import: request({ channel: 'contacts.import', input: Nothing, output: ImportReport.nullable(), errors: ['store-failed', 'contacts-unreadable', 'too-many'] }),
  /** Asks where to, and writes all contacts as vCard 4.0; how many, null where no place was chosen. */
  export: request({ channel: 'contacts.export', input: Nothing, output: z.strictObject({ count: z.number().int().nullable() }), errors: ['file-not-written'] }),
} as const;

export const contactEvents = { changed: event({ channel: 'contacts.changed', snapshot: ContactsSnapshot }) } as const;
