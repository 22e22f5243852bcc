import { DIGIT_WORDS, TENS, UNITS } from './number-words.ts';

const ORDINAL = /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/i;

/**
 * Writes spoken numbers as people write them: "four seven two nine one" → "47291", "one hundred and twenty nine" → "129",
 * "4 7 2 9 1" and "4-7-2-9-1" → "47291". Single words below ten stay words: "one moment" is no number.
 *
 * @param write how a number that was said as a whole is written; digits that were read out stay digits
 */
export function writeNumbers(text: string, write: (value: number) => string = String): string {
  const joined = text.replace(/\b\d(?:[ -]\d){2,}\b/g, (run) => run.replace(/[ -]/g, ''));
  const tokens = joined.split(/(\s+|[,.?!;:]+)/);
  const out: string[] = [];
  for (let index = 0; index < tokens.length; ) {
    const run = takeRun(tokens, index, write);
    if (run === null) {
      out.push(tokens[index] ?? '');
      index += 1;
    } else {
      out.push(run.written);
      index = run.end;
    }
  }
  return out.join('');
}

function takeRun(tokens: readonly string[], start: number, write: (value: number) => string): { written: string; end: number } | null {
  const words: string[] = [];
  let end = start;
  for (let at = start; at < tokens.length; at += 2) {
    const parts = (tokens[at] ?? '').toLowerCase().split('-');
    const isNumber = parts.every((part) => UNITS.has(part) || TENS.has(part) || part === 'hundred' || part === 'thousand' || part === 'oh');
    const isJoin = parts[0] === 'and' && words.some((word) => word === 'hundred' || word === 'thousand');
    if (!isNumber && !isJoin) break;
    words.push(...parts);
    end = at + 1;
    // A comma between digits belongs to the run ("four, seven, two"); any other mark ends it.
    if (!/^\s+$|^,$/.test(tokens[at + 1] ?? '')) break;
    if (tokens[at + 1] === ',' && !words.every((word) => DIGIT_WORDS.has(word))) break;
    if (tokens[at + 1] === ',' && tokens[at + 2] === '') at += 2;
  }
  while (words.at(-1) === 'and' || words.at(-1) === 'oh') {
    words.pop();
    end -= 2;
  }
  if (words.length === 0) return null;
  // "twenty seventh" is a day, and no twenty.
  if (TENS.has(words.at(-1) ?? '') && ORDINAL.test(tokens[end + 1] ?? '')) return { written: tokens.slice(start, end).join(''), end };
  // What is no number is passed over as a whole, or its tail would be taken for one.
  return { written: readWords(words, write) ?? tokens.slice(start, end).join(''), end };
}

/** null for what stays as it was said. */
function readWords(words: readonly string[], write: (value: number) => string): string | null {
  if (words.length >= 3 && words.every((word) => DIGIT_WORDS.has(word))) return words.map((word) => String(DIGIT_WORDS.get(word))).join('');
  const isSmall = words.length === 1 && (UNITS.get(words[0] ?? '') ?? 10) < 10;
  if (isSmall || words.includes('oh') || (words.length === 1 && !UNITS.has(words[0] ?? '') && !TENS.has(words[0] ?? ''))) return null;
  let total = 0;
  let current = 0;
  let lastKind: 'unit' | 'ten' | 'scale' | null = null;
  for (const word of words) {
    const unit = UNITS.get(word);
    const ten = TENS.get(word);
    if (word === 'and') continue;
    if (word === 'hundred') current = Math.max(1, current) * 100;
    else if (word === 'thousand') {
      total += Math.max(1, current) * 1_000;
      current = 0;
    } else if (ten !== undefined) {
      if (lastKind === 'unit' || lastKind === 'ten') return null; // "two twenty" is not one number
      current += ten;
    } else if (unit !== undefined) {
      if (lastKind === 'unit' || (lastKind === 'ten' && unit >= 10)) return null;
      current += unit;
    }
    lastKind = word === 'hundred' || word === 'thousand' ? 'scale' : ten === undefined ? 'unit' : 'ten';
  }
  return write(total + current);
}
