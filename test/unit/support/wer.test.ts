import { describe, expect, it } from 'vitest';
import { comparableWords, pooledWordErrorRate, wordErrorRate } from '../../support/wer.ts';

describe('the word error rate', () => {
  it.each([
    ['the same words', 'Where is my order?', 'where is my order', 0],
    ['one word changed', 'one two three four', 'one two tree four', 0.25],
    ['one word left out', 'one two three four', 'one two four', 0.25],
    ['one word added', 'one two three four', 'one two and three four', 0.25],
    ['nothing heard', 'one two', '', 1],
    ['more heard than said', 'no', 'no no no', 2],
    ['nothing said and nothing heard', '', '', 0],
    ['figures for words', 'I paid one hundred and twenty nine euros', 'I paid 129 euros', 1 / 8],
    ['digits said one by one', 'order four seven two nine one', 'Order 47291', 0],
    ['a compound written as two words', 'leave it in my mailbox or re-record it', 'leave it in my mail box or rerecord it', 0],
    ['letters written as a word', 'the N B S menu', 'the NBS menu', 0],
    ['a compound that was not said', 'the mail came with a box', 'the mailbox came with it', 0.5],
    ['a contraction', 'I am sorry, it is late', "I'm sorry, it's late.", 0],
  ])('is right for %s', (_, said, heard, rate) => {
    expect(wordErrorRate(said, heard)).toBeCloseTo(rate, 5);
  });

  it('weighs texts by their length', () => {
    expect(pooledWordErrorRate([{ reference: 'yes', hypothesis: 'no' }, { reference: 'one two three four five six seven eight nine', hypothesis: 'one two three four five six seven eight nine' }])).toBeCloseTo(0.1);
  });

  it.each([
    ['$5.20', 'five dollars twenty cents'], ['3rd of March', 'third of march'], ['10:00 a.m.', 'ten a m'], ['21st', 'twenty first'], ['2.5 %', 'two point five percent'], ['1,250', 'one two five zero'], ['OK, Mr. Brown', 'okay mister brown'],
  ])('spells out %s', (text, words) => {
    expect(comparableWords(text).join(' ')).toBe(words);
  });
});
