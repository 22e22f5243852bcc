import { readFile } from 'node:fs/promises';
import MiniSearch from 'minisearch';
import { z } from 'zod';
import { chooseCandidates } from '../../../main/assist/understanding/candidates.ts';
import { parseArticle, type Article } from '../../../main/assist/understanding/knowledge/article.ts';
import { buildKnowledgeIndex } from '../../../main/assist/understanding/knowledge/knowledge-index.ts';
import { searchPieces } from '../../../main/assist/understanding/knowledge/search-pieces.ts';
import { segmentsOf } from '../../../main/assist/understanding/text/segments.ts';
import { seededRandom } from '../../support/hostile-datagrams.ts';
import type { BenchOptions } from '../groups.ts';
import { row, type BenchRow } from '../row.ts';
import { encodeAll, loadBenchEncoder } from './bench-encoder.ts';
import { draw, isClinc, nameOf, readLabelledData } from './labelled-data.ts';

const Data = z.object({
  articles: z.array(z.object({ id: z.string(), title: z.string(), questions: z.array(z.string()).default([]), body: z.string().default('') })).min(1),
  queries: z.array(z.object({ text: z.string(), article: z.string().nullable() })).min(1),
});
type Data = z.infer<typeof Data>;

/** Questions that an article made of an intent brings along. */
const QUESTIONS = 3;
const DEPTH = 10;

/** How often the right article is found first, or among three, and how often a card is shown where no article fits. */
export async function measureRetrieval({ data: file, seed, say }: BenchOptions): Promise<BenchRow[]> {
  if (file === null) throw new Error('--only retrieval needs --data FILE.json: {"articles": [{"id", "title", "questions", "body"}], "queries": [{"text", "article": id or null}]}, or labelled utterances as --only intent takes them');
  const json = JSON.parse(await readFile(file, 'utf8')) as object;
  const isLabelled = 'train' in json;
  const hasFloors = isLabelled && isClinc(await readLabelledData(file));
  const { articles, queries } = isLabelled ? await articlesOfIntents(file, seed) : Data.parse(json);
  const encoder = await loadBenchEncoder();
  say(`${articles.length} articles, ${queries.length} queries`);
  await encodeAll(queries.map(({ text }) => text), encoder, say);
  const index = await buildKnowledgeIndex(articles.map(toArticle), encoder);

  const answered = queries.filter(({ article }) => article !== null);
  const found: (readonly string[])[] = [];
  for (const { text } of answered) found.push((await index.search(text, DEPTH)).map(({ article }) => article.articleId));
  const lexical = createLexicalSearch(articles);
  const words = answered.map(({ text }) => lexical(text));
  const truth = answered.map(({ article }) => article ?? '');
  return [
    row('retrieval-recall-at-1', recallAt(1, found, truth), 'ratio', answered.length, hasFloors ? { direction: 'at-least', floor: 0.77, aim: 0.82 } : undefined),
    row('retrieval-recall-at-3', recallAt(3, found, truth), 'ratio', answered.length, hasFloors ? { direction: 'at-least', floor: 0.91, aim: 0.94 } : undefined),
    row('retrieval-mean-reciprocal-rank', meanReciprocalRank(found, truth), 'ratio', answered.length),
    row('retrieval-recall-at-1-bm25', recallAt(1, words, truth), 'ratio', answered.length),
    row('retrieval-recall-at-3-bm25', recallAt(3, words, truth), 'ratio', answered.length),
    ...await needlessCards(queries.filter(({ article }) => article === null).map(({ text }) => text)),
  ];

  async function needlessCards(texts: readonly string[]): Promise<BenchRow[]> {
    if (texts.length === 0) return [];
    let shown = 0;
    for (const text of texts) if (chooseCandidates(await searchPieces(index, segmentsOf(text), DEPTH), [], new Map(), 'final').length > 0) shown += 1;
    return [row('cards-where-no-article-fits', shown / texts.length, 'ratio', texts.length, { direction: 'at-most', floor: 0.1, aim: 0.04 })];
  }
}

/** Each intent as an article: its name and some of its training utterances; the test utterances ask for it, and those out of scope for none. */
async function articlesOfIntents(file: string, seed: number): Promise<Data> {
  const { intents, train, test, outOfScope } = await readLabelledData(file);
  const random = seededRandom(seed);
  return {
    articles: intents.map((intentId) => ({ id: intentId, title: nameOf(intentId), questions: draw(train.filter((example) => example.intentId === intentId), QUESTIONS, random).map(({ text }) => text), body: '' })),
    queries: [...test.map(({ text, intentId }) => ({ text, article: intentId })), ...outOfScope.map((text) => ({ text, article: null }))],
  };
}

function toArticle({ id, title, questions, body }: Data['articles'][number]): Article {
  const parsed = parseArticle(body, `${id}.md`);
  return { articleId: id, title, source: `${id}.md`, questions, passages: parsed?.passages ?? [], steps: [] };
}

function createLexicalSearch(articles: Data['articles']): (text: string) => readonly string[] {
  const index = new MiniSearch({ fields: ['title', 'questions', 'body'] });
  index.addAll(articles.map(({ questions, ...article }) => ({ ...article, questions: questions.join(' ') })));
  return (text) => index.search(text).slice(0, DEPTH).map(({ id }) => String(id));
}

function recallAt(depth: number, found: readonly (readonly string[])[], truth: readonly string[]): number {
  return found.filter((ids, index) => ids.slice(0, depth).includes(truth[index] ?? '')).length / truth.length;
}

function meanReciprocalRank(found: readonly (readonly string[])[], truth: readonly string[]): number {
  return found.reduce((sum, ids, index) => {
    const rank = ids.indexOf(truth[index] ?? '');
    return sum + (rank < 0 ? 0 : 1 / (rank + 1));
  }, 0) / truth.length;
}
