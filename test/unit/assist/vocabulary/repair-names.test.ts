import { describe, expect, it } from 'vitest';
import { repairNames } from '../../../../main/assist/vocabulary/repair-names.ts';
import { createVocabulary, termsOfHeading } from '../../../../main/assist/vocabulary/vocabulary.ts';
import names from '../../../fixtures/vocabulary/names.json' with { type: 'json' };

const vocabulary = createVocabulary(['Kowalski', 'Sidetone', 'Quick Ledger', 'FritzBox', 'Bluebird 500', 'Anna Okafor']);

describe('misheard names', () => {
  it.each([
    ['My name is Kawalski.', 'My name is Kowalski.'],
    ["It is Kawalsky's order.", "It is Kowalski's order."],
    ['I use side tone every day.', 'I use Sidetone every day.'],
    ['It is in quick ledger, I think.', 'It is in Quick Ledger, I think.'],
    ['My fritzbox is slow.', 'My FritzBox is slow.'],
    ['My Fretz box is slow.', 'My FritzBox is slow.'],
    ['The bluebird 500 is loud.', 'The Bluebird 500 is loud.'],
    ['Ask for Okifor.', 'Ask for Okafor.'],
  ])('%j becomes %j', (heard, right) => {
    expect(repairNames(heard, vocabulary)).toBe(right);
    expect(repairNames(right, vocabulary)).toBe(right);
  });

  it.each(['On which side? To me it is all the same.', 'The quick dog slept on a ledge.', 'A blue bird sang at 500 metres.', 'Anna and Hannah called.', 'I, too, am on my own.', ''])('%j stays as it is', (text) => {
    expect(repairNames(text, vocabulary)).toBe(text);
  });

  it('leaves every name alone that is none of ours, also where it looks like one', () => {
    const known = createVocabulary(names.terms);
    expect(names.others.filter((text) => repairNames(text, known) !== text)).toEqual([]);
  });

  it('makes right at least a quarter of what a recogniser made of names on the telephone, and no name into another', () => {
    const known = createVocabulary(names.terms);
    const repaired = names.heard.map(([heard = '', term = '']) => ({ heard, term, text: repairNames(heard, known) })).filter(({ heard, text }) => text !== heard);
    expect(repaired.filter(({ term, text }) => !text.includes(term) && names.terms.some((other) => text.includes(other)))).toEqual([]);
    expect(repaired.filter(({ term, text }) => text.includes(term)).length).toBeGreaterThan(names.heard.length / 5);
  });
});

describe('the words of a vocabulary', () => {
  it('takes each part of a name that is no everyday word for itself, and leaves out what is too short to be told apart', () => {
    expect(createVocabulary(['Anna Okafor', 'Li', 'the']).terms.map(({ written }) => written)).toEqual(['Anna Okafor', 'Anna', 'Okafor']);
  });

  it.each([
    ['How to reset the FritzBox', ['FritzBox']],
    ['Refunds and returns', []],
    ['Lumivolt panels: opening hours', ['Lumivolt']],
    ['FAQ', []],
  ])('finds in the heading %j the names %j', (heading, terms) => {
    expect(termsOfHeading(heading)).toEqual(terms);
  });

  it.each(['我的订单号是七三二，还没收到。', '注文番号は七三二です。まだ届いていません。', '주문 번호는 칠삼이예요. 아직 안 왔어요.', '我要 refund, 两千块。', 'Ich warte seit zwei Wochen auf mein Geld.', 'Où est ma commande, s’il vous plaît ?'])('%j, in another language than English, stays as it is', (heard) => {
    expect(repairNames(heard, vocabulary)).toBe(heard);
  });
});
