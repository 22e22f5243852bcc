import { describe, expect, it } from 'vitest';
import { askedForm, normalForm, wordsOf } from '../../../../../main/assist/understanding/text/normal-form.ts';

describe('the normal form', () => {
  it.each([
    ['Where is my order?', 'Where is my order'],
    ['where is my order', 'Where is my order'],
    ['  well,\n i THINK so ', 'Well I think so'],
    ["i'm sure I'll come", "I'm sure I'll come"],
    ['don’t', "Don't"],
    ['e-mail', 'E mail'],
    ['Straße über Ｆｕｌｌ', 'Straße über full'],
    ['!?…', ''],
    ['', ''],
  ])('of %j is %j', (text, form) => {
    expect(normalForm(text)).toBe(form);
  });

  it('is its own normal form', () => {
    const once = normalForm("Hello, i'd like TWO of them -- please!");
    expect(normalForm(once)).toBe(once);
  });

  it('asked is the same sentence as a question, and of nothing nothing', () => {
    expect(askedForm('I lost my card!')).toBe('I lost my card?');
    expect(askedForm('where is it?')).toBe('Where is it?');
    expect(askedForm('…')).toBe('');
  });

  it('gives words in lower case with their apostrophes', () => {
    expect(wordsOf("Can't you? No. 42 times!")).toEqual(["can't", 'you', 'no', '42', 'times']);
  });
});
