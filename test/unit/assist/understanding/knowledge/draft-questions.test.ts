import { describe, expect, it } from 'vitest';
import { withApproved } from '../../../../../main/assist/understanding/knowledge/approved-questions.ts';
import type { Article } from '../../../../../main/assist/understanding/knowledge/article.ts';
import { draftQuestions } from '../../../../../main/assist/understanding/knowledge/draft-questions.ts';

const article = (text: string, questions: string[] = [], heading = 'Refunds'): Article => ({ articleId: 'refunds', title: 'Refunds', source: 'refunds.md', questions, steps: [], passages: [{ heading, text }] });
const drafted = (text: string) => draftQuestions(article(text)).map(({ question }) => question);

describe('questions drafted from an article', () => {
  it.each([
    ['You can pay by invoice or by card.', 'Can I pay by invoice or by card?'],
    ['You can return your order within 30 days, if the box is whole.', 'Can I return my order within 30 days?'],
    ['To change your password, open the settings.', 'How do I change my password?'],
    ['You need to bring the receipt.', 'Do I have to bring the receipt?'],
    ['You must cancel a day before.', 'Do I have to cancel a day before?'],
    ['A refund takes five to ten working days.', 'How long does a refund take?'],
    ['Repairs take two weeks.', 'How long do repairs take?'],
    ['Delivery costs 5 euros.', 'How much does delivery cost?'],
    ['We deliver to your house.', 'Do you deliver to my house?'],
    ['We are open from nine to six.', 'When are you open?'],
    ['How to reset the router', 'How do I reset the router?'],
    ['What does our warranty cover?', 'What does your warranty cover?'],
  ])('%s → %s', (sentence, question) => {
    expect(draftQuestions(article(sentence))).toEqual([{ question, sentence }]);
  });

  it.each(['Refunds are booked by hand.', 'It takes courage.', 'The parcel has arrived.', 'Thank the caller and say goodbye.', ''])('nothing from "%s"', (sentence) => {
    expect(drafted(sentence)).toEqual([]);
  });

  it('come from headings too, five at most, each once, and none that the article has', () => {
    expect(draftQuestions(article('It is simple.', [], 'How to return it'))).toEqual([{ question: 'How do I return it?', sentence: 'How to return it' }]);
    expect(draftQuestions(article('You can pay by card. You can pay by card.', ['can I pay by card']))).toEqual([]);
    expect(drafted(Array.from({ length: 9 }, (_unused, index) => `You can pay in ${index + 2} parts.`).join(' '))).toHaveLength(5);
  });
});

describe('an approved question', () => {
  const judged = { articleId: 'refunds', sentence: 'A refund takes five days.', draft: 'How long does a refund take?', question: 'When is my money there?' };

  it('belongs to its article as long as the sentence stands there', () => {
    expect(withApproved([article('Hello. A refund takes five days.', ['old'])], [judged])[0]!.questions).toEqual(['old', 'When is my money there?']);
    expect(withApproved([article('A refund takes six days.', ['old'])], [judged])[0]!.questions).toEqual(['old']);
    expect(withApproved([article('A refund takes five days.')], [{ ...judged, question: null }, { ...judged, articleId: 'other' }])[0]!.questions).toEqual([]);
  });
});
