import type { Speaker } from '../../../preload/contract/primitives.ts';
import type { Recognition } from './recogniser.ts';

/** A `final` is an utterance that has ended, a `pause` one that may have, a `partial` one that goes on. */
export type Urgency = 'final' | 'pause' | 'partial';

/** Who waits least: the caller's words are what the agent must answer. */
const RANKS: Readonly<Record<Urgency, Readonly<Record<Speaker, number>>>> = {
  final: { caller: 0, agent: 1 },
  pause: { caller: 2, agent: 3 },
  partial: { caller: 4, agent: 5 },
};

export interface RecognitionRequest {
  readonly speaker: Speaker;
  readonly urgency: Urgency;
  recognise(signal: AbortSignal): Promise<Recognition | null>;
}

/** A request on its way. */
export interface PendingRecognition {
  /** Null where it was cancelled, or gave way to something more urgent and was not a final. */
  readonly done: Promise<Recognition | null>;
  /** What was a pause turned out to be the end. */
  promote(): void;
  cancel(): void;
}

/** One recogniser for everybody: the most urgent first. Finals are never dropped; anything else gives way to a final, even while it runs. */
export interface RecognitionQueue {
  request(request: RecognitionRequest): PendingRecognition;
}

interface Entry {
  readonly speaker: Speaker;
  urgency: Urgency;
  readonly abort: AbortController;
  recognise(signal: AbortSignal): Promise<Recognition | null>;
  settle(result: Recognition | null | Promise<never>): void;
}

export function createRecognitionQueue(): RecognitionQueue {
  const waiting = new Set<Entry>();
  let running: Entry | null = null;

  const rankOf = (entry: Entry): number => RANKS[entry.urgency][entry.speaker];
  function yieldTo(entry: Entry): void {
    if (entry.urgency === 'final' && running !== null && running !== entry && running.urgency !== 'final') running.abort.abort();
  }

  async function runNext(): Promise<void> {
    const [first] = [...waiting].sort((a, b) => rankOf(a) - rankOf(b));
    if (running !== null || first === undefined) return;
    waiting.delete(first);
    running = first;
    try {
      const result = await first.recognise(first.abort.signal);
      first.settle(first.abort.signal.aborted ? null : result);
    } catch (error) {
      first.settle(Promise.reject(error instanceof Error ? error : new Error(String(error))));
    } finally {
      running = null;
      void runNext();
    }
  }

  return {
    request({ speaker, urgency, recognise }) {
      let settle: Entry['settle'] = () => undefined;
      const done = new Promise<Recognition | null>((resolve) => { settle = resolve; });
      const entry: Entry = { speaker, urgency, abort: new AbortController(), recognise, settle };
      waiting.add(entry);
      yieldTo(entry);
      void runNext();
      return {
        done,
        promote() {
          entry.urgency = 'final';
          yieldTo(entry);
        },
        cancel() {
          entry.abort.abort();
          if (waiting.delete(entry)) settle(null);
        },
      };
    },
  };
}
