import { doubleMetaphone } from 'double-metaphone';
import { isOrdinary } from './ordinary-words.ts';

/** A name or product as it is written, and what it sounds like. */
export interface Term {
  readonly written: string;
  /** Its letters and digits alone, in lower case. */
  readonly letters: string;
  readonly sounds: readonly string[];
  readonly words: number;
}

export interface Vocabulary {
  readonly terms: readonly Term[];
  /** What is right as it is, with every word of every term. */
  readonly known: ReadonlySet<string>;
}

/** Shorter terms sound like too many words. */
const LEAST_LETTERS = 4;
const LONGEST_TERM = 60;
const MOST_WORDS = 3;
const MOST_TERMS = 5_000;

export const lettersOf = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');

/** What it sounds like: double metaphone (Philips 2000) of its letters, one or two keys. */
export const soundsOf = (letters: string): readonly string[] => [...new Set(doubleMetaphone(letters))].filter((key) => key !== '');

/** Names and products to listen for; of a name of several words each may also be said alone. What is too short or too long to be told apart is left out. */
export function createVocabulary(terms: readonly string[]): Vocabulary {
  const byLetters = new Map<string, Term>();
  for (const term of terms) {
    const trimmed = term.trim().replace(/\s+/g, ' ');
    if (trimmed.length > LONGEST_TERM) continue;
    const parts = trimmed.split(' ').filter((word) => !isOrdinary(word) && /^\p{Lu}/u.test(word));
    for (const written of [trimmed, ...(parts.length > 0 && trimmed.includes(' ') ? parts : [])]) {
      const letters = lettersOf(written);
      const words = written.split(' ').length;
      if (letters.length < LEAST_LETTERS || words > MOST_WORDS || byLetters.has(letters) || byLetters.size >= MOST_TERMS) continue;
      byLetters.set(letters, { written, letters, sounds: soundsOf(letters.replace(/\d/g, '')), words });
    }
  }
  return { terms: [...byLetters.values()], known: new Set(byLetters.keys()) };
}

/** The names and products in an article's title or heading: words that no dictionary has, or with capitals inside ("FritzBox"). */
export function termsOfHeading(heading: string): string[] {
  return [...heading.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)].map(([word]) => word)
    .filter((word) => lettersOf(word).length >= LEAST_LETTERS && /\p{L}{3}/u.test(word) && (/\p{Ll}\p{Lu}/u.test(word) || (!isOrdinary(word) && word.split('-').some((part) => !isOrdinary(part)))));
}
