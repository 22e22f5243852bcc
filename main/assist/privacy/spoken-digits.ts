import { DIGIT_WORDS, TENS as WHOLE_TENS, UNITS } from '../written-form/number-words.ts';

/** A word or number that stands for digits, where it stands in its text (UTF-16 offsets, end exclusive). */
export interface DigitPiece {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

const ONES = new Map([...[...DIGIT_WORDS].map(([word, digit]) => [word, String(digit)] as const), ['o', '0']]);
const TEENS = new Map([...UNITS].filter(([, value]) => value >= 10).map(([word, value]) => [word, String(value)]));
const TENS = new Map([...WHOLE_TENS].map(([word, value]) => [word, value / 10]));
const REPEATS = new Map([['double', 2], ['triple', 3]]);
/** What people say between the digits of one number. */
const BETWEEN = new Set(['and', 'then', 'uh', 'um', 'er', 'dash', 'hyphen', 'space']);
const TOKEN = /\d+|[a-z]+(?:'[a-z]+)?|[^\sa-z\d]/gi;
const LIGHT_MARK = /^[-.,;:/()]$/;

/**
 * Runs of digits, read out or written, each as one list of pieces: "four one double two", "41 22", "4-1-2-2".
 * A word that is no digit ends a run, and so does a new sentence; other punctuation and words like "and then" do not.
 */
export function digitRunsOf(text: string): DigitPiece[][] {
  const runs: DigitPiece[][] = [];
  let run: DigitPiece[] = [];
  let repeat: { readonly count: number; readonly start: number } | null = null;
  for (const match of text.matchAll(TOKEN)) {
    const word = match[0].toLowerCase();
    const [start, end] = [match.index, match.index + word.length];
    const last = run.at(-1);
    const ones = ONES.get(word);
    const count = REPEATS.get(word);
    if (ones !== undefined && last !== undefined && isOpenTen(text, last) && ones !== '0' && repeat === null) {
      run[run.length - 1] = { digits: `${last.digits.slice(0, -1)}${ones}`, start: last.start, end };
    } else if (ones !== undefined || TEENS.has(word) || /^\d+$/.test(word)) {
      const digits = ones ?? TEENS.get(word) ?? word;
      run.push({ digits: digits.repeat(repeat?.count ?? 1), start: repeat?.start ?? start, end });
      repeat = null;
    } else if (TENS.has(word)) {
      run.push({ digits: `${TENS.get(word)}0`, start, end });
    } else if (count !== undefined) {
      repeat = { count, start };
    } else if (!BETWEEN.has(word) && (!LIGHT_MARK.test(word) || endsSentence(text, start))) {
      repeat = null;
      if (run.length > 0) runs.push(run);
      run = [];
    }
  }
  return run.length > 0 ? [...runs, run] : runs;
}

/** A mark after which another sentence begins: its first word has a capital, which digits read out in one go have not. */
const endsSentence = (text: string, at: number): boolean => text[at] === '.' && /^\.\s+[A-Z]/.test(text.slice(at));

/** "twenty" may still take a one: "twenty one" is 21, not 201. */
const isOpenTen = (text: string, piece: DigitPiece): boolean => TENS.has(text.slice(piece.start, piece.end).toLowerCase());

export const digitsOf = (pieces: readonly DigitPiece[]): string => pieces.map(({ digits }) => digits).join('');
