import { modelManifest, type EntryOf, type ModelEntry } from '../../models/manifest.ts';
import { verifyModel, type ModelFailure } from '../../models/verify.ts';
import type { AssistStatus } from '../../preload/contract/assist.ts';
import type { KnowledgeState } from '../../preload/contract/knowledge.ts';
import { failure, success, type Failure, type Result } from '../../preload/contract/result.ts';
import type { Log } from '../platform/log.ts';
import type { Recogniser } from './hearing/recogniser.ts';
import { loadVoiceDetector, type VoiceDetector } from './hearing/voice-detector.ts';
import { startWorkerRecogniser } from './hearing/worker-recogniser.ts';
import { createUnderstanding, type Understanding } from './understanding/understanding.ts';

export interface Engines {
  /** Ready, or degraded where a part is missing that the transcript can do without. */
  readonly status: AssistStatus;
  readonly detector: VoiceDetector;
  readonly recogniser: Recogniser;
  /** Null where it could not be loaded: there is a transcript, and nothing is made of it. */
  readonly understanding: Understanding | null;
}

interface LoadOptions {
  readonly modelsDirectory: string;
  readonly starterDirectory: string;
  /** Null is the starter set. */
  readonly knowledgeFolder: string | null;
  /** The built recogniser-worker.ts. */
  readonly workerFile: URL;
  readonly log: Log;
  /** The recogniser's thread died under us. */
  readonly onGone: (error: Error) => void;
  /** The knowledge folder was read, or is being read. */
  readonly onKnowledge: (state: KnowledgeState) => void;
}

export type EngineFailure = ModelFailure | 'assist-failed';

/** Verifies and loads every model; about 2 s. Fails where not even a transcript is possible. */
export async function loadEngines(options: LoadOptions): Promise<Result<Engines, EngineFailure>> {
  const { modelsDirectory, workerFile, onGone } = options;
  const silero = modelOf('silero');
  const verified = await verifyModel(modelsDirectory, silero);
  if (!verified.ok) return verified;
  const chosen = await chooseRecogniser(modelsDirectory);
  if (!chosen.ok) return chosen;
  const { model, lacks } = chosen.value;
  try {
    const detector = await loadVoiceDetector(modelsDirectory, silero);
    const recogniser = await startWorkerRecogniser(workerFile, { modelsDirectory, modelId: model.id }, onGone);
    const understanding = await loadUnderstanding(options);
    const trouble = lacks ?? (understanding.ok ? null : understanding.error);
    const status: AssistStatus = trouble === null ? { kind: 'ready', engine: model.id } : { kind: 'degraded', engine: model.id, failure: trouble };
    return success({ status, detector, recogniser, understanding: understanding.ok ? understanding.value : null });
  } catch (error) {
    return failure('assist-failed', 'The speech models could not be loaded.', { detail: wordsOf(error) });
  }
}

function modelOf<Engine extends ModelEntry['engine']>(engine: Engine): EntryOf<Engine> {
  const [first] = modelsOf(engine);
  if (first === undefined) throw new Error(`the manifest has no model for ${engine}`);
  return first;
}

function modelsOf<Engine extends ModelEntry['engine']>(engine: Engine): EntryOf<Engine>[] {
  return modelManifest.models.filter((model): model is EntryOf<Engine> => model.engine === engine);
}

/** The first model of the manifest that is whole; `lacks` says why it is not the first of all. */
async function chooseRecogniser(directory: string): Promise<Result<{ model: EntryOf<'moonshine'>; lacks: Failure | null }, ModelFailure>> {
  let lacks: Failure<ModelFailure> | null = null;
  for (const model of modelsOf('moonshine')) {
    const verified = await verifyModel(directory, model);
    if (verified.ok) return success({ model, lacks });
    lacks ??= verified.error;
  }
  return { ok: false, error: lacks ?? { code: 'model-missing', message: 'The manifest names no speech model.' } };
}

async function loadUnderstanding({ modelsDirectory, starterDirectory, knowledgeFolder, log, onKnowledge }: LoadOptions): Promise<Result<Understanding, EngineFailure>> {
  const verified = await verifyModel(modelsDirectory, modelOf('universal-sentence-encoder'));
  if (!verified.ok) return verified;
  try {
    const understanding = await createUnderstanding({ modelsDirectory, starterDirectory, log, onKnowledge });
    if (knowledgeFolder !== null) {
      await understanding.loadKnowledge(knowledgeFolder).catch((error: unknown) => log.warn('assist.knowledge-unreadable', { reason: wordsOf(error) }));
    }
    return success(understanding);
  } catch (error) {
    return failure('assist-failed', 'The understanding of what is said could not be loaded.', { detail: wordsOf(error) });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
