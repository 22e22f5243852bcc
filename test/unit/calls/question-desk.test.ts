import { describe, expect, it } from 'vitest';
import { createQuestionDesk } from '../../../main/calls/question-desk.ts';
import { success } from '../../../preload/contract/result.ts';
import { fakeAssist } from '../../support/fake-assist.ts';
import { draftedArticles } from '../../support/fake-sidetone-learning.ts';
import { createMemoryStore } from '../../support/memory-store.ts';

describe('the desk of drafted questions', () => {
  it('offers what nobody has judged, and teaches what was approved', async () => {
    const store = createMemoryStore();
    const assist = fakeAssist();
    assist.draftQuestions = async () => success(structuredClone(draftedArticles));
    const desk = createQuestionDesk({ store, assist });
    const [refunds, hours] = draftedArticles;
    expect(await desk.drafts()).toEqual(success(draftedArticles));
    await desk.judge({ articleId: 'refunds', sentence: refunds!.drafts[0]!.sentence, draft: refunds!.drafts[0]!.question, question: 'When is my money there?' });
    await desk.judge({ articleId: 'hours', sentence: hours!.drafts[0]!.sentence, draft: hours!.drafts[0]!.question, question: null });
    expect(await desk.drafts()).toEqual(success([{ ...refunds, drafts: refunds!.drafts.slice(1) }]));
    expect(assist.orders.at(-1)).toBe('ask When is my money there?, nothing');
    await desk.judge({ articleId: 'hours', sentence: hours!.drafts[0]!.sentence, draft: hours!.drafts[0]!.question, question: 'When are you there?' });
    expect(store.read().settings.questions.map(({ question }) => question)).toEqual(['When is my money there?', 'When are you there?']);
  });
});
