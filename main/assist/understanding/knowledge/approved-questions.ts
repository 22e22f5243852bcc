import type { JudgedQuestion } from '../../../../preload/contract/questions.ts';
import type { Article } from './article.ts';

/** The articles with the questions that a person approved for them, as long as the sentence that answers each still stands there. */
export function withApproved(articles: readonly Article[], judged: readonly JudgedQuestion[]): Article[] {
  return articles.map((article) => {
    const added = judged.flatMap(({ articleId, sentence, question }) => (articleId === article.articleId && question !== null && says(article, sentence) ? [question] : []));
    return added.length === 0 ? article : { ...article, questions: [...new Set([...article.questions, ...added])] };
  });
}

function says({ passages }: Article, sentence: string): boolean {
  return passages.some(({ heading, text }) => heading === sentence || text.includes(sentence));
}
