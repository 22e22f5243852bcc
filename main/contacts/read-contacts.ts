import type { ImportReport } from '../../preload/contract/contacts.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import { readContactTable } from './contact-table.ts';
import { readVcards } from './vcard.ts';

/** One entry of a file, as far as it could be read. */
export type ReadEntry = { readonly kind: 'contact'; readonly contact: NewContact; readonly line: number } | { readonly kind: 'skipped'; readonly line: number; readonly reason: ImportReport['skipped'][number]['reason'] };

/** A contact before it has an id. */
export interface NewContact {
  readonly name: string;
  readonly organisation: string;
  readonly numbers: readonly { readonly label: string; readonly number: string }[];
  readonly email: string;
  readonly note: string;
}

/** The entries of a vCard file or a CSV table. Never throws: what is neither is one failure, a bad entry is one skipped entry. */
export function readContacts(bytes: Uint8Array): Result<ReadEntry[], 'contacts-unreadable'> {
  const text = textOf(bytes);
  if (/^\uFEFF?\s*BEGIN:VCARD/i.test(text)) return success(readVcards(text));
  const table = readContactTable(text);
  return table === null ? failure('contacts-unreadable', 'The file is neither a vCard file nor a table of contacts with a column for names.') : success(table);
}

/** UTF-8 with or without its mark, UTF-16 by its mark, else Windows-1252 where it is no UTF-8: what address books write. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
