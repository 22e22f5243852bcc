import { distance } from 'fastest-levenshtein';
import { isOrdinary } from './ordinary-words.ts';
import { lettersOf, soundsOf, type Term, type Vocabulary } from './vocabulary.ts';

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is heard of one term may have fallen apart into so many words. */
const MOST_WORDS = 3;
const WORD = /[\p{L}\p{N}]+(?:['’.&-][\p{L}\p{N}]+)*/gu;
/** Between the words of one name. */
const BETWEEN = /^(?: |-|, )$/;

/**
 * How near a heard span must come to a term, as the share of letters that agree. What no dictionary has was misheard in any case; words
 * of everyday English are believed unless they sound like the term to the letter, and then only where they fell apart or look like a name.
 */
const NEAR = { strangeSameSound: 0.65, strange: 0.8, apart: 0.7, name: 0.6 };
const LEAST_APART_LETTERS = 7;
const LEAST_OTHER_SOUND_LETTERS = 7;

/** Pulls misheard names and products towards the words of the vocabulary: "Kovalsky" → Kowalski, "side tone" → Sidetone. Everything else stays to the letter. */
export function repairNames(text: string, { terms, known }: Vocabulary): string {
  if (terms.length === 0) return text;
  const words = [...text.matchAll(WORD)].map((match): Word => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
  let repaired = '';
  let done = 0;
  for (let at = 0; at < words.length; ) {
    const found = nearestAt(text, words, at, terms, known);
    const first = words[at];
    if (found === null || first === undefined) {
      at += 1;
      continue;
    }
    repaired += text.slice(done, first.start) + found.written;
    done = found.end;
    at += found.words;
  }
  return repaired + text.slice(done);
}

interface Found {
  readonly written: string;
  readonly end: number;
  readonly words: number;
  readonly nearness: number;
}

/** The best reading of the words that begin here; null where they are right as they are. */
function nearestAt(text: string, words: readonly Word[], at: number, terms: readonly Term[], known: ReadonlySet<string>): Found | null {
  let best: Found | null = null;
  for (let count = 1; count <= MOST_WORDS && at + count <= words.length; count++) {
    const span = words.slice(at, at + count);
    const [first, last] = [span[0], span.at(-1)];
    if (first === undefined || last === undefined || span.some((word, index) => index > 0 && !BETWEEN.test(text.slice(span[index - 1]?.end, word.start)))) break;
    const ending = /['’]s$/.exec(last.text)?.[0] ?? '';
    const letters = lettersOf(text.slice(first.start, last.end - ending.length));
    const evidence = evidenceOf(text, span);
    if (known.has(letters) && count === 1 && evidence.strange === 0) return null;
    const hasOtherTerm = count > 1 && span.some((word) => known.has(lettersOf(word.text)));
    for (const term of hasOtherTerm ? [] : terms) {
      const nearness = nearnessOf(letters, term, evidence);
      if (nearness !== null && (nearness > (best?.nearness ?? 0) || (nearness === 1 && best?.nearness === 1))) best = { written: term.written + ending, end: last.end, words: count, nearness };
    }
  }
  return best;
}

interface Evidence {
  readonly words: number;
  readonly strange: number;
  /** The recogniser took it for a name: capitals within a sentence. */
  readonly looksLikeName: boolean;
}

function evidenceOf(text: string, span: readonly Word[]): Evidence {
  const isCapital = (word: Word): boolean => /^\p{Lu}/u.test(word.text) && word.text !== 'I' && !/(?:^|[.?!:]["'”]?\s+)$/.test(text.slice(0, word.start)) && word.start > 0;
  return { words: span.length, strange: span.filter((word) => !isOrdinary(word.text)).length, looksLikeName: span.every(isCapital) };
}

/** 0..1; null where the guard says that it was another word. */
function nearnessOf(letters: string, term: Term, { words, strange, looksLikeName }: Evidence): number | null {
  const longest = Math.max(letters.length, term.letters.length);
  if (Math.abs(letters.length - term.letters.length) > longest / 2) return null;
  const nearness = 1 - distance(letters, term.letters) / longest;
  if (nearness < NEAR.strangeSameSound) return null;
  // It was heard right; how it is written may still be wrong ("fritzbox"), but an everyday word has every right to its small letter.
  if (nearness === 1 && words === term.words) return words > 1 || strange > 0 ? nearness : null;
  const heard = soundsOf(letters.replace(/\d/g, ''));
  const isSameSound = heard.some((sound) => term.sounds.includes(sound));
  const isNearSound = isSameSound || heard.some((sound) => term.sounds.some((other) => sound.charAt(0) === other.charAt(0) && distance(sound, other) <= 1));
  const isApart = words > term.words && term.letters.length >= LEAST_APART_LETTERS;
  if (strange > 0 && (words === 1 || strange === words || words === term.words || isApart)) {
    if (isSameSound || (isNearSound && nearness >= NEAR.strange && longest >= LEAST_OTHER_SOUND_LETTERS)) return nearness;
    return null;
  }
  if (!isSameSound) return null;
  if (isApart && nearness >= NEAR.apart) return nearness;
  return looksLikeName && nearness >= NEAR.name ? nearness : null;
}
