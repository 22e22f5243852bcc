import ICAL from 'ical.js';
import type { Contact } from '../../preload/contract/contacts.ts';
import type { ReadEntry } from './read-contacts.ts';

/** One property of a jCard (RFC 7095 s. 3.3): name, parameters, type, values. */
type Property = readonly [name: string, parameters: Readonly<Record<string, unknown>>, type: string, ...values: unknown[]];

/** The cards of a file (RFC 2426, RFC 6350), each by itself: a bad one costs no other. */
export function readVcards(text: string): ReadEntry[] {
  const entries: ReadEntry[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  let start: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (/^BEGIN:VCARD\s*$/i.test(line)) start = index;
    if (start === null || !/^END:VCARD\s*$/i.test(line)) continue;
    entries.push(readVcard(lines.slice(start, index + 1).join('\r\n'), start + 1));
    start = null;
  }
  if (start !== null) entries.push({ kind: 'skipped', line: start + 1, reason: 'unreadable' });
  return entries;
}

function readVcard(card: string, line: number): ReadEntry {
  const properties = parse(card);
  if (properties === null) return { kind: 'skipped', line, reason: 'unreadable' };
  const textOf = (wanted: string): string => textIn(properties.find(([name]) => name === wanted));
  const organisation = textOf('org');
  const name = textOf('fn') || nameIn(properties) || organisation;
  if (name === '') return { kind: 'skipped', line, reason: 'no-name' };
  const numbers = properties.filter(([property]) => property === 'tel').map((property) => ({ label: labelOf(property), number: textIn(property).replace(/^tel:/i, '') })).filter(({ number }) => number !== '');
  return { kind: 'contact', line, contact: { name, organisation, numbers, email: textOf('email').replace(/^mailto:/i, ''), note: textOf('note') } };
}

function parse(card: string): readonly Property[] | null {
  try {
    const [, properties] = ICAL.parse(card) as [string, readonly Property[]];
    return properties;
  } catch {
    return null; // of a version or form that the library does not know
  }
}

function textIn(property: Property | undefined): string {
  const [, , , value] = property ?? [];
  const text = Array.isArray(value) ? value.flat().filter((part) => part !== '').join(', ') : value;
  return typeof text === 'string' ? text.trim() : '';
}

/** N is family; given; further; before; after (RFC 6350 s. 6.2.2). */
function nameIn(properties: readonly Property[]): string {
  const [, , , parts] = properties.find(([name]) => name === 'n') ?? [];
  const [family = '', given = '', further = ''] = Array.isArray(parts) ? parts.map((part) => (typeof part === 'string' ? part.trim() : '')) : [];
  return [given, further, family].filter((part) => part !== '').join(' ');
}

function labelOf([, { type }]: Property): string {
  const types = (Array.isArray(type) ? type : [type]).filter((value): value is string => typeof value === 'string').map((value) => value.toLowerCase());
  return types.find((value) => !['voice', 'pref', 'text', 'internet'].includes(value)) ?? '';
}

/** All contacts as vCard 4.0 (RFC 6350). */
export function writeVcards(contacts: readonly Contact[]): string {
  return contacts.map(({ contactId, name, organisation, numbers, email, note }) => {
    const properties: Property[] = [
      ['version', {}, 'text', '4.0'], ['uid', {}, 'text', contactId], ['fn', {}, 'text', name],
      ...(organisation === '' ? [] : [['org', {}, 'text', [organisation]] as const] /* structured: a semicolon would part it */),
      ...numbers.map(({ label, number }) => ['tel', label === '' ? {} : { type: label.replace(/[^\p{L}\p{N}-]/gu, '-') }, 'text', number] as const),
      ...(email === '' ? [] : [['email', {}, 'text', email] as const]),
      ...(note === '' ? [] : [['note', {}, 'text', note] as const]),
    ];
    return ICAL.stringify(['vcard', properties, []]);
  }).join('\r\n') + '\r\n';
}

