import type { SentenceEncoder } from '../encoder.ts';
import { fitFeatureSpace, type FeatureSpace, type FeatureVector } from '../intent/feature-space.ts';
import type { Article, Passage } from './article.ts';
import { createEntryTable, type Nearness } from './entry-table.ts';
import { mattersOf } from './near-duplicates.ts';

/** What of an article can be found: a question it answers, its title, or a passage. */
interface Entry {
  readonly article: Article;
  /** The passage that this entry is; null for the title and the questions. */
  readonly passage: Passage | null;
  /** Its row in the table of entries. */
  readonly row: number;
}

export interface Hit {
  readonly article: Article;
  readonly passage: Passage;
  /** By meaning and words together, in standard deviations above the field. */
  readonly score: number;
  /** How near the nearest entry is by meaning and half its words: 1.5 is the same text. */
  readonly nearness: number;
  /** The same for articles that say the same: the id of the first of them. */
  readonly matter: string;
  /** How near the third of all matters is: articles that share the words of the question (a product's name) are all about this near. null for fewer. */
  readonly field: number | null;
}

export interface KnowledgeIndex {
  readonly articles: number;
  /** Titles and headings, each once. */
  readonly headings: readonly string[];
  /** null for one that is not there. */
  find(articleId: string): Article | null;
  /** The best articles first, of those that are accepted. */
  search(text: string, limit: number, accepts?: (article: Article) => boolean): Promise<Hit[]>;
}

/** Sharpness of the soft maximum over an article's entries: better than the plain maximum on short questions. */
const BETA = 8;
/** How much words count beside meaning. */
const WORDS_WEIGHT = 0.5;
/** An article says the main thing first: another passage must be nearer by this much to be shown instead. */
const FIRST_PASSAGE_LEAD = 0.06;

/** Two may answer the same question; where a third is as near, the question only names what they share. */
const FIELD_RANK = 3;

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
  const matters = mattersOf(articles);
  const byArticle = groupByArticle(encoded.map(({ article, passage }, row) => ({ article, passage, row })));

  return {
    articles: articles.length,
    headings: [...new Set(articles.flatMap(({ title, passages }) => [title, ...passages.map(({ heading }) => heading)]))],
    find: (articleId) => articles.find((article) => article.articleId === articleId) ?? null,
    async search(text, limit, accepts = () => true) {
      if (space === null) return [];
      const near = await table.compare(place(space, text, await encoder.encode(text)));
      const scored = byArticle.map((group) => scoreArticle(group, near));
      const meaning = zScores(scored.map((score) => score.meaning));
      const lexical = zScores(scored.map((score) => score.words));
      const hits = scored
        .map((score, index) => ({ ...score, score: (meaning[index] ?? 0) + WORDS_WEIGHT * (lexical[index] ?? 0) }))
        .filter(({ article }) => accepts(article))
        .map((score) => ({ ...score, matter: matters.get(score.article) ?? score.article.articleId }))
        .sort((a, b) => b.score - a.score);
      const field = fieldOf(hits);
      return hits.slice(0, limit).map(({ article, passage, score, nearness, matter }) => ({ article, passage, score, nearness, matter, field }));
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

function scoreArticle(group: readonly Entry[], near: Nearness): { article: Article; passage: Passage; meaning: number; words: number; nearness: number } {
  const { article } = group[0] as Entry;
  const [first] = article.passages;
  let passage = first as Passage;
  let nearness = -1;
  let passageNearness = -Infinity;
  let meaningSum = 0;
  let wordsSum = 0;
  for (const entry of group) {
    const meaning = near.meaning[entry.row] ?? 0;
    const words = near.words[entry.row] ?? 0;
    const both = meaning + WORDS_WEIGHT * words;
    nearness = Math.max(nearness, both);
    const lead = both + (entry.passage === first ? FIRST_PASSAGE_LEAD : 0);
    if (entry.passage !== null && lead > passageNearness) {
      passageNearness = lead;
      passage = entry.passage;
    }
    meaningSum += Math.exp(BETA * meaning);
    wordsSum += Math.exp(BETA * words);
  }
  return { article, passage, nearness, meaning: Math.log(meaningSum) / BETA, words: Math.log(wordsSum) / BETA };
}

function fieldOf(hits: readonly { readonly matter: string; readonly nearness: number }[]): number | null {
  const nearest = new Map<string, number>();
  for (const { matter, nearness } of hits) nearest.set(matter, Math.max(nearest.get(matter) ?? -1, nearness));
  return [...nearest.values()].sort((a, b) => b - a)[FIELD_RANK - 1] ?? null;
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
