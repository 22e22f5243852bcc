import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseCandidates } from '../../main/assist/understanding/candidates.ts';
import { loadSentenceEncoder } from '../../main/assist/understanding/encoder.ts';
import { buildKnowledgeIndex, type KnowledgeIndex } from '../../main/assist/understanding/knowledge/knowledge-index.ts';
import { searchPieces } from '../../main/assist/understanding/knowledge/search-pieces.ts';
import type { Candidate } from '../../main/assist/understanding/suggestion-policy.ts';
import { segmentsOf } from '../../main/assist/understanding/text/segments.ts';
import { answeredQuestions, overlappingArticles, unansweredQuestions } from '../support/overlapping-articles.ts';

/** As many as a caller's words are looked up with. */
const HITS = 6;
let index: KnowledgeIndex;

beforeAll(async () => {
  index = await buildKnowledgeIndex(overlappingArticles(), await loadSentenceEncoder(join(process.cwd(), 'models', 'files')));
}, 120_000);

const cardsFor = async (text: string): Promise<Candidate[]> => chooseCandidates(await searchPieces(index, segmentsOf(text), HITS), [], new Map(), 'final');
const matterOf = (articleId: string): string => articleId.replace(/-copy$/, '');

describe('500 overlapping articles, a hundred of them nearly the same as another', () => {
  it('give cards whose first is mostly the right one, and each matter once (S08)', async () => {
    expect(index.articles).toBe(500);
    const asked = answeredQuestions();
    const shown = [];
    for (const { text, articleId } of asked) {
      const matters = (await cardsFor(text)).map(({ hit }) => matterOf(hit.article.articleId));
      expect(new Set(matters).size, text).toBe(matters.length);
      if (matters.length > 0) shown.push({ articleId, first: matters[0] });
    }
    const right = shown.filter(({ articleId, first }) => articleId === first).length;
    expect(right / shown.length).toBeGreaterThanOrEqual(0.85);
    expect(shown.length / asked.length).toBeGreaterThanOrEqual(0.3);
  }, 60_000);

  it.each([
    ['a product of theirs, but none of their topics', 'another-topic', 0.1],
    ['their topics, but none of their products', 'another-product', 0.02],
    ['neither', 'nothing', 0],
  ] as const)('show nothing to words about %s (S08)', async (_what, kind, most) => {
    const asked = unansweredQuestions().filter(({ about }) => about === kind);
    const answered: string[] = [];
    for (const { text } of asked) if ((await cardsFor(text)).length > 0) answered.push(text);
    expect(answered.length / asked.length).toBeLessThanOrEqual(most);
  }, 60_000);
});
