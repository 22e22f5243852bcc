import type { DraftedArticle, JudgedQuestion } from '../../preload/contract/questions.ts';
import { success, type Result } from '../../preload/contract/result.ts';
import type { Assist } from '../assist/assist.ts';
import type { RecordStore } from '../records/record-store.ts';

/** Questions that articles answer: drafted by the assist, judged by a person, searched by from then on. */
export interface QuestionDesk {
  /** The drafts that nobody has judged. */
  drafts(): Promise<Result<DraftedArticle[], 'assist-off'>>;
  judge(judged: JudgedQuestion): Promise<Result<void, 'store-failed'>>;
}

export function createQuestionDesk({ store, assist }: { store: RecordStore; assist: Pick<Assist, 'draftQuestions' | 'useQuestions'> }): QuestionDesk {
  return {
    async drafts() {
      const drafted = await assist.draftQuestions();
      if (!drafted.ok) return drafted;
      const judged = new Set(store.read().settings.questions.map(({ articleId, draft }) => keyOf(articleId, draft)));
      const waiting = drafted.value.map((article) => ({ ...article, drafts: article.drafts.filter(({ question }) => !judged.has(keyOf(article.articleId, question))) }));
      return success(waiting.filter(({ drafts }) => drafts.length > 0));
    },
    async judge(judged) {
      const isSame = (other: JudgedQuestion): boolean => keyOf(other.articleId, other.draft) === keyOf(judged.articleId, judged.draft);
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, questions: [...data.settings.questions.filter((other) => !isSame(other)), judged] } }));
      if (kept.ok) assist.useQuestions(store.read().settings.questions);
      return kept;
    },
  };
}

const keyOf = (articleId: string, draft: string): string => JSON.stringify([articleId, draft]);
