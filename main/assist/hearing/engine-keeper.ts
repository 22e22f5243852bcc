import type { EngineChoice, HearingSettings, SpeedMeasurement } from '../../../preload/contract/hearing.ts';
import { decideEngine } from './engine-choice.ts';
import type { Pcm16k, Recogniser } from './recogniser.ts';
import { createSharedRecogniser } from './shared-recogniser.ts';

export interface EngineInUse {
  readonly modelId: string;
  readonly choice: EngineChoice;
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
  readonly start: (modelId: string) => Promise<Recogniser>;
  /** Some seconds of speech to time a model with. */
  readonly loadClip: () => Promise<Pcm16k>;
  readonly monotonicMs: () => number;
  readonly onMeasured: (measured: SpeedMeasurement) => void;
}

const SAMPLES_PER_MS = 16;

/** Loads the model that the settings and this machine's speed call for; rejects where it cannot be loaded. */
export async function createEngineKeeper({ available, machine, start, loadClip, monotonicMs, onMeasured }: Options, first: HearingSettings): Promise<EngineKeeper> {
  const shared = createSharedRecogniser(start);
  let hearing = first;

  async function measure(modelId: string, hasFallenBehind: boolean): Promise<SpeedMeasurement> {
    const pcm = await loadClip();
    const runMs = async (): Promise<number> => {
      const startedMs = monotonicMs();
      await shared.recogniser.recognise(pcm, { hasSpeech: true });
      return monotonicMs() - startedMs;
    };
    // The first run of a model that was just loaded sets up its memory.
    const timesMs = [await runMs(), await runMs()];
    const measured = { machine, modelId, realTimeFactor: Math.min(...timesMs) / (pcm.length / SAMPLES_PER_MS), hasFallenBehind };
    onMeasured(measured);
    return measured;
  }

  async function choose(next: HearingSettings): Promise<EngineInUse> {
    hearing = next;
    let decision = decideEngine({ available, hearing, machine });
    if (decision.kind === 'measure') {
      await shared.use(decision.modelId);
      hearing = { ...hearing, measured: await measure(decision.modelId, false) };
      decision = decideEngine({ available, hearing, machine });
    }
    if (decision.kind === 'measure') throw new Error('a measurement of this machine was not taken for one');
    await shared.use(decision.modelId);
    inUse = { modelId: decision.modelId, choice: decision.choice };
    return inUse;
  }

  async function stepDown(): Promise<EngineInUse> {
    const [best] = available;
    if (inUse.modelId !== best || inUse.choice.reason === 'pinned' || available.length === 1) return inUse;
    return choose({ ...hearing, measured: await measure(best, true) });
  }

  let inUse: EngineInUse = { modelId: '', choice: { reason: 'only-one', realTimeFactor: null, available: [...available] } };
  inUse = await choose(first);
  let turn: Promise<unknown> = Promise.resolve();
  /** One change at a time. */
  const inTurn = (change: () => Promise<EngineInUse>): Promise<EngineInUse> => {
    const done = turn.then(change);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    recogniser: shared.recogniser,
    get inUse() { return inUse; },
    choose: (next) => inTurn(() => choose(next)),
    stepDown: () => inTurn(stepDown),
  };
}
