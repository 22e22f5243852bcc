import { describe, expect, it } from 'vitest';
import type { Article } from '../../../../../main/assist/understanding/knowledge/article.ts';
import { mattersOf } from '../../../../../main/assist/understanding/knowledge/near-duplicates.ts';

const BODY = 'It can be sent back within thirty days in its packing. The money comes back to the card it was paid with.';
const article = (articleId: string, title: string, text = BODY, extra: Partial<Article> = {}): Article => ({ articleId, title, source: `${articleId}.md`, questions: [], passages: [{ heading: title, text }], steps: [], ...extra });
const gold = { audience: [{ fact: 'tier' as const, values: ['gold'] }], validFrom: null, validTo: null };

describe('two articles', () => {
  it.each([
    ['of the same text and title', article('b', 'Returning a kettle')],
    ['of which one is marked as a copy', article('b', 'Copy of Returning a kettle (2024)')],
    ['of which one says a little more', article('b', 'Returning a kettle', `${BODY} Updated in spring.`)],
  ])('%s are one matter, which bears the first one\'s name', (_what, other) => {
    expect([...mattersOf([article('a', 'Returning a kettle'), other]).values()]).toEqual(['a', 'a']);
  });

  it.each([
    ['about different things in the same words', article('b', 'Returning a toaster')],
    ['of the same title that say different things', article('b', 'Returning a kettle', 'Kettles that boiled once stay with you.')],
    ['for different callers', article('b', 'Returning a kettle', BODY, { conditions: gold })],
  ])('%s are two', (_what, other) => {
    expect([...mattersOf([article('a', 'Returning a kettle'), other]).values()]).toEqual(['a', 'b']);
  });

  it('named by nothing but a year are told apart by what they say', () => {
    expect([...mattersOf([article('a', '2024', 'Closed on Monday.'), article('b', '2025', 'Open at all times.')]).values()]).toEqual(['a', 'b']);
  });
});
