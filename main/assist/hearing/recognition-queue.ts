import type { Speaker } from '../../../preload/contract/primitives.ts';

/** final: the utterance is over. pause: it may be. partial: it goes on. */
export type JobKind = 'final' | 'pause' | 'partial';

/** What the queue needs to know of a piece of work. */
export interface QueuedJob {
  readonly utteranceId: string;
  readonly speaker: Speaker;
  readonly kind: JobKind;
}

/** Caller finals, agent finals, caller partials, agent partials; a pause is a final that came early. */
export function rankOf({ kind, speaker }: QueuedJob): number {
  return (kind === 'partial' ? 2 : 0) + (speaker === 'caller' ? 0 : 1);
}

/** Adds a job; what it makes stale goes: older partials and pauses of the same utterance. Finals never go. */
export function enqueue<Job extends QueuedJob>(queue: readonly Job[], job: Job): readonly Job[] {
  return [...queue.filter((other) => other.kind === 'final' || other.utteranceId !== job.utteranceId), job];
}

/** The job whose turn it is, and the queue without it; of equal rank the oldest. */
export function takeNext<Job extends QueuedJob>(queue: readonly Job[]): { readonly job: Job; readonly rest: readonly Job[] } | null {
  const [first] = queue.toSorted((left, right) => rankOf(left) - rankOf(right));
  return first === undefined ? null : { job: first, rest: queue.filter((job) => job !== first) };
}

/** Whether work under way should stop for a new job: a partial gives way to anything of higher rank and to news of its own utterance. */
export function givesWay(running: QueuedJob, arriving: QueuedJob): boolean {
  if (running.kind === 'final') return false;
  if (running.utteranceId === arriving.utteranceId) return true;
  return running.kind === 'partial' && rankOf(arriving) < 2;
}
