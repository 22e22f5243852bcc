import type { Recogniser } from './recogniser.ts';

/** A recogniser whose engine can be changed while it is asked: what is under way ends on the old one. */
export interface SharedRecogniser {
  readonly recogniser: Recogniser;
  /** Loads this model and takes it from then on; the one before stays in use until it is loaded. */
  use(modelId: string): Promise<void>;
}

interface Engine {
  readonly recogniser: Recogniser;
  asked: number;
  isRetired: boolean;
}

export function createSharedRecogniser(start: (modelId: string) => Promise<Recogniser>): SharedRecogniser {
  let current: Engine | null = null;

  function closeWhenIdle(engine: Engine): void {
    // Its thread ends by itself; nobody waits for it, and one that died has nothing left to close.
    if (engine.isRetired && engine.asked === 0) engine.recogniser.close().catch(() => undefined);
  }

  return {
    recogniser: {
      get modelId() { return current?.recogniser.modelId ?? ''; },
      async recognise(pcm, options) {
        const engine = current;
        if (engine === null) throw new Error('no speech model is loaded');
        engine.asked += 1;
        try {
          return await engine.recogniser.recognise(pcm, options);
        } finally {
          engine.asked -= 1;
          closeWhenIdle(engine);
        }
      },
      async close() {
        const engine = current;
        current = null;
        await engine?.recogniser.close();
      },
    },
    async use(modelId) {
      if (current?.recogniser.modelId === modelId) return;
      const before = current;
      current = { recogniser: await start(modelId), asked: 0, isRetired: false };
      if (before === null) return;
      before.isRetired = true;
      closeWhenIdle(before);
    },
  };
}
