import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../../../../main/assist/understanding/knowledge/article.ts';
import { dayOf, isFor, readConditions, type ArticleConditions } from '../../../../../main/assist/understanding/knowledge/conditions.ts';
import { NOTHING_KNOWN, type AudienceFacts } from '../../../../../preload/contract/audience.ts';

const TODAY = '2026-03-14';
const caller = (facts: Partial<AudienceFacts>): AudienceFacts => ({ ...NOTHING_KNOWN, ...facts });
const conditions = (front: Record<string, unknown>): ArticleConditions | undefined => readConditions(front);

describe('the conditions of an article', () => {
  it('stand in its front matter, as values, lists and days', () => {
    const article = parseArticle('---\nregion: EU, UK\ntier: [Gold, Silver]\nproduct: 300\nvalidFrom: 2026-01-01\nvalid to: 2026-12-31\n---\n# A\n\nText.\n', 'a.md');
    expect(article?.conditions).toEqual({ audience: [{ fact: 'tier', values: ['Gold', 'Silver'] }, { fact: 'region', values: ['EU', 'UK'] }, { fact: 'product', values: ['300'] }], validFrom: '2026-01-01', validTo: '2026-12-31' });
    expect(parseArticle('# A\n\nText.\n', 'a.md')).not.toHaveProperty('conditions');
  });

  it.each([[{ validTo: 'soon' }], [{ validTo: '2026-02-30' }], [{ region: '' }], [{ region: { a: 1 } }], [{ tier: [null, ' , '] }], [{}]])('that cannot be read are none: %j', (front) => {
    expect(conditions(front)).toBeUndefined();
  });

  it('are read from anything without throwing', () => {
    fc.assert(fc.property(fc.dictionary(fc.constantFrom('tier', 'region', 'valid_from', 'validTo', 'x'), fc.anything()), (front) => { readConditions(front); }));
  });
});

describe('an article is suggested', () => {
  it.each([
    ['to everybody where it has no conditions', {}, { tier: ['gold'] }, true],
    ['to callers of its audience, in any writing', { region: 'EU, UK' }, { region: ['uk'] }, true],
    ['to callers of whom several things are true', { product: 'Kettle' }, { product: ['toaster', 'kettle'] }, true],
    ['where the fact is not known', { region: 'EU', tier: 'gold' }, { region: ['EU'] }, true],
    ['not where what is known contradicts it', { region: 'EU' }, { region: ['US'] }, false],
    ['not where one of two facts contradicts it', { region: 'EU', tier: 'gold' }, { region: ['EU'], tier: ['basic'] }, false],
    ['to speakers of a dialect of its language', { language: 'en' }, { language: ['en-GB'] }, true],
    ['and to those of whom the language alone is known', { language: 'pt-BR' }, { language: ['PT'] }, true],
    ['not to those of another language with the same beginning', { language: 'en' }, { language: ['enm'] }, false],
    ['on its first day', { validFrom: TODAY }, {}, true],
    ['on its last day', { validTo: TODAY }, {}, true],
    ['not before', { validFrom: '2026-03-15' }, {}, false],
    ['not after', { validTo: '2026-03-13' }, {}, false],
  ])('%s', (_when, front, facts, expected) => {
    expect(isFor(conditions(front), caller(facts), TODAY)).toBe(expected);
  });

  it('by the day where the agent is', () => {
    expect(dayOf(new Date(2026, 2, 4, 23, 59))).toBe('2026-03-04');
  });
});
