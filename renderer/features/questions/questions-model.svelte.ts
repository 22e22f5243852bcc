import type { DraftedArticle, QuestionDraft } from '../../../preload/contract/questions.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { QuestionsBridge } from '../../bridge/bridge.ts';

/** Questions that the articles answer, as they were drafted, one judged after the other. */
export class QuestionsModel {
  readonly #bridge: QuestionsBridge;
  /** null before anybody has asked for them. */
  articles = $state.raw<readonly DraftedArticle[] | null>(null);
  isLooking = $state.raw(false);
  failure = $state.raw<Failure | null>(null);
  readonly waiting = $derived((this.articles ?? []).reduce((sum, { drafts }) => sum + drafts.length, 0));

  constructor(bridge: QuestionsBridge) {
    this.#bridge = bridge;
  }

  async look(): Promise<void> {
    this.isLooking = true;
    const found = await this.#bridge.drafts({});
    this.isLooking = false;
    this.failure = found.ok ? null : found.error;
    this.articles = found.ok ? found.value : null;
  }

  /** @param question as it is approved; null: thrown away */
  async judge({ articleId }: DraftedArticle, { question: draft, sentence }: QuestionDraft, question: string | null): Promise<void> {
    const kept = await this.#bridge.judge({ articleId, sentence, draft, question });
    this.failure = kept.ok ? null : kept.error;
    if (!kept.ok) return;
    const without = (article: DraftedArticle): DraftedArticle => (article.articleId === articleId ? { ...article, drafts: article.drafts.filter((other) => other.question !== draft) } : article);
    this.articles = (this.articles ?? []).map(without).filter(({ drafts }) => drafts.length > 0);
  }
}
