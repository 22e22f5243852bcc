import { z } from 'zod';
import { request } from './definition.ts';
import { Nothing } from './primitives.ts';

const Question = z.string().trim().min(3).max(200);

/** A question that an article answers, and the sentence of the article that it was drafted from. */
export const QuestionDraft = z.strictObject({ question: Question, sentence: z.string().max(2_000) });
export type QuestionDraft = z.infer<typeof QuestionDraft>;

/** A draft that a person judged. `draft` is how it was offered, `question` how it was approved; null: thrown away. */
export const JudgedQuestion = z.strictObject({ articleId: z.string().max(200), sentence: z.string().max(2_000), draft: Question, question: Question.nullable() });
export type JudgedQuestion = z.infer<typeof JudgedQuestion>;

/** An article and the drafts that wait. */
export const DraftedArticle = z.strictObject({ articleId: z.string(), title: z.string(), source: z.string(), drafts: z.array(QuestionDraft) });
export type DraftedArticle = z.infer<typeof DraftedArticle>;

export const questionRequests = {
  /** The articles that have drafts nobody has judged. */
  drafts: request({ channel: 'questions.drafts', input: Nothing, output: z.array(DraftedArticle), errors: ['assist-off'] }),
  judge: request({ channel: 'questions.judge', input: JudgedQuestion, output: Nothing, errors: ['store-failed'] }),
} as const;
