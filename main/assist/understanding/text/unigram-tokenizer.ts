/** SentencePiece's mark of a word's start. */
const WORD_START = '\u2581';
const UNKNOWN_ID = 0;
/** The encoder's table of positions ends here. */
export const MOST_TOKENS = 128;
/** Entries before this one are control tokens, which no text produces. */
const FIRST_PIECE = 6;

export type Vocabulary = readonly (readonly [piece: string, logProbability: number])[];

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  id: number;
  score: number;
}

/** Text to token ids: the most probable segmentation by a unigram language model (Kudo 2018), found by Viterbi over a trie. */
export function createUnigramTokenizer(vocabulary: Vocabulary): (text: string) => number[] {
  const root: TrieNode = { next: new Map(), id: -1, score: 0 };
  for (const [id, [piece, score]] of vocabulary.entries()) if (id >= FIRST_PIECE) insert(root, [...piece], id, score);

  return (text) => {
    const symbols = [...(WORD_START + text.normalize('NFKC').replace(/ /g, WORD_START))];
    const best: { score: number; id: number; from: number }[] = [{ score: 0, id: -1, from: -1 }];
    for (let start = 0; start < symbols.length; start += 1) {
      const reached = best[start];
      if (reached === undefined) continue;
      let node: TrieNode | undefined = root;
      for (let end = start; node !== undefined && end < symbols.length; end += 1) {
        node = node.next.get(symbols[end] ?? '');
        // Ties go to the later candidate: the reference tokeniser compares with >=.
        if (node !== undefined && node.id >= 0) relax(best, end + 1, { score: reached.score + node.score, id: node.id, from: start });
      }
      if (best[start + 1] === undefined) best[start + 1] = { score: reached.score, id: UNKNOWN_ID, from: start };
    }
    return backtrack(best, symbols.length);
  };
}

function insert(root: TrieNode, symbols: readonly string[], id: number, score: number): void {
  let node = root;
  for (const symbol of symbols) {
    let next = node.next.get(symbol);
    if (next === undefined) {
      next = { next: new Map(), id: -1, score: 0 };
      node.next.set(symbol, next);
    }
    node = next;
  }
  node.id = id;
  node.score = score;
}

function relax(best: { score: number; id: number; from: number }[], at: number, candidate: { score: number; id: number; from: number }): void {
  const known = best[at];
  if (known === undefined || candidate.score >= known.score) best[at] = candidate;
}

function backtrack(best: readonly { id: number; from: number }[], length: number): number[] {
  const ids: number[] = [];
  for (let at = length; at > 0; ) {
    const step = best[at];
    if (step === undefined) break;
    // Neighbouring unknown characters are one unknown token.
    if (!(step.id === UNKNOWN_ID && ids.at(-1) === UNKNOWN_ID)) ids.push(step.id);
    at = step.from;
  }
  return ids.reverse().slice(0, MOST_TOKENS);
}
