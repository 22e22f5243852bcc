import { randomUUID } from 'node:crypto';
import type { IntentSet } from '../../preload/contract/intents.ts';
import type { Adoption, IntentGuess, LearningSnapshot, Lesson, ReviewItem, TrialFigures, TrialState, Verdict } from '../../preload/contract/learning.ts';
import type { CallId, UtteranceId } from '../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Assist } from '../assist/assist.ts';
import type { IntentDesk } from '../calls/intent-desk.ts';
import type { Clock } from '../platform/clock.ts';
import type { RecordStore } from '../records/record-store.ts';
import { errorLog } from './error-log.ts';
import { isNotWorse } from './is-not-worse.ts';
import { withLessons, withoutLessons } from './learned-set.ts';
import { lessonsOf } from './lessons.ts';
import { reviewQueue, unjudgedUtterances } from './review-queue.ts';
import { withVerdict } from './verdicts.ts';
import { weekFigures } from './week-figures.ts';

/** The assist listens while it guesses: so many texts hold it for a tenth of a second. */
const GUESSED_AT_ONCE = 40;
const MOST_ADOPTIONS = 10;

/** The loop of learning: what waits for a verdict, the verdicts, and candidates that are tried, adopted and taken back. */
export interface LearningDesk {
  snapshot(): Omit<LearningSnapshot, 'revision'>;
  queue(): Promise<ReviewItem[]>;
  label(callId: CallId, utteranceId: UtteranceId, verdict: Verdict | null): Promise<Result<void, 'store-failed' | 'unknown-utterance' | 'unknown-intent'>>;
  learn(): Promise<Result<void, 'store-failed' | 'call-in-progress' | 'assist-off' | 'nothing-to-learn' | 'intents-changed' | 'training-failed'>>;
  rollBack(adoptionId: string): Promise<Result<void, 'store-failed' | 'unknown-adoption'>>;
}

interface Dependencies {
  readonly store: RecordStore;
  /** What works with the intents that come with the app; those that the person removed are not asked. */
  readonly regression: readonly Lesson[];
  readonly intents: Pick<IntentDesk, 'current' | 'change'>;
  readonly assist: Pick<Assist, 'guessIntents' | 'tryIntents'>;
  readonly isOnCall: () => boolean;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly onChange: () => void;
}

export function createLearningDesk({ store, regression, intents, assist, isOnCall, clock, onChange }: Dependencies): LearningDesk {
  let trial: Exclude<TrialState, { kind: 'running' }> = { kind: 'idle' };
  let isTrying = false;
  const nowMs = (): number => Math.round(clock.nowMs());

  async function adopt(candidate: IntentSet, adoption: Adoption): Promise<Result<void, 'store-failed'>> {
    return intents.change((data) => ({ ...data, settings: { ...data.settings, intents: candidate, adoptions: [...data.settings.adoptions, adoption].slice(-MOST_ADOPTIONS) } }));
  }

  async function tryToLearn(): ReturnType<LearningDesk['learn']> {
    const set = intents.current();
    const { toLearn, heldOut } = lessonsOf(store.read().records, set);
    if (toLearn.length === 0) return failure('nothing-to-learn', 'There is no verdict to learn from yet.');
    const candidate = withLessons(set, toLearn);
    const tried = await assist.tryIntents({ current: set, lessons: toLearn, heldOut, regression: knownOf(regression, set) });
    if (!tried.ok) return tried;
    if (intents.current() !== set) return failure('intents-changed', 'The intents were changed meanwhile, so the candidate was dropped.');
    const figures: TrialFigures = tried.value;
    if (!isNotWorse(figures)) {
      trial = { kind: 'refused', learned: toLearn.length, figures };
      return success();
    }
    const adopted = await adopt(candidate, { adoptionId: randomUUID(), atMs: nowMs(), learned: [...toLearn], figures });
    if (adopted.ok) trial = { kind: 'adopted', learned: toLearn.length, figures };
    return adopted;
  }

  return {
    snapshot() {
      const { records, settings } = store.read();
      const { toLearn, heldOut } = lessonsOf(records, intents.current());
      return {
        trial: isTrying ? { kind: 'running' } : trial, toLearn: toLearn.length, heldOut: heldOut.length, weeks: weekFigures(records, nowMs()), errors: errorLog(records),
        adoptions: settings.adoptions.map((adoption) => ({ ...adoption, learned: adoption.learned.length })).reverse(),
      };
    },
    async queue() {
      const waiting = unjudgedUtterances(store.read().records, nowMs());
      const texts = [...new Set(waiting.map(({ utterance }) => utterance.text))];
      const guesses = new Map<string, readonly IntentGuess[]>();
      for (let from = 0; from < texts.length; from += GUESSED_AT_ONCE) {
        const asked = texts.slice(from, from + GUESSED_AT_ONCE);
        const answer = await assist.guessIntents(asked);
        if (!answer.ok) break;
        asked.forEach((text, index) => guesses.set(text, answer.value[index] ?? []));
      }
      return reviewQueue(waiting, (text) => guesses.get(text) ?? []);
    },
    async label(callId, utteranceId, verdict) {
      if (verdict?.kind === 'intent' && !intents.current().intents.some(({ intentId }) => intentId === verdict.intentId)) return failure('unknown-intent', 'This intent is gone; it was merged or removed meanwhile.');
      let refusal: Result<never, 'unknown-utterance'> | null = null;
      const kept = await store.update((data) => {
        const changed = withVerdict(data, { callId, utteranceId, verdict }, nowMs());
        if (changed.ok) return changed.value;
        refusal = changed;
        return data;
      });
      onChange();
      return refusal ?? kept;
    },
    async learn() {
      if (isOnCall()) return failure('call-in-progress', 'Learning waits until no call is running.');
      if (isTrying) return success();
      [isTrying, trial] = [true, { kind: 'idle' }];
      onChange();
      const learned = await tryToLearn();
      isTrying = false;
      onChange();
      return learned;
    },
    async rollBack(adoptionId) {
      const adoption = store.read().settings.adoptions.find((other) => other.adoptionId === adoptionId);
      if (adoption === undefined) return failure('unknown-adoption', 'This was taken back already.');
      const set = withoutLessons(intents.current(), adoption.learned);
      const kept = await intents.change((data) => ({ ...data, settings: { ...data.settings, intents: set, adoptions: data.settings.adoptions.filter((other) => other !== adoption) } }));
      if (kept.ok) trial = { kind: 'idle' };
      onChange();
      return kept;
    },
  };
}

function knownOf(lessons: readonly Lesson[], set: IntentSet): Lesson[] {
  const known = new Set<string | null>([null, ...set.intents.map(({ intentId }) => intentId)]);
  return lessons.filter(({ intentId }) => known.has(intentId));
}
