import llamaTokenizer from 'llama-tokenizer-js';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../../../main/assist/hearing/moonshine/words.ts';

const idsOf = (text: string): number[] => llamaTokenizer.encode(text, false, true);

describe("the words of Moonshine's tokens", () => {
  it('keeps the first word, which the tokeniser drops when it is told to decode a beginning', () => {
    expect(wordsOf(idsOf('Hello there.'))).toBe('Hello there.');
  });

  it("leaves out Moonshine's own marks, on which the tokeniser throws", () => {
    expect(wordsOf([1, 32_000, ...idsOf('Good morning'), 32_767, 2])).toBe('Good morning');
  });

  it.each(['♪♪♪', '© transcript Emily Beynon', '...', '[music]', '(laughs)', '. . .', ''])('takes %j for no words', (text) => {
    expect(wordsOf(idsOf(text))).toBe('');
  });

  it('drops notes and broken characters between words', () => {
    expect(wordsOf(idsOf('♪ Hold ♪ the line'))).toBe('Hold the line');
    expect(wordsOf([...idsOf('Yes'), 3 + 0xe2])).toBe('Yes');
  });

  it('writes okay one way', () => {
    expect(wordsOf(idsOf('OK, that is ok.'))).toBe('Okay, that is okay.');
  });
});
