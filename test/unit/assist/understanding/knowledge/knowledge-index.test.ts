import { describe, expect, it } from 'vitest';
import type { Article } from '../../../../../main/assist/understanding/knowledge/article.ts';
import { buildKnowledgeIndex } from '../../../../../main/assist/understanding/knowledge/knowledge-index.ts';
import { searchPieces } from '../../../../../main/assist/understanding/knowledge/search-pieces.ts';
import { fakeEncoder } from '../../../../support/fake-encoder.ts';

const article = (articleId: string, title: string, questions: string[], passages: [string, string][]): Article => ({ articleId, title, source: `${articleId}.md`, questions, passages: passages.map(([heading, text]) => ({ heading, text })), steps: [] });
const ARTICLES = [
  article('hours', 'Opening hours', ['when do you open'], [['On weekdays', 'We open at nine and close at six'], ['On Saturdays', 'On Saturday the shop closes at four']]),
  article('refund', 'Refunds', ['when do I get my money back'], [['How long', 'The money is sent within three days']]),
  article('parking', 'Parking', ['where can I leave the car'], [['Behind the house', 'There are six places for cars']]),
];

describe('the knowledge index', async () => {
  const index = await buildKnowledgeIndex(ARTICLES, fakeEncoder);

  it('knows how many articles it has', () => {
    expect(index.articles).toBe(3);
  });

  it.each([
    ['get my money back please', 'refund'],
    ['where do I leave my car', 'parking'],
    ['when do you open', 'hours'],
  ])('finds for %j the article %s first', async (text, articleId) => {
    const [hit] = await index.search(text, 3);
    expect(hit?.article.articleId).toBe(articleId);
  });

  it('shows the passage that fits', async () => {
    expect((await index.search('on Saturday the shop closes', 1))[0]?.passage.heading).toBe('On Saturdays');
    expect((await index.search('we open at nine', 1))[0]?.passage.heading).toBe('On weekdays');
  });

  it('tells how near the nearest entry is: the same text is nearest, strange words are far', async () => {
    expect((await index.search('when do you open', 1))[0]?.nearness).toBeCloseTo(1.5, 3);
    expect((await index.search('zebra quantum fjord', 1))[0]?.nearness).toBeLessThan(0.3);
  });

  it('gives at most as many as asked for', async () => {
    expect(await index.search('when', 2)).toHaveLength(2);
  });

  it('of nothing finds nothing', async () => {
    expect(await (await buildKnowledgeIndex([], fakeEncoder)).search('anything', 3)).toEqual([]);
  });

  it('lets each article count by the piece that comes nearest to it', async () => {
    const hits = await searchPieces(index, ['when do you open', 'where can I leave the car'], 3);
    expect(hits.slice(0, 2).map((hit) => hit.article.articleId).sort()).toEqual(['hours', 'parking']);
    expect(hits).toHaveLength(3);
  });

  it('tells how near the third matter is, counting articles that say the same once', async () => {
    const refund = ARTICLES[1] as Article;
    const index = await buildKnowledgeIndex([...ARTICLES, { ...refund, articleId: 'refund-copy', title: 'Copy of Refunds' }], fakeEncoder);
    const hits = await index.search('when do I get my money back', 4);
    const nearest = ['refund', 'hours', 'parking'].map((matter) => Math.max(...hits.filter((hit) => hit.matter === matter).map(({ nearness }) => nearness)));
    expect(hits.filter(({ matter }) => matter === 'refund').map(({ article }) => article.articleId).sort()).toEqual(['refund', 'refund-copy']);
    expect(hits.map(({ field }) => field)).toEqual(hits.map(() => [...nearest].sort((a, b) => b - a)[2]));
    expect((await index.search('when', 4, ({ articleId }) => articleId !== 'hours')).map(({ field }) => field)).toEqual([null, null, null]);
  });

  it('gives the best of those that are accepted, however many nearer ones are not', async () => {
    const regions = Array.from({ length: 20 }, (_unused, at) => ({ ...ARTICLES[1]!, articleId: `refund-${at}` }));
    const index = await buildKnowledgeIndex([...regions, ...ARTICLES], fakeEncoder);
    const hits = await index.search('when do I get my money back', 3, ({ articleId }) => articleId === 'refund-19' || articleId === 'parking');
    expect(hits.map(({ article }) => article.articleId)).toEqual(['refund-19', 'parking']);
  });
});
