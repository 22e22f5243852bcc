/** Word error rate as speech recognition counts it, over words in lower case without punctuation, numbers spelled out. */

const ONES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ORDINAL_ENDS: Readonly<Record<string, string>> = { one: 'first', two: 'second', three: 'third', five: 'fifth', eight: 'eighth', nine: 'ninth', twelve: 'twelfth' };
/** Spellings of one and the same spoken words; the recogniser is not asked how to write them. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\b(i)'m\b/g, '$1 am'], [/\b(you|we|they)'re\b/g, '$1 are'], [/\b(it|that|there|here|what|he|she)'s\b/g, '$1 is'], [/\b(\w+)'ll\b/g, '$1 will'], [/\b(i|you|we|they)'ve\b/g, '$1 have'],
  [/\bcan't\b|\bcan not\b/g, 'cannot'], [/\bwon't\b/g, 'will not'], [/(\w)n't\b/g, '$1 not'],
  [/\bo\.?k\b\.?/g, 'okay'], [/\balright\b/g, 'all right'], [/\bmr\b\.?/g, 'mister'], [/\bdr\b\.?/g, 'doctor'], [/\bmrs\b\.?/g, 'missus'], [/\bvs\b\.?/g, 'versus'],
];

/** How a run of three or more digits is read: "one one two" or "one hundred twelve". */
export type NumberReading = 'digits' | 'cardinal';

function cardinal(value: number): string[] {
  if (value < 20) return [ONES[value] ?? ''];
  if (value < 100) return [TENS[Math.floor(value / 10)] ?? '', ...(value % 10 === 0 ? [] : cardinal(value % 10))];
  if (value < 1_000) return [ONES[Math.floor(value / 100)] ?? '', 'hundred', ...(value % 100 === 0 ? [] : cardinal(value % 100))];
  if (value < 1_000_000) return [...cardinal(Math.floor(value / 1_000)), 'thousand', ...(value % 1_000 === 0 ? [] : cardinal(value % 1_000))];
  return [...String(value)].flatMap((digit) => cardinal(Number(digit)));
}

function ordinal(value: number): string[] {
  const words = cardinal(value);
  const last = words.pop() ?? '';
  return [...words, ORDINAL_ENDS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`)];
}

function spellNumber(digits: string, reading: NumberReading): string {
  const readsDigits = digits.length > 6 || (digits.length > 1 && digits.startsWith('0')) || (digits.length > 2 && reading === 'digits');
  return (readsDigits ? [...digits].flatMap((digit) => cardinal(Number(digit))) : cardinal(Number(digits))).join(' ');
}

/** The words of a text, for comparing what was said with what was heard. */
export function comparableWords(text: string, reading: NumberReading = 'digits'): string[] {
  let plain = text.toLowerCase().normalize('NFKC').replace(/[’‘]/g, "'");
  for (const [pattern, words] of SPELLINGS) plain = plain.replace(pattern, words);
  plain = plain
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/\$(\d+)\.(\d{2})\b/g, '$1 dollars $2 cents').replace(/\$(\d+)/g, '$1 dollars').replace(/%/g, ' percent ').replace(/#/g, ' pound ').replace(/\*/g, ' star ').replace(/&/g, ' and ')
    .replace(/(\d):00\b/g, '$1').replace(/(\d+)(st|nd|rd|th)\b/g, (_, digits: string) => ordinal(Number(digits)).join(' '))
    .replace(/(\d)\.(\d)/g, '$1 point $2')
    .replace(/\d+/g, (digits) => ` ${spellNumber(digits, reading)} `)
    .replace(/\b([ap])\.?m\b\.?/g, '$1 m')
    .replace(/[^\p{L}\p{N}']+/gu, ' ');
  return plain.split(' ').map((word) => word.replace(/^'+|'+$/g, '')).filter((word) => word !== '');
}

/** The least number of words to change, leave out or add. */
export function wordErrors(reference: readonly string[], hypothesis: readonly string[]): number {
  let row = hypothesis.map((_, index) => index + 1);
  let before = 0;
  reference.forEach((word, line) => {
    let diagonal = line;
    let left = line + 1;
    row = hypothesis.map((heard, index) => {
      const above = row[index] ?? 0;
      left = Math.min(above + 1, left + 1, diagonal + (heard === word ? 0 : 1));
      diagonal = above;
      return left;
    });
    before = line + 1;
  });
  return hypothesis.length === 0 ? reference.length : row[row.length - 1] ?? before;
}

export interface WordErrorCount {
  readonly errors: number;
  readonly words: number;
}

/** How many words written as one may be spelled out in the other text: "N B S". */
const LONGEST_COMPOUND = 3;

/** Writes together in one text what the other writes as one word ("mail box", "re-recorded", "N B S"): how it is spelled is not how it was heard. */
export function likeCompoundsOf(other: readonly string[], words: readonly string[]): string[] {
  const known = new Set(other);
  const joined: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = [...Array(LONGEST_COMPOUND - 1).keys()].map((index) => LONGEST_COMPOUND - index)
      .find((count) => at + count <= words.length && known.has(words.slice(at, at + count).join(''))) ?? 1;
    joined.push(words.slice(at, at + length).join(''));
    at += length;
  }
  return joined;
}

/** Compares one text; a run of digits may be read either way, whichever is nearer to what was said, and compounds may be written either way. */
export function countWordErrors(reference: string, hypothesis: string): WordErrorCount {
  const said = comparableWords(reference);
  const errors = Math.min(...(['digits', 'cardinal'] as const).map((reading) => {
    const heard = comparableWords(hypothesis, reading);
    return wordErrors(likeCompoundsOf(heard, said), likeCompoundsOf(said, heard));
  }));
  return { errors, words: said.length };
}

/** The word error rate of one text: 0 where every word was heard, more than 1 where more was heard than said. */
export function wordErrorRate(reference: string, hypothesis: string): number {
  return pooledWordErrorRate([{ reference, hypothesis }]);
}

/** The word error rate over several texts, weighted by their length. */
export function pooledWordErrorRate(pairs: readonly { readonly reference: string; readonly hypothesis: string }[]): number {
  const counts = pairs.map(({ reference, hypothesis }) => countWordErrors(reference, hypothesis));
  const words = counts.reduce((sum, count) => sum + count.words, 0);
  return words === 0 ? 0 : counts.reduce((sum, count) => sum + count.errors, 0) / words;
}
