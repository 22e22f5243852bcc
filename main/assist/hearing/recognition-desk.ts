import type { Recognition } from './recogniser.ts';
import { enqueue, givesWay, takeNext, type JobKind, type QueuedJob } from './recognition-queue.ts';
import type { PieceToTranscribe } from './transcribe-piece.ts';

/** Turns sound into words somewhere else: a worker thread in the product. */
export interface Transcriber {
  /** null when aborted. Rejects only where the engine is broken. */
  transcribe(piece: PieceToTranscribe, signal: AbortSignal): Promise<Recognition | null>;
}

/** One piece of work for the transcriber. */
export interface Job extends QueuedJob {
  readonly endFrame: number;
  /** The piece's end on the call's clock. */
  readonly endMs: number;
  readonly queuedAtMs: number;
  /** The sound as it is when the job's turn comes; a final's must be cut before it is queued. */
  readonly cut: () => PieceToTranscribe;
}

/** Gives the transcriber one job after the other, the most urgent first. */
export interface RecognitionDesk {
  add(job: Job): void;
  /** The pause became the end: the work on it, queued or under way, counts as the final. False where there is none. */
  promotePause(utteranceId: string, endFrame: number): boolean;
  /** Work on an utterance that only a person who is still speaking would want. */
  dropUnfinished(utteranceId: string): void;
  has(utteranceId: string, kind: JobKind): boolean;
  /** When the oldest final that is not done was queued; null for none. */
  oldestFinalMs(): number | null;
  /** Resolves when no final is left. */
  whenFinalsDone(): Promise<void>;
}

interface DeskOptions {
  readonly transcriber: Transcriber;
  readonly nowMs: () => number;
  readonly onDone: (job: Job, recognition: Recognition, tookMs: number) => void;
  readonly onBroken: (error: unknown) => void;
}

export function createRecognitionDesk({ transcriber, nowMs, onDone, onBroken }: DeskOptions): RecognitionDesk {
  let queue: readonly Job[] = [];
  let running: { job: Job; readonly abort: AbortController } | null = null;
  let waiting: (() => void)[] = [];

  const finals = (): Job[] => [...queue, ...(running === null ? [] : [running.job])].filter((job) => job.kind === 'final');

  function startNext(): void {
    if (running !== null) return;
    const next = takeNext(queue);
    if (next !== null) {
      queue = next.rest;
      void run(next.job);
    }
    if (finals().length > 0) return;
    const told = waiting;
    waiting = [];
    for (const resolve of told) resolve();
  }

  async function run(job: Job): Promise<void> {
    const current = { job, abort: new AbortController() };
    running = current;
    const startedMs = nowMs();
    try {
      const recognition = await transcriber.transcribe(job.cut(), current.abort.signal);
      running = null;
      if (recognition !== null) onDone(current.job, recognition, nowMs() - startedMs);
    } catch (error) {
      running = null;
      onBroken(error);
    }
    startNext();
  }

  return {
    add(job) {
      if (running !== null && givesWay(running.job, job)) running.abort.abort();
      queue = enqueue(queue, job);
      startNext();
    },
    promotePause(utteranceId, endFrame) {
      const isIt = (job: Job): boolean => job.kind === 'pause' && job.utteranceId === utteranceId && job.endFrame === endFrame;
      if (running !== null && isIt(running.job) && !running.abort.signal.aborted) {
        running.job = { ...running.job, kind: 'final' };
        return true;
      }
      const isQueued = queue.some(isIt);
      queue = queue.map((job) => (isIt(job) ? { ...job, kind: 'final' } : job));
      return isQueued;
    },
    dropUnfinished(utteranceId) {
      queue = queue.filter((job) => job.kind === 'final' || job.utteranceId !== utteranceId);
      if (running !== null && running.job.kind !== 'final' && running.job.utteranceId === utteranceId) running.abort.abort();
    },
    has: (utteranceId, kind) => queue.some((job) => job.utteranceId === utteranceId && job.kind === kind) || (running?.job.utteranceId === utteranceId && running.job.kind === kind && !running.abort.signal.aborted),
    oldestFinalMs: () => finals().reduce<number | null>((oldest, job) => Math.min(oldest ?? job.queuedAtMs, job.queuedAtMs), null),
    whenFinalsDone: () => (finals().length === 0 ? Promise.resolve() : new Promise((resolve) => { waiting.push(resolve); })),
  };
}
