import { describe, expect, it } from 'vitest';
import { segmentsOf, sentencesOf } from '../../../../../main/assist/understanding/text/segments.ts';

describe('sentences', () => {
  it.each([
    ['Hello. Where is my order? I need it.', ['Hello.', 'Where is my order?', 'I need it.']],
    ['Come at 3 p.m. Tomorrow is fine.', ['Come at 3 p.m. Tomorrow is fine.']],
    ['It costs 4.90. OK?', ['It costs 4.90.', 'OK?']],
    ['no marks at all', ['no marks at all']],
    ['', []],
  ])('of %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });
});

describe('the pieces of an utterance', () => {
  it('are the whole, its sentences and their clauses, each once', () => {
    expect(segmentsOf('I want my money back, and can I still change the address? Thanks.')).toEqual([
      'I want my money back, and can I still change the address? Thanks.',
      'I want my money back, and can I still change the address?',
      'I want my money back',
      'can I still change the address?',
    ]);
  });

  it('leave the whole out when it is long', () => {
    const sentence = 'one two three four five six seven eight nine ten.';
    const long = `${sentence} O${sentence} T${sentence}`;
    expect(segmentsOf(long)).not.toContain(long);
  });

  it('are nothing for a word or two', () => {
    expect(segmentsOf('Yes.')).toEqual([]);
    expect(segmentsOf('Oh, great. Thanks!')).toEqual(['Oh, great. Thanks!']);
  });

  it('are at most twelve, the last ones', () => {
    const text = Array.from({ length: 30 }, (_unused, index) => `This is sentence ${index}.`).join(' ');
    const pieces = segmentsOf(text);
    expect(pieces).toHaveLength(12);
    expect(pieces.at(-1)).toBe('This is sentence 29.');
  });
});
