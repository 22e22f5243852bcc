import type { AssistStatus } from '../../preload/contract/assist.ts';
import { failure, type Failure } from '../../preload/contract/result.ts';
import { modelById, type EntryOf, type ModelEntry } from '../../models/manifest.ts';
import { verifyModel } from '../../models/verify.ts';
import type { Log } from '../platform/log.ts';
import type { Recogniser } from './hearing/recogniser.ts';
import { loadVoiceDetector, type VoiceDetector } from './hearing/voice-detector.ts';
import { startWorkerRecogniser } from './hearing/worker-recogniser.ts';
import { createUnderstanding, type Understanding } from './understanding/understanding.ts';

export const RECOGNISER_MODEL = 'moonshine-base-en';
const DETECTOR_MODEL = 'silero-vad-v6';
const ENCODER_MODEL = 'universal-sentence-encoder-lite-en';

/** What the assist runs on. Hearing without understanding is a transcript without cards: degraded, not off. */
export interface LoadedModels {
  readonly status: AssistStatus;
  readonly hearing: { readonly detector: VoiceDetector; readonly recogniser: Recogniser } | null;
  readonly understanding: Understanding | null;
}

/** Verifies every file, then loads. Never rejects: what cannot be loaded is in the status, in words. */
export async function loadModels(options: { readonly modelsDirectory: string; readonly starterDirectory: string; readonly workerFile: URL; readonly log: Log; readonly onRecogniserGone: (error: Error) => void }): Promise<LoadedModels> {
  const { modelsDirectory, starterDirectory, log } = options;
  const [hearing, understanding] = await Promise.all([
    attempt([DETECTOR_MODEL, RECOGNISER_MODEL], modelsDirectory, async () => ({
      detector: await loadVoiceDetector(modelsDirectory, modelById(DETECTOR_MODEL) as EntryOf<'silero'>),
      recogniser: await startWorkerRecogniser(options.workerFile, { modelsDirectory, modelId: RECOGNISER_MODEL }, options.onRecogniserGone),
    })),
    attempt([ENCODER_MODEL], modelsDirectory, () => createUnderstanding({ modelsDirectory, starterDirectory, log })),
  ]);
  return { status: statusOf(hearing, understanding), hearing: 'loaded' in hearing ? hearing.loaded : null, understanding: 'loaded' in understanding ? understanding.loaded : null };
}

type Attempt<Loaded> = { readonly loaded: Loaded } | { readonly failure: Failure };

async function attempt<Loaded>(modelIds: readonly string[], directory: string, load: () => Promise<Loaded>): Promise<Attempt<Loaded>> {
  for (const model of modelIds.map((modelId): ModelEntry => modelById(modelId))) {
    const verified = await verifyModel(directory, model);
    if (!verified.ok) return { failure: verified.error };
  }
  try {
    return { loaded: await load() };
  } catch (error) {
    return { failure: failure('model-corrupt', 'A model did not load. Run "npm run models" to make it anew.', { detail: error instanceof Error ? error.message : String(error) }).error };
  }
}

function statusOf(hearing: Attempt<unknown>, understanding: Attempt<unknown>): AssistStatus {
  if ('failure' in hearing) return { kind: 'off', failure: hearing.failure };
  if ('failure' in understanding) return { kind: 'degraded', engine: RECOGNISER_MODEL, failure: understanding.failure };
  return { kind: 'ready', engine: RECOGNISER_MODEL };
}
