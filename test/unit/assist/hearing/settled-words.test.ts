import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING_SETTLED, settle } from '../../../../main/assist/hearing/settled-words.ts';

/** What is shown after each answer. */
function shownOf(...answers: readonly string[]): string[] {
  let settling = NOTHING_SETTLED;
  return answers.map((heard) => (settling = settle(settling, heard)).shown);
}

describe('the words of an utterance that goes on', () => {
  it('are those that two answers in a row agree on; of the first answer all but the last two', () => {
    expect(shownOf('I want to move my', 'I want to move my appointment to', 'I want to move my appointment too late')).toEqual(['I want to', 'I want to move my', 'I want to move my appointment']);
  });

  it('stay while only one answer has others, and change when the next agrees with it', () => {
    expect(shownOf('where is my order now please', 'where is my water', 'where is my water bill')).toEqual(['where is my order', 'where is my order', 'where is my water']);
    expect(shownOf('where is my order now please', 'where is my water', 'where is my order now')).toEqual(['where is my order', 'where is my order', 'where is my order']);
  });

  it('take no notice of full stops and capitals', () => {
    expect(shownOf('hello there my friend I', 'Hello there. My friend, I said')).toEqual(['hello there my', 'Hello there. My friend, I']);
  });

  it('work without spaces between words, and with nothing', () => {
    expect(shownOf('我想退款', '我想退款', '')).toEqual(['', '我想退款', '我想退款']);
  });

  it('once shown are never taken away without two answers that agree on what stands in their place', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const answer = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(fc.property(fc.array(answer, { minLength: 1, maxLength: 12 }), (answers) => {
      let settling = NOTHING_SETTLED;
      for (const heard of answers) {
        const next = settle(settling, heard);
        const isGrown = next.shown.startsWith(settling.shown);
        const isAgreed = settling.heard !== null && settling.heard.startsWith(next.shown) && heard.startsWith(next.shown);
        expect(isGrown || isAgreed).toBe(true);
        settling = next;
      }
    }));
  });
});
