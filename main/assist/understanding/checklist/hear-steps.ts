import type { Encoding, SentenceEncoder } from '../encoder.ts';
import { segmentsOf, sentencesOf } from '../text/segments.ts';
import { asksForThing, kindOf, mattersOf, mattersOfStep, mayMeanDone, spokenForm, type StepKind } from './step-form.ts';

/** A step of a checklist as words are compared with it. */
interface HeardFor {
  readonly kind: StepKind;
  readonly matters: readonly string[];
  /** Whether all of these words must be said. */
  readonly isExact: boolean;
  readonly encodings: readonly Encoding[];
}

/** How much the share of the step's words that were said counts beside the meaning. */
const WORDS_WEIGHT = 0.3;
/**
 * Meaning and words together: a wrong tick is worse than one that the agent sets. Set on the tuning lists of `test/fixtures/checklists`.
 * A deed that was told as done has passed the harder test of form, so it needs less.
 */
const LEAST_SCORE: Readonly<Record<StepKind, number>> = { asking: 0.78, telling: 0.78, doing: 0.7 };

/** A step of an article's checklist, by its text: the list may be edited while the call runs. */
export interface HeardStep {
  readonly articleId: string;
  readonly text: string;
}

/** The steps that an agent's words say are done, of several articles' checklists. */
export async function hearChecklists(text: string, checklists: ReadonlyMap<string, readonly string[]>, encoder: SentenceEncoder): Promise<HeardStep[]> {
  const heard: HeardStep[] = [];
  for (const [articleId, steps] of checklists) {
    for (const index of await hearSteps(text, steps, encoder)) heard.push({ articleId, text: steps[index] ?? '' });
  }
  return heard;
}

/**
 * The steps (from 0) that an agent's words say are done: of each clause at most one, the nearest. A step that is a deed must be told as done;
 * one that is a question or an announcement is done by asking or announcing.
 *
 * @param text an utterance of the agent
 */
export async function hearSteps(text: string, steps: readonly string[], encoder: SentenceEncoder): Promise<number[]> {
  const prepared: HeardFor[] = [];
  for (const step of steps) prepared.push({ kind: kindOf(step), matters: mattersOfStep(step), isExact: asksForThing(step), encodings: [await encoder.encode(step), await encoder.encode(spokenForm(step))] });
  const heard = new Set<number>();
  for (const clause of sentencesOf(text).flatMap((sentence) => segmentsOf(sentence))) {
    const said = { text: clause, matters: mattersOf(clause), encoding: await encoder.encode(clause) };
    const surplus = prepared.map((step) => scoreOf(step, said) - LEAST_SCORE[step.kind]);
    const best = Math.max(...surplus);
    if (best >= 0) heard.add(surplus.indexOf(best));
  }
  return [...heard].sort((a, b) => a - b);
}

/** 0 where the form of the words rules the step out. */
function scoreOf({ kind, matters, isExact, encodings }: HeardFor, said: { readonly text: string; readonly matters: readonly string[]; readonly encoding: Encoding }): number {
  const share = matters.length === 0 ? 0 : matters.filter((word) => said.matters.includes(word)).length / matters.length;
  if (!mayMeanDone(kind, said.text) || (isExact && share < 1)) return 0;
  const meaning = Math.max(...encodings.map(({ embedding }) => dot(embedding, said.encoding.embedding)));
  return meaning + WORDS_WEIGHT * share;
}

/** The cosine of two vectors of unit length. */
function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
