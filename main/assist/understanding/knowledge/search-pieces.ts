import type { Article } from './article.ts';
import type { Hit, KnowledgeIndex } from './knowledge-index.ts';

/** Looks up every piece of an utterance; an article counts by the piece that comes nearest to it. The best articles first. */
export async function searchPieces(index: KnowledgeIndex, pieces: readonly string[], limit: number, accepts?: (article: Article) => boolean): Promise<Hit[]> {
  const nearest = new Map<string, Hit>();
  for (const piece of pieces) {
    for (const hit of await index.search(piece, limit, accepts)) {
      if (hit.nearness > (nearest.get(hit.article.articleId)?.nearness ?? -Infinity)) nearest.set(hit.article.articleId, hit);
    }
  }
  return [...nearest.values()].sort((a, b) => b.nearness - a.nearness);
}
