import type { SentenceEncoder } from '../encoder.ts';
import { createScorer, type IntentExample, type IntentHead } from './intent-head.ts';

/** How good a head is on examples that it did not see. */
export interface HeadEvaluation {
  /** Of the in-scope examples, with rejection off. */
  readonly accuracy: number;
  /** Per share of in-scope examples wrongly rejected: the share of the out-of-scope ones that are rejected. */
  readonly outOfScopeRecall: readonly { readonly falseRejection: number; readonly recall: number }[];
  /** The pairs most often taken for each other: truth, answer, how often. */
  readonly confusions: readonly { readonly truth: string; readonly answer: string; readonly count: number }[];
}

export interface EvaluationData {
  readonly test: readonly IntentExample[];
  /** In-scope examples that the rejection threshold is set on; the test's own where there are none. */
  readonly validation?: readonly IntentExample[];
  readonly outOfScope?: readonly string[];
}

const FALSE_REJECTIONS = [0.05, 0.1];
const MOST_CONFUSIONS = 20;

/** Scores a head on labelled data; used by the bench, and to compare a new head with the one in use. */
export async function evaluateHead(head: IntentHead, data: EvaluationData, encoder: SentenceEncoder): Promise<HeadEvaluation> {
  const score = createScorer(head);
  const judge = async (text: string): Promise<{ answer: string; logit: number }> => {
    const logits = score(text, await encoder.encode(text, 'asked'));
    const logit = Math.max(...logits);
    return { answer: head.classes[logits.indexOf(logit)] ?? '', logit };
  };
  const judgeAll = async (texts: readonly string[]): Promise<{ answer: string; logit: number }[]> => {
    const judged = [];
    for (const text of texts) judged.push(await judge(text));
    return judged;
  };

  const answers = await judgeAll(data.test.map(({ text }) => text));
  const outside = await judgeAll(data.outOfScope ?? []);
  const inside = (data.validation === undefined ? answers : await judgeAll(data.validation.map(({ text }) => text))).map(({ logit }) => logit).sort((a, b) => a - b);
  const counts = new Map<string, { truth: string; answer: string; count: number }>();
  let right = 0;
  for (const [index, { intentId }] of data.test.entries()) {
    const answer = answers[index]?.answer ?? '';
    if (answer === intentId) right += 1;
    else counts.set(`${intentId}\n${answer}`, { truth: intentId, answer, count: (counts.get(`${intentId}\n${answer}`)?.count ?? 0) + 1 });
  }
  return {
    accuracy: right / data.test.length,
    outOfScopeRecall: FALSE_REJECTIONS.map((falseRejection) => {
      const leastLogit = inside[Math.floor(inside.length * falseRejection)] ?? -Infinity;
      return { falseRejection, recall: outside.filter(({ logit }) => logit < leastLogit).length / outside.length };
    }),
    confusions: [...counts.values()].sort((a, b) => b.count - a.count).slice(0, MOST_CONFUSIONS),
  };
}
