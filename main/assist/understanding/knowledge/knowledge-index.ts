import MiniSearch from 'minisearch';
import type { SentenceEncoder } from '../encoder.ts';
import { fitFeatureSpace, type FeatureSpace, type FeatureVector } from '../intent/feature-space.ts';
import { wordsOf } from '../text/normal-form.ts';
import type { Article, Passage } from './article.ts';
import { createEntryTable, type Nearness } from './entry-table.ts';

/** What of an article can be found: a question it answers, its title, or a passage. */
interface Entry {
  readonly article: Article;
  /** The passage to show when this entry is what matched; null: the article's best by words. */
  readonly passage: Passage | null;
  /** Its row in the table of entries. */
  readonly row: number;
}

export interface Hit {
  readonly article: Article;
  readonly passage: Passage;
  /** By meaning and words together, in standard deviations above the field. */
  readonly score: number;
  /** By meaning alone, -1 to 1: how near the nearest entry is. */
  readonly nearness: number;
}

export interface KnowledgeIndex {
  readonly articles: number;
  /** The best articles first. */
  search(text: string, limit: number): Promise<Hit[]>;
}

/** Sharpness of the soft maximum over an article's entries: better than the plain maximum on short questions. */
const BETA = 8;
/** How much words count beside meaning. */
const WORDS_WEIGHT = 0.5;
/** Words that say nothing about the subject. */
const STOP_WORDS = new Set('a an the is are am was were be been do does did have has had i you he she it we they my your our me us to of in on at for with and or but if so that this there can could would will shall should may please just not no yes hello hi'.split(' '));

/** Builds the index of a set of articles: every question, title and passage is encoded once. */
export async function buildKnowledgeIndex(articles: readonly Article[], encoder: SentenceEncoder): Promise<KnowledgeIndex> {
  const texts = articles.flatMap((article) => [
    { article, passage: null, text: article.title },
    ...article.questions.map((text) => ({ article, passage: null, text })),
    ...article.passages.map((passage) => ({ article, passage, text: `${article.title}. ${passage.heading}. ${passage.text}` })),
  ]);
  const encoded = [];
  for (const entry of texts) encoded.push({ ...entry, encoding: await encoder.encode(entry.text) });
  const space = encoded.length === 0 ? null : fitFeatureSpace(encoded);
  const table = await createEntryTable(encoded.map(({ text, encoding }) => place(space, text, encoding)));
  const byArticle = groupByArticle(encoded.map(({ article, passage }, row) => ({ article, passage, row })));
  const words = indexPassages(articles);

  return {
    articles: articles.length,
    async search(text, limit) {
      if (space === null) return [];
      const nearness = await table.compare(place(space, text, await encoder.encode(text)));
      const scored = byArticle.map((group) => scoreArticle(group, nearness));
      const meaning = zScores(scored.map((score) => score.meaning));
      const lexical = zScores(scored.map((score) => score.words));
      return scored
        .map((score, index) => ({ ...score, score: (meaning[index] ?? 0) + WORDS_WEIGHT * (lexical[index] ?? 0) }))
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
        .map(({ best, score, nearness }) => ({ article: best.article, passage: best.passage ?? bestPassage(words, best.article, text), score, nearness }));
    },
  };
}

function place(space: FeatureSpace | null, text: string, encoding: Parameters<FeatureSpace['place']>[1]): FeatureVector {
  const { dense, ngrams } = space?.place(text, encoding) ?? { dense: new Float32Array(), ngrams: { indices: new Uint32Array(), values: new Float32Array() } };
  return { dense: unit(dense), ngrams: { indices: ngrams.indices, values: unit(ngrams.values) } };
}

function groupByArticle(entries: readonly Entry[]): (readonly Entry[])[] {
  const groups = new Map<Article, Entry[]>();
  for (const entry of entries) groups.set(entry.article, [...(groups.get(entry.article) ?? []), entry]);
  return [...groups.values()];
}

function scoreArticle(group: readonly Entry[], near: Nearness): { best: Entry; meaning: number; words: number; nearness: number } {
  let best = group[0] as Entry;
  let nearness = -1;
  let meaningSum = 0;
  let wordsSum = 0;
  for (const entry of group) {
    const meaning = near.meaning[entry.row] ?? 0;
    const words = near.words[entry.row] ?? 0;
    if (meaning + WORDS_WEIGHT * words > nearness) {
      nearness = meaning + WORDS_WEIGHT * words;
      best = entry;
    }
    meaningSum += Math.exp(BETA * meaning);
    wordsSum += Math.exp(BETA * words);
  }
  return { best, nearness, meaning: Math.log(meaningSum) / BETA, words: Math.log(wordsSum) / BETA };
}

function indexPassages(articles: readonly Article[]): MiniSearch<{ id: string; heading: string; text: string }> {
  const search = new MiniSearch<{ id: string; heading: string; text: string }>({
    fields: ['heading', 'text'],
    tokenize: wordsOf,
    processTerm: (word) => (STOP_WORDS.has(word) ? null : word),
    searchOptions: { boost: { heading: 2 }, prefix: (term) => term.length > 4, fuzzy: (term) => (term.length > 5 ? 0.2 : false) },
  });
  search.addAll(articles.flatMap((article) => article.passages.map((passage, index) => ({ id: passageKey(article, index), heading: passage.heading, text: passage.text }))));
  return search;
}

const passageKey = (article: Article, index: number): string => `${article.articleId}\n${index}`;

function bestPassage(words: MiniSearch, article: Article, text: string): Passage {
  const keys = new Map(article.passages.map((passage, index) => [passageKey(article, index), passage]));
  const [found] = words.search(text, { filter: (result) => keys.has(String(result.id)) });
  return keys.get(String(found?.id)) ?? (article.passages[0] as Passage);
}

function unit(values: Float32Array): Float32Array {
  const norm = Math.hypot(...values);
  return norm === 0 ? values : values.map((value) => value / norm);
}

function zScores(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (deviation === 0 ? 0 : (value - mean) / deviation));
}
