import { describe, expect, it } from 'vitest';
import { confidenceOf, isFinishedSentence, withoutLastWord } from '../../../../main/assist/hearing/utterance-text.ts';

describe("an utterance's text", () => {
  it.each([
    ['Where is my order?', true],
    ['I want to cancel it.', true],
    ['He said "I want to cancel it."', true],
    ['I want to cancel', false],
    ['Yes.', false],
    ['Hold on...', false],
    ['My number is 555.', false],
    ['It is four two seven.', false],
    ['It is twenty five.', false],
    ['I called because.', false],
    ['I would like to.', false],
    ['My address is.', false],
  ])('reads "%s" as a finished sentence: %s', (text, isFinished) => {
    expect(isFinishedSentence(text, 0.9)).toBe(isFinished);
  });

  it('takes no sentence for finished that was hardly heard', () => {
    expect(isFinishedSentence('Where is my order?', 0.5)).toBe(false);
    expect(isFinishedSentence('Where is my order?', null)).toBe(false);
  });

  it('leaves the last word of a partial out', () => {
    expect(withoutLastWord('Where is my or')).toBe('Where is my');
    expect(withoutLastWord('Where')).toBe('');
    expect(withoutLastWord('我的订单在哪')).toBe('我的订单在');
    expect(withoutLastWord('注文はどこ。')).toBe('注文はど');
    expect(withoutLastWord('我要 refund')).toBe('我要');
    expect(withoutLastWord('제 주문은 어디')).toBe('제 주문은');
  });

  it('gives the mean probability of the words as confidence', () => {
    expect(confidenceOf(Math.log(0.8))).toBeCloseTo(0.8);
    expect(confidenceOf(0.1)).toBe(1);
    expect(confidenceOf(null)).toBeNull();
  });
});
