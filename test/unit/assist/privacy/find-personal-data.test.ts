import { describe, expect, it } from 'vitest';
import { findPersonalData } from '../../../../main/assist/privacy/find-personal-data.ts';
import { transcriptOf } from '../../../support/say.ts';

/** The words that are found, each with its kind, in the order of the transcript. */
function found(...lines: string[]): string[] {
  const utterances = transcriptOf(...lines);
  return findPersonalData(utterances).flatMap((spans, at) => spans.map(({ kind, start, end }) => `${kind}: ${utterances[at]?.text.slice(start, end)}`));
}

describe('personal data in a transcript', () => {
  it.each([
    ['written', 'caller: it is 4111 1111 1111 1111, thanks', 'card: 4111 1111 1111 1111'],
    ['with dashes', 'caller: 5500-0055-5555-5559', 'card: 5500-0055-5555-5559'],
    ['in words', 'caller: four one one one, one one one one, one one one one, one one one one', 'card: four one one one, one one one one, one one one one, one one one one'],
    ['in pairs', 'caller: forty one eleven eleven eleven, double one double one, eleven eleven', 'card: forty one eleven eleven eleven, double one double one, eleven eleven'],
    ['of fifteen digits', 'caller: 3782 822463 10005.', 'card: 3782 822463 10005'],
  ])('finds a card number %s by its check digit', (_how, line, expected) => {
    expect(found(line)).toEqual([expected]);
  });

  it('leaves a number alone whose check digit is wrong and that nobody called a card', () => {
    expect(found('caller: the tracking number is 4111 1111 1111 1112')).toEqual([]);
  });

  it('takes it for a card where a card is spoken of: the recogniser may have got a digit wrong', () => {
    expect(found('agent: May I have your card number?', 'caller: 4111 1111 1111 1112')).toEqual(['card: 4111 1111 1111 1112']);
  });

  it('finds a card number that is read out over several utterances, and where the agent repeats it', () => {
    expect(found(
      'agent: Please read me the number of your card.', 'caller: Yes, four one one one.', 'agent: Four one one one.', 'caller: One one one one.',
      'agent: Go on.', 'caller: One one one one, and then one one one one.', 'agent: Thank you.',
    )).toEqual(['card: four one one one', 'card: Four one one one', 'card: One one one one', 'card: One one one one, and then one one one one']);
  });

  it('does not add other numbers up to one of a card\'s length', () => {
    expect(found('agent: Did you pay by card?', 'caller: Yes, order 19504 over 59 dollars, and then order 19604, and 1204 before.')).toEqual([]);
  });

  it('finds the code on the back of a card', () => {
    expect(found('agent: And the security code?', 'caller: It is 7 3 7.')).toEqual(['card: 7 3 7']);
  });

  it.each([
    ['a British one by its form', 'caller: QQ 12 34 56 C is an example, AB 12 34 56 C is one', 'national-id: AB 12 34 56 C'],
    ['a Spanish one by its form', 'caller: 12345678Z', 'national-id: 12345678Z'],
    ['a Chinese one by its check character', 'caller: 11010519491231002X', 'national-id: 11010519491231002X'],
    ['an American one by what is spoken of', 'caller: my social security number is 078 05 1120', 'national-id: 078 05 1120'],
  ])('finds a national id: %s', (_which, line, expected) => {
    expect(found(line)).toEqual([expected]);
  });

  it('finds a date of birth where birth is spoken of, and no other date', () => {
    expect(found('agent: Your date of birth, please?', 'caller: The fourth of May 1982.')).toEqual(['birth-date: The fourth of May 1982']);
    expect(found('agent: When were you born?', 'caller: The third of November, nineteen seventy four.')).toEqual(['birth-date: The third of November, nineteen seventy four']);
    expect(found('caller: It was her eightieth birthday, and I paid on the third of May.')).toEqual([]);
    expect(found('caller: I ordered it on the fourth of May 2024.')).toEqual([]);
  });

  it('finds e-mail addresses, written and read out', () => {
    expect(found('caller: anna.miller@example.com or anna dot miller at example dot com')).toEqual(['email: anna.miller@example.com', 'email: anna dot miller at example dot com']);
  });

  it('finds a telephone number by what is spoken of or by its plus, and leaves an order number alone', () => {
    expect(found('caller: You can reach me at five five five, two one two, three four five six.')).toEqual(['phone: five five five, two one two, three four five six']);
    expect(found('agent: May I have a telephone number?', 'caller: Five five five.', 'agent: Yes.', 'caller: Zero one, and then', 'caller: six three.')).toEqual(['phone: Five five five', 'phone: Zero one', 'phone: six three']);
    expect(found('agent: Your phone number I have. And the order number?', 'caller: 4 7 2 9 1 1 0 3.')).toEqual([]);
    expect(found('caller: +44 20 7946 0958')).toEqual(['phone: 44 20 7946 0958']);
    expect(found('caller: My order number is 4 7 2 9 1 1 0 3.')).toEqual([]);
  });
});
