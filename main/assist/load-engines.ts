import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findAdded } from '../../models/added/added-models.ts';
import { modelManifest, type EntryOf, type ModelEntry } from '../../models/manifest.ts';
import { verifyModel, type ModelFailure } from '../../models/verify.ts';
import type { HearingSettings, SpeedMeasurement } from '../../preload/contract/hearing.ts';
import type { IntentSet, TrainingState } from '../../preload/contract/intents.ts';
import type { KnowledgeState } from '../../preload/contract/knowledge.ts';
import { failure, success, type Failure, type Result } from '../../preload/contract/result.ts';
import { systemClock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { createEngineKeeper, type EngineInUse, type EngineKeeper } from './hearing/engine-keeper.ts';
import { startProcessRecogniser } from './hearing/process-recogniser.ts';
import type { Recogniser } from './hearing/recogniser.ts';
import { loadVoiceDetector, type VoiceDetector } from './hearing/voice-detector.ts';
import { startWorkerRecogniser } from './hearing/worker-recogniser.ts';
import { thisMachine } from './this-machine.ts';
import { createUnderstanding, type Understanding } from './understanding/understanding.ts';

export interface Engines {
  /** What is missing that the transcript can do without; null for nothing. */
  readonly trouble: Failure | null;
  readonly detector: VoiceDetector;
  readonly engine: EngineKeeper;
  /** Null where it could not be loaded: there is a transcript, and nothing is made of it. */
  readonly understanding: Understanding | null;
}

interface LoadOptions {
  readonly modelsDirectory: string;
  /** The models that the person added, each in a folder of its id. */
  readonly addedModelsDirectory: string;
  readonly starterDirectory: string;
  /** Null is the starter set. */
  readonly knowledgeFolder: string | null;
  /** The person's own; null is the starter set. */
  readonly intents: IntentSet | null;
  readonly headFile: string;
  /** The built recogniser-worker.ts. */
  readonly workerFile: URL;
  /** The built sherpa-process.ts. */
  readonly sherpaFile: URL;
  readonly hearing: HearingSettings;
  readonly onMeasured: (measured: SpeedMeasurement) => void;
  readonly onFallBack: (inUse: EngineInUse) => void;
  readonly log: Log;
  /** The recogniser's thread died under us. */
  readonly onGone: (error: Error) => void;
  /** The knowledge folder was read, or is being read. */
  readonly onKnowledge: (state: KnowledgeState) => void;
  readonly onTraining: (state: TrainingState) => void;
}

export type EngineFailure = ModelFailure | 'assist-failed';

/** Verifies and loads every model; about 2 s, and 1 s more where this machine's speed is not known yet. Fails where not even a transcript is possible. */
export async function loadEngines(options: LoadOptions): Promise<Result<Engines, EngineFailure>> {
  const { modelsDirectory, starterDirectory, hearing, onMeasured, onFallBack } = options;
  const silero = modelOf('silero');
  const verified = await verifyModel(modelsDirectory, silero);
  if (!verified.ok) return verified;
  const whole = await wholeRecognisers(modelsDirectory);
  if (!whole.ok) return whole;
  const { available, lacks } = whole.value;
  try {
    const detector = await loadVoiceDetector(modelsDirectory, silero);
    const engine = await createEngineKeeper({
      available, onMeasured, onFallBack,
      machine: thisMachine(),
      start: (modelId) => startRecogniser(modelId, options),
      loadClip: () => readSpeedClip(join(starterDirectory, 'speed-clip.pcm')),
      monotonicMs: () => systemClock.monotonicMs(),
    }, hearing);
    const understanding = await loadUnderstanding(options);
    const trouble = lacks ?? (understanding.ok ? null : understanding.error);
    return success({ trouble, detector, engine, understanding: understanding.ok ? understanding.value : null });
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

/** A model of the product, or one that the person added. What dies of an added one is not the process. */
async function startRecogniser(modelId: string, { modelsDirectory, addedModelsDirectory, workerFile, sherpaFile, onGone, log }: LoadOptions): Promise<Recogniser> {
  const shipped = modelsOf('moonshine').find(({ id }) => id === modelId);
  if (shipped !== undefined) return startWorkerRecogniser(workerFile, { directory: modelsDirectory, model: shipped }, onGone);
  const added = await findAdded(addedModelsDirectory, modelId);
  if (!added.ok) throw new Error(added.error.message);
  const { folder: directory, entry: model } = added.value;
  const noteGone = (error: Error): void => log.error('assist.added-model-gone', { modelId, reason: error.message });
  return model.engine === 'sherpa-onnx' ? startProcessRecogniser(sherpaFile, { directory, model }, noteGone) : startWorkerRecogniser(workerFile, { directory, model }, noteGone);
}

/** The models of the manifest that are whole, the best first; `lacks` says why the first of all is not among them. */
async function wholeRecognisers(directory: string): Promise<Result<{ available: [string, ...string[]]; lacks: Failure | null }, ModelFailure>> {
  const models = modelsOf('moonshine');
  const verified = await Promise.all(models.map((model) => verifyModel(directory, model)));
  const [best, ...smaller] = models.filter((_, index) => verified[index]?.ok === true).map(({ id }) => id);
  const [first] = verified;
  const lacks = first === undefined || first.ok ? null : first.error;
  if (best !== undefined) return success({ available: [best, ...smaller], lacks });
  return { ok: false, error: lacks ?? { code: 'model-missing', message: 'The manifest names no speech model.' } };
}

/** Mono 16-bit PCM at 16 kHz without a header. */
async function readSpeedClip(file: string): Promise<Float32Array> {
  const bytes = await readFile(file);
  return Float32Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(2 * index) / 0x8000);
}

async function loadUnderstanding({ modelsDirectory, starterDirectory, knowledgeFolder, intents, headFile, log, onKnowledge, onTraining }: LoadOptions): Promise<Result<Understanding, EngineFailure>> {
  const verified = await verifyModel(modelsDirectory, modelOf('universal-sentence-encoder'));
  if (!verified.ok) return verified;
  try {
    const understanding = await createUnderstanding({ modelsDirectory, starterDirectory, intents, headFile, log, onKnowledge, onTraining });
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
