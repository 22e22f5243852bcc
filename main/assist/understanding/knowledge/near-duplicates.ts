import { wordsOf } from '../text/normal-form.ts';
import type { Article } from './article.ts';

/** Two articles of the same name are the same when this share of their pairs of words is common to both. */
const LEAST_OVERLAP = 0.6;
/** What a title gains when somebody copies an article, or keeps the one before. */
const MARKS = new Set(['a', 'an', 'and', 'archive', 'archived', 'copy', 'draft', 'final', 'for', 'new', 'of', 'old', 'the', 'updated', 'version']);
const YEAR_OR_VERSION = /^(?:20\d\d|v?\d)$/;

/**
 * Which articles say the same: each article's matter is the id of the first of those that are nearly the same as it. They have the same words
 * in their titles (but for "copy", "old", a year), hold for the same callers, and share most of what they say. Articles of one template that
 * differ in what they are about differ in their titles, so they stay apart however much of their bodies is shared.
 */
export function mattersOf(articles: readonly Article[]): ReadonlyMap<Article, string> {
  const byName = new Map<string, { readonly matter: string; readonly pairs: ReadonlySet<string> }[]>();
  return new Map(articles.map((article) => {
    const name = JSON.stringify([nameOf(article.title), article.conditions ?? null]);
    const pairs = pairsOf(article);
    const known = byName.get(name) ?? [];
    const twin = known.find((other) => overlap(other.pairs, pairs) >= LEAST_OVERLAP);
    if (twin === undefined) byName.set(name, [...known, { matter: article.articleId, pairs }]);
    return [article, twin?.matter ?? article.articleId];
  }));
}

function nameOf(title: string): string {
  const words = wordsOf(title);
  const telling = words.filter((word) => !MARKS.has(word) && !YEAR_OR_VERSION.test(word));
  return [...new Set(telling.length === 0 ? words : telling)].sort().join(' ');
}

function pairsOf({ passages }: Article): ReadonlySet<string> {
  const words = wordsOf(passages.map(({ text }) => text).join(' '));
  return new Set(words.map((word, at) => `${word} ${words[at + 1] ?? ''}`));
}

/** Shared by both, of all that either has: 0 to 1. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of one) if (other.has(pair)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 1 : shared / all;
}
