import type { Contact } from '../../preload/contract/contacts.ts';
import { digitsOf } from '../../preload/contract/written-number.ts';

const MOST_FOUND = 50;
/** Fewer digits are an extension, and must be the same. */
const LEAST_DIGITS = 7;
/** National and international forms of a number end alike. */
const COMPARED_DIGITS = 9;

/** The contacts as they are looked up; made once for each state of the list. */
export interface ContactBook {
  /** Up to 50, names that begin as typed first, then by the alphabet, and how many there are. */
  find(query: string): { readonly contacts: Contact[]; readonly total: number };
  /** Whose number this is; null for nobody's. */
  nameOf(number: string): string | null;
}

export function createContactBook(contacts: readonly Contact[]): ContactBook {
  const sorted = [...contacts].sort((a, b) => a.name.localeCompare(b.name));
  const searched = sorted.map((contact) => ({ contact, words: ` ${folded(`${contact.name} ${contact.organisation} ${contact.email}`)}`, digits: contact.numbers.map(({ number }) => digitsOf(number)) }));
  const byNumber = new Map(sorted.flatMap((contact) => contact.numbers.map(({ number }) => [keyOf(number), contact.name] as const)));

  return {
    find(query) {
      const words = folded(query).split(/\s+/).filter((word) => word !== '');
      const digits = /^[\d\s()+./*#-]+$/.test(query) ? digitsOf(query).replace(/^(?:\+|00)?0?/, '') : '';
      const found = searched.filter((entry) => (digits !== '' ? entry.digits.some((number) => number.includes(digits)) : words.every((word) => entry.words.includes(` ${word}`))));
      // A name that begins as typed is meant before a company that merely has the words.
      const start = ` ${words.join(' ')}`;
      const ranked = [...found.filter((entry) => entry.words.startsWith(start)), ...found.filter((entry) => !entry.words.startsWith(start))];
      return { contacts: ranked.slice(0, MOST_FOUND).map(({ contact }) => contact), total: found.length };
    },
    nameOf: (number) => (number === '' ? null : byNumber.get(keyOf(number)) ?? null),
  };
}

function keyOf(number: string): string {
  const digits = digitsOf(number);
  return /^\+?\d+$/.test(digits) && digits.length >= LEAST_DIGITS ? digits.slice(-COMPARED_DIGITS) : digits.toLowerCase();
}

/** Case and accents make no difference to who searches. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
