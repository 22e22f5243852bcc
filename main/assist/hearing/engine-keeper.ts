import type { EngineChoice, HearingSettings, SpeedMeasurement } from '../../../preload/contract/hearing.ts';
import { failure, type Failure } from '../../../preload/contract/result.ts';
import { decideEngine } from './engine-choice.ts';
import type { Pcm16k, Recogniser } from './recogniser.ts';
import { createSharedRecogniser } from './shared-recogniser.ts';

export interface EngineInUse {
  readonly modelId: string;
  readonly choice: EngineChoice;
  /** Why the model that the person chose does not listen; null where it does, or none was chosen. */
  readonly trouble: Failure | null;
}

/** The speech model in use, which may change while calls run. */
export interface EngineKeeper {
  /** Always the one in use. */
  readonly recogniser: Recogniser;
  readonly inUse: EngineInUse;
  /** Chooses by these settings, and measures where they hold no measurement of this machine. */
  choose(hearing: HearingSettings): Promise<EngineInUse>;
  /** Calls fell behind: measures again under their load and takes the smallest model, unless the person pinned one. */
  stepDown(): Promise<EngineInUse>;
}

interface Options {
  readonly available: readonly [string, ...string[]];
  readonly machine: string;
  /** Loads one of `available` or a model that the person added; rejects with what is wrong. */
  readonly start: (modelId: string) => Promise<Recogniser>;
  /** Some seconds of speech to time a model with. */
  readonly loadClip: () => Promise<Pcm16k>;
  readonly monotonicMs: () => number;
  readonly onMeasured: (measured: SpeedMeasurement) => void;
  /** An added model broke while it listened, and another one has taken its place. */
  readonly onFallBack: (inUse: EngineInUse) => void;
}

const SAMPLES_PER_MS = 16;

/** Loads the model that the settings and this machine's speed call for; rejects where none can be loaded. */
export async function createEngineKeeper({ available, machine, start, loadClip, monotonicMs, onMeasured, onFallBack }: Options, first: HearingSettings): Promise<EngineKeeper> {
  const shared = createSharedRecogniser(start);
  let hearing = first;

  /** Seconds of work of the model in use for a second of speech; rejects where it breaks over it. */
  async function timeModel(): Promise<number> {
    const pcm = await loadClip();
    const runMs = async (): Promise<number> => {
      const startedMs = monotonicMs();
      await shared.recogniser.recognise(pcm, { hasSpeech: true });
      return monotonicMs() - startedMs;
    };
    // The first run of a model that was just loaded sets up its memory.
    const timesMs = [await runMs(), await runMs()];
    return Math.min(...timesMs) / (pcm.length / SAMPLES_PER_MS);
  }

  async function measure(modelId: string, hasFallenBehind: boolean): Promise<SpeedMeasurement> {
    const measured = { machine, modelId, realTimeFactor: await timeModel(), hasFallenBehind };
    onMeasured(measured);
    return measured;
  }

  const isAdded = (modelId: string | null): modelId is string => modelId !== null && !available.includes(modelId);

  async function choose(next: HearingSettings): Promise<EngineInUse> {
    hearing = next;
    const { pinnedModelId } = hearing;
    if (!isAdded(pinnedModelId)) return chooseShipped(null);
    try {
      await shared.use(pinnedModelId);
      // Timed for the person to see, and tried before a caller is: what breaks over the clip does not listen.
      inUse = { modelId: pinnedModelId, choice: { reason: 'pinned', realTimeFactor: await timeModel(), available: [...available] }, trouble: null };
      return inUse;
    } catch (error) {
      return chooseShipped(troubleWith(pinnedModelId, error));
    }
  }

  async function chooseShipped(trouble: Failure | null): Promise<EngineInUse> {
    let decision = decideEngine({ available, hearing, machine });
    if (decision.kind === 'measure') {
      await shared.use(decision.modelId);
      hearing = { ...hearing, measured: await measure(decision.modelId, false) };
      decision = decideEngine({ available, hearing, machine });
    }
    if (decision.kind === 'measure') throw new Error('a measurement of this machine was not taken for one');
    await shared.use(decision.modelId);
    inUse = { modelId: decision.modelId, choice: decision.choice, trouble };
    return inUse;
  }

  async function stepDown(): Promise<EngineInUse> {
    const [best] = available;
    if (inUse.modelId !== best || inUse.choice.reason === 'pinned' || available.length === 1) return inUse;
    return choose({ ...hearing, measured: await measure(best, true) });
  }

  /** Several pieces may have found it broken. */
  async function fallBack(from: string, error: unknown): Promise<EngineInUse> {
    if (inUse.modelId !== from) return inUse;
    onFallBack(await chooseShipped(troubleWith(from, error)));
    return inUse;
  }

  let inUse: EngineInUse = { modelId: '', choice: { reason: 'only-one', realTimeFactor: null, available: [...available] }, trouble: null };
  inUse = await choose(first);
  let turn: Promise<unknown> = Promise.resolve();
  /** One change at a time. */
  const inTurn = (change: () => Promise<EngineInUse>): Promise<EngineInUse> => {
    const done = turn.then(change);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    recogniser: {
      get modelId() { return shared.recogniser.modelId; },
      async recognise(pcm, options) {
        const { modelId } = shared.recogniser;
        try {
          return await shared.recogniser.recognise(pcm, options);
        } catch (error) {
          if (!isAdded(modelId)) throw error;
          await inTurn(() => fallBack(modelId, error));
          return shared.recogniser.recognise(pcm, { ...options, draft: [] });
        }
      },
      close: () => shared.recogniser.close(),
    },
    get inUse() { return inUse; },
    choose: (next) => inTurn(() => choose(next)),
    stepDown: () => inTurn(stepDown),
  };
}

function troubleWith(modelId: string, error: unknown): Failure {
  return failure('added-model-failed', `The model ${modelId} does not listen; one that came with Sidetone does.`, { detail: error instanceof Error ? error.message : String(error) }).error;
}
