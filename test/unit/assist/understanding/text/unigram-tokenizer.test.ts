import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUnigramTokenizer, MOST_TOKENS, type Vocabulary } from '../../../../../main/assist/understanding/text/unigram-tokenizer.ts';

const control = Array.from({ length: 6 }, (_unused, index) => [`<${index}>`, 0] as const);
const vocabulary: Vocabulary = [...control, ['▁', -3], ['▁a', -1], ['b', -2], ['ab', -1.5], ['▁ab', -2.9], ['▁b', -2], ['c', -4], ['bc', -4.5]];
const idOf = (piece: string): number => vocabulary.findIndex(([text]) => text === piece);
const tokenize = createUnigramTokenizer(vocabulary);

describe('the unigram tokeniser', () => {
  it.each([
    ['a', ['▁a']],
    ['ab', ['▁ab']],
    ['abc', ['▁a', 'bc']],
    ['a b', ['▁a', '▁b']],
    ['', ['▁']],
  ])('cuts %j where it is most probable', (text, pieces) => {
    expect(tokenize(text)).toEqual(pieces.map(idOf));
  });

  it('takes the later of two equally probable cuts, as the reference does', () => {
    // ▁a + b + c and ▁ab + c would tie at -7 with these scores.
    const tied = createUnigramTokenizer([...control, ['▁a', -1], ['b', -2], ['▁ab', -3], ['c', -4]]);
    expect(tied('abc')).toEqual([6, 7, 9]);
  });

  it('makes one unknown token of neighbouring unknown characters', () => {
    expect(tokenize('a??b')).toEqual([idOf('▁a'), 0, idOf('b')]);
  });

  it('never throws and never gives more than the encoder takes', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const ids = tokenize(text);
      expect(ids.length).toBeLessThanOrEqual(MOST_TOKENS);
      expect(ids.every((id) => id >= 0 && id < vocabulary.length)).toBe(true);
    }), { numRuns: 200 });
  });
});
