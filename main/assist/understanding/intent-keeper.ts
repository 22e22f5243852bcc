import type { IntentSet, TrainingState } from '../../../preload/contract/intents.ts';
import type { Log } from '../../platform/log.ts';
import type { SentenceEncoder } from './encoder.ts';
import { createIntentClassifier, type IntentClassifier } from './intent/intent-classifier.ts';
import { knownIntents, type KnownIntents } from './known-intents.ts';
import { loadTrainedIntents } from './load-intents.ts';

/** A set and the files in which its trained head may be kept, the preferred one first. */
export interface IntentLesson {
  readonly set: IntentSet;
  readonly headFiles: readonly string[];
}

/** The intents that are named now, and the learning of others. */
export interface IntentKeeper {
  readonly inUse: { readonly known: KnownIntents; readonly classifier: IntentClassifier };
  /** Learns these, as soon as no call is running; until then the ones before are named. The newest order counts. */
  learn(lesson: IntentLesson): void;
  /** No call is running any more. */
  goOn(): void;
}

interface KeeperOptions {
  readonly encoder: SentenceEncoder;
  readonly log: Log;
  readonly isBusy: () => boolean;
  readonly onTraining: (state: TrainingState) => void;
}

/** @throws Error when the first set cannot be learned */
export async function createIntentKeeper(first: IntentLesson, options: KeeperOptions): Promise<IntentKeeper> {
  const { encoder, log, isBusy, onTraining } = options;
  let inUse = await learned(first);
  let wanted: IntentLesson | null = null;
  let isLearning = false;
  onTraining({ kind: 'ready' });

  async function learned({ set, headFiles }: IntentLesson): Promise<IntentKeeper['inUse']> {
    const known = knownIntents(set);
    return { known, classifier: createIntentClassifier(await loadTrainedIntents(known, encoder, headFiles, log), known.definitions, encoder) };
  }

  async function learnWanted(): Promise<void> {
    if (wanted === null || isLearning) return;
    if (isBusy()) return onTraining({ kind: 'waiting' });
    const lesson = wanted;
    [wanted, isLearning] = [null, true];
    onTraining({ kind: 'running' });
    let state: TrainingState = { kind: 'ready' };
    try {
      inUse = await learned(lesson);
    } catch (error) {
      state = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      log.error('intents.not-learned', { reason: state.message });
    }
    isLearning = false;
    if (wanted === null) onTraining(state);
    else await learnWanted();
  }

  return {
    get inUse() { return inUse; },
    learn(lesson) {
      wanted = lesson;
      void learnWanted();
    },
    goOn: () => void learnWanted(),
  };
}
