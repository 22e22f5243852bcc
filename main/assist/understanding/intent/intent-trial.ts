import type { IntentSet } from '../../../../preload/contract/intents.ts';
import type { Lesson, TrialFigures } from '../../../../preload/contract/learning.ts';
import type { SentenceEncoder } from '../encoder.ts';
import { knownIntents } from '../known-intents.ts';
import { segmentsOf } from '../text/segments.ts';
import { createIntentClassifier, examplesOf, NO_INTENT, trainExamples } from './intent-classifier.ts';
import type { IntentExample } from './intent-head.ts';

/** The intents in use, what a candidate is to learn beside them, and two sets that neither learns from. */
export interface IntentTrial {
  readonly current: IntentSet;
  readonly lessons: readonly Lesson[];
  /** Verdicts that were kept back. */
  readonly heldOut: readonly Lesson[];
  /** What works must go on working. */
  readonly regression: readonly Lesson[];
}

interface Answered {
  readonly truth: string | null;
  readonly answer: string | null;
}

type Sitting = Readonly<Record<'heldOut' | 'regression', readonly Answered[]>>;

const MOST_CONFUSIONS = 12;

/** Trains the intents in use with the lessons and without, and lets both sit the same examination, answered as in a call. */
export async function tryIntents({ current, lessons, heldOut, regression }: IntentTrial, encoder: SentenceEncoder): Promise<TrialFigures> {
  const { definitions, otherUtterances } = knownIntents(current);
  const examples = examplesOf(definitions, otherUtterances);
  const learned = lessons.map(({ intentId, text }) => ({ intentId: intentId ?? NO_INTENT, text }));

  async function sit(taught: readonly IntentExample[]): Promise<Sitting> {
    const classifier = createIntentClassifier(await trainExamples(taught, encoder), definitions, encoder);
    const answer = async (questions: readonly Lesson[]): Promise<Answered[]> => {
      const answered: Answered[] = [];
      for (const { intentId, text } of questions) answered.push({ truth: intentId, answer: (await classifier.classify(segmentsOf(text)))[0]?.intentId ?? null });
      return answered;
    };
    return { heldOut: await answer(heldOut), regression: await answer(regression) };
  }

  return compare(await sit(examples), await sit([...examples, ...learned]));
}

function compare(before: Sitting, after: Sitting): TrialFigures {
  const confusions = new Map<string, TrialFigures['confusions'][number]>();
  for (const [sitting, when] of [[before, 'before'], [after, 'after']] as const) {
    for (const { truth, answer } of [...sitting.heldOut, ...sitting.regression]) {
      if (truth === answer) continue;
      const key = JSON.stringify([truth, answer]);
      const known = confusions.get(key) ?? { truth, answer, before: 0, after: 0 };
      confusions.set(key, { ...known, [when]: known[when] + 1 });
    }
  }
  const scoreOf = (set: keyof Sitting): TrialFigures['heldOut'] => ({ count: before[set].length, before: rightOf(before[set]), after: rightOf(after[set]) });
  return {
    heldOut: scoreOf('heldOut'),
    regression: scoreOf('regression'),
    confusions: [...confusions.values()].sort((a, b) => b.before + b.after - a.before - a.after).slice(0, MOST_CONFUSIONS),
  };
}

const rightOf = (answers: readonly Answered[]): number => answers.filter(({ truth, answer }) => truth === answer).length;
