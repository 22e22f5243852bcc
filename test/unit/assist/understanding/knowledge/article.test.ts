import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArticle } from '../../../../../main/assist/understanding/knowledge/article.ts';

const FULL = `---
id: refund
title: Refunds
questions:
  - How long does it take?
  - When do I get my money?
---

# Refunds

It starts here.

## How long it takes

Three **working** days, see [the list](https://shop.example).

- first
- second

## Table

| Day | Hours |
|---|---|
| Monday | 9 to 6 |
`;

describe('an article', () => {
  it('has its front matter and is cut by headings, as plain text', () => {
    expect(parseArticle(FULL, 'refund.md')).toEqual({
      articleId: 'refund', title: 'Refunds', source: 'refund.md',
      questions: ['How long does it take?', 'When do I get my money?'],
      passages: [
        { heading: 'Refunds', text: 'It starts here.' },
        { heading: 'How long it takes', text: 'Three working days, see the list. first second' },
        { heading: 'Table', text: 'Day: Monday, Hours: 9 to 6' },
      ],
      steps: [],
    });
  });

  it.each([
    ['the first heading', '# Parking & Co\n\nBehind the house.', { articleId: 'notes', title: 'Parking & Co' }],
    ['the file name', 'Just text.', { articleId: 'notes', title: 'notes' }],
    ['the file name for broken front matter', '---\n: [\n---\nJust text.', { articleId: 'notes', title: 'notes' }],
    ['the front matter with Windows line ends', '---\r\ntitle: Hours\r\n---\r\n\r\nAlways.', { title: 'Hours' }],
    ['a number as a title', '---\ntitle: 404\n---\nNot found.', { title: '404' }],
  ])('takes its title from %s', (_what, markdown, article) => {
    expect(parseArticle(markdown, 'notes.md')).toMatchObject(article);
  });

  it.each([['empty', ''], ['headings alone', '# One\n\n## Two\n'], ['front matter alone', '---\ntitle: x\n---\n']])('is none where there is no text: %s', (_what, markdown) => {
    expect(parseArticle(markdown, 'a.md')).toBeNull();
  });

  it('has a checklist of its task lists, which is the agent\'s to do and no text to read out', () => {
    const article = parseArticle('# Reset\n\nWe can do that.\n\n- [ ] Ask for **the** address &amp; name\n- [x] Send the link\n  - [ ] Wait for it\n- a plain item\n', 'reset.md')!;
    expect(article.steps).toEqual(['Ask for the address & name', 'Send the link', 'Wait for it']);
    expect(article.passages).toEqual([{ heading: 'Reset', text: 'We can do that. a plain item' }]);
  });

  it('that is nothing but a checklist can still be found by it', () => {
    expect(parseArticle('- [ ] Ask\n- [ ] Send\n', 'reset.md')).toMatchObject({ steps: ['Ask', 'Send'], passages: [{ heading: 'reset', text: 'Ask Send' }] });
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), fc.boolean(), (text, hasMatter) => {
      const article = parseArticle(hasMatter ? `---\n${text}\n---\n${text}` : text, 'any.md');
      expect(article === null || article.passages.every((passage) => passage.text !== '')).toBe(true);
    }), { numRuns: 300 });
  });
});
