import { describe, expect, it } from 'vitest';
import { preferencesUnder } from '../../../../main/assist/understanding/card-preferences.ts';

const LEARNED = [
  { intentId: 'refund', articleId: 'returns', preference: -0.5 },
  { intentId: 'exchange', articleId: 'returns', preference: 0.7 },
  { intentId: 'refund', articleId: 'refund', preference: 0.4 },
  { intentId: null, articleId: 'returns', preference: 0.2 },
];

describe('what was learned of the articles', () => {
  it.each([
    ['one intent', ['refund'], { returns: -0.5, refund: 0.4 }],
    ['two intents, the plainer of the two', ['refund', 'exchange'], { returns: 0.7, refund: 0.4 }],
    ['no intent', [], { returns: 0.2 }],
    ['an intent of which nothing is known', ['hours'], {}],
  ])('is told under %s', (_under, intentIds, expected) => {
    expect(Object.fromEntries(preferencesUnder(LEARNED, intentIds))).toEqual(expected);
  });
});
