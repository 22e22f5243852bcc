import { describe, expect, it } from 'vitest';
import { chooseCandidates } from '../../../../main/assist/understanding/candidates.ts';
import type { Hit } from '../../../../main/assist/understanding/knowledge/knowledge-index.ts';

const hit = (articleId: string, nearness: number, { matter = articleId, field = null }: { matter?: string; field?: number | null } = {}): Hit => ({ article: { articleId, title: articleId, source: `${articleId}.md`, questions: [], passages: [], steps: [] }, passage: { heading: 'h', text: 't' }, score: 1, nearness, matter, field });
const intent = (intentId: string, confidence = 0.9) => ({ intentId, label: intentId, confidence });
const articlesOf = new Map([['refund', new Set(['refund', 'returns'])], ['hours', new Set(['hours'])]]);
const chosen = (hits: Hit[], intents: ReturnType<typeof intent>[], state: 'partial' | 'final' = 'final'): string[] => chooseCandidates(hits, intents, articlesOf, state).map((candidate) => candidate.hit.article.articleId);

describe('a hit deserves a card', () => {
  it.each([
    ['when its intent was heard and the search agrees', [hit('refund', 0.5)], [intent('refund')], ['refund']],
    ['by nearness alone where no intent speaks of it', [hit('own', 0.7)], [], ['own']],
    ['by great nearness alone where its intent was not heard', [hit('refund', 0.85)], [], ['refund']],
  ])('%s', (_why, hits, intents, articles) => {
    expect(chosen(hits, intents)).toEqual(articles);
  });

  it.each([
    ['an intent alone', [hit('refund', 0.2)], [intent('refund')]],
    ['a doubtful intent and little nearness', [hit('refund', 0.4)], [intent('refund', 0.5)]],
    ['middling nearness where its intent was not heard', [hit('refund', 0.7)], [intent('hours')]],
    ['little nearness of an article of nobody', [hit('own', 0.6)], []],
    ['nothing', [], [intent('refund')]],
  ])('but not for %s', (_why, hits, intents) => {
    expect(chosen(hits, intents)).toEqual([]);
  });

  it('from a partial by its intent, not by nearness that may still turn', () => {
    expect(chosen([hit('refund', 0.5)], [intent('refund')], 'partial')).toEqual(['refund']);
    expect(chosen([hit('own', 0.9)], [], 'partial')).toEqual([]);
  });

  it('when two intents were heard, for both, the surer first', () => {
    expect(chosen([hit('refund', 0.6), hit('hours', 0.7)], [intent('refund'), intent('hours')])).toEqual(['hours', 'refund']);
  });

  it('only in the neighbourhood of the best', () => {
    expect(chosen([hit('refund', 1), hit('returns', 0.45)], [intent('refund')])).toEqual(['refund']);
  });

  it('by nearness alone only where it stands out of the articles that share its words, or is asked for in its own words (S08)', () => {
    expect(chosen([hit('own', 0.75, { field: 0.7 })], [])).toEqual([]);
    expect(chosen([hit('own', 0.85, { field: 0.7 })], [])).toEqual(['own']);
    expect(chosen([hit('own', 1.1, { field: 1.1 })], [])).toEqual(['own']);
    expect(chosen([hit('refund', 0.75, { field: 0.7 })], [intent('refund')])).toEqual(['refund']);
  });

  it('once for articles that say the same: the surer one, be it the one that the intent names', () => {
    expect(chosen([hit('own', 0.9), hit('own-copy', 0.88, { matter: 'own' }), hit('other', 0.85)], [])).toEqual(['own', 'other']);
    expect(chosen([hit('refund-copy', 0.9, { matter: 'refund' }), hit('refund', 0.88)], [intent('refund')])).toEqual(['refund']);
  });

  it('with a confidence between 0 and 1', () => {
    expect(chooseCandidates([hit('refund', 1.5)], [intent('refund', 1)], articlesOf, 'final')).toMatchObject([{ confidence: 1 }]);
  });

  it('in the order that the agent\'s verdicts under this intent taught, which adds no card and takes none away', () => {
    const hits = [hit('refund', 0.7), hit('returns', 0.65), hit('hours', 0.5)];
    const under = (preferences: readonly (readonly [string, number])[]): string[] => chooseCandidates(hits, [intent('refund')], articlesOf, 'final', new Map(preferences)).map((candidate) => candidate.hit.article.articleId);
    expect(under([])).toEqual(['refund', 'returns']);
    expect(under([['refund', -0.5]])).toEqual(['returns', 'refund']);
    expect(under([['returns', 0.6], ['hours', 1]])).toEqual(['returns', 'refund']);
  });
});
