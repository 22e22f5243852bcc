import { randomUUID } from 'node:crypto';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { checkWebhookSecret, checkEndpointUrl, type CrmTarget } from './endpoint.ts';
import { postEvent, type AttemptOutcome } from './post-event.ts';
import { LONGEST_DELAY_MS, retryDelayMs } from './retry-delay.ts';

/** The outbox as the delivery loop needs it; the calls room adapts the store to it. */
export interface DeliveryQueue {
  /** Waiting entries in the order of their next attempt. */
  waiting(): readonly { readonly entryId: string; readonly callId: CallId; readonly body: string; readonly attempts: number; readonly nextAttemptAtMs: number; readonly createdAtMs: number }[];
  markDelivered(entryId: string, httpStatus: number, atMs: number): Promise<void>;
  markFailed(entryId: string, error: string, next: { readonly kind: 'retry'; readonly atMs: number } | { readonly kind: 'dead' }): Promise<void>;
  /** Called when entries were added or changed. */
  subscribe(listener: () => void): () => void;
}

export type { CrmTarget };

/**
 * Posts OutboxEntries one at a time, signed by Standard Webhooks, with growing jittered delay between attempts
 * (Retry-After is honoured on 429 and 503; 410 and the last attempt make the entry a dead letter).
 * Nothing here throws or rejects: a CRM or a disk that fails is a reason to try again later.
 */
export interface CrmDelivery {
  start(): void;
  /** null: no endpoint or no secret; entries wait. */
  setTarget(target: CrmTarget | null): void;
  /** Tries what waits now. */
  flush(): void;
  sendTest(target: CrmTarget): Promise<Result<{ httpStatus: number; tookMs: number }, 'unreachable' | 'refused'>>;
  stop(): Promise<void>;
}

type WaitingEntry = ReturnType<DeliveryQueue['waiting']>[number];

/** The queue could not be read or written; long enough not to hammer a full disk. */
const QUEUE_FAULT_HOLD_MS = 30_000;
/** Timers look again at least this often, because sleep and a clock that was set make a long timer wrong. */
const LONGEST_TIMER_MS = 60_000;

export function createCrmDelivery(dependencies: { queue: DeliveryQueue; fetch: typeof fetch; clock: Clock; random: () => number; log: Log }): CrmDelivery {
  const { queue, clock, random, log } = dependencies;
  let target: CrmTarget | null = null;
  let stopAttempt = new AbortController();
  let running: Promise<void> | null = null;
  let timer: Timer | null = null;
  let unsubscribe: (() => void) | null = null;
  /** The endpoint asked for patience, for all entries; monotonic ms. */
  let pausedUntilMs = 0;
  /** By entryId, monotonic ms: what was just tried is left alone although the queue may not know it. */
  const heldUntilMs = new Map<string, number>();
  /** Delivered, but the queue could not note it: noted again later rather than posted again. */
  const unnoted = new Map<string, { readonly httpStatus: number; readonly atMs: number }>();
  /** Asked for by flush. */
  const wanted = new Set<string>();

  function dueInMs(entry: WaitingEntry): number {
    if (wanted.has(entry.entryId)) return 0;
    const nowMs = clock.monotonicMs();
    const untilNextMs = entry.nextAttemptAtMs - clock.nowMs();
    return Math.max(untilNextMs > LONGEST_DELAY_MS ? 0 : untilNextMs, pausedUntilMs - nowMs, (heldUntilMs.get(entry.entryId) ?? nowMs) - nowMs, 0);
  }

  function schedule(): void {
    timer?.cancel();
    timer = null;
    if (unsubscribe === null || target === null || running !== null) return;
    const next = (readWaiting() ?? []).map((entry) => ({ entry, inMs: dueInMs(entry) })).sort((a, b) => a.inMs - b.inMs)[0];
    if (next === undefined) return;
    if (next.inMs > 0) {
      timer = clock.startTimer(Math.min(next.inMs, LONGEST_TIMER_MS), schedule);
      return;
    }
    running = deliver(target, next.entry).finally(() => {
      running = null;
      schedule();
    });
  }

  /** null: the queue could not be read and is looked at again by and by. */
  function readWaiting(): readonly WaitingEntry[] | null {
    try {
      return queue.waiting();
    } catch (error) {
      log.error('crm.queue-unreadable', { error });
      timer?.cancel();
      timer = clock.startTimer(QUEUE_FAULT_HOLD_MS, schedule);
      return null;
    }
  }

  async function deliver(to: CrmTarget, entry: WaitingEntry): Promise<void> {
    const { entryId } = entry;
    wanted.delete(entryId);
    const earlier = unnoted.get(entryId);
    if (earlier !== undefined) return note(entryId, () => queue.markDelivered(entryId, earlier.httpStatus, earlier.atMs));
    const outcome = await postEvent({ fetch: dependencies.fetch, clock }, { target: to, entryId, body: entry.body, stopSignal: stopAttempt.signal });
    if (outcome.kind === 'aborted') return;
    if (outcome.kind === 'delivered') {
      const delivered = { httpStatus: outcome.httpStatus, atMs: Math.round(clock.nowMs()) };
      log.info('crm.delivered', { entryId, httpStatus: outcome.httpStatus, attempts: entry.attempts + 1 });
      unnoted.set(entryId, delivered);
      return note(entryId, () => queue.markDelivered(entryId, delivered.httpStatus, delivered.atMs));
    }
    const delayMs = delayAfter(entry, outcome);
    log.warn('crm.attempt-failed', { entryId, error: outcome.error, attempts: entry.attempts + 1, delayMs });
    if (delayMs === null) return note(entryId, () => queue.markFailed(entryId, outcome.error, { kind: 'dead' }));
    return note(entryId, () => queue.markFailed(entryId, outcome.error, { kind: 'retry', atMs: Math.round(clock.nowMs() + delayMs) }), Math.min(delayMs, QUEUE_FAULT_HOLD_MS));
  }

  /** How long until this entry is tried again, ms; null: never. */
  function delayAfter(entry: WaitingEntry, outcome: Extract<AttemptOutcome, { error: string }>): number | null {
    if (outcome.kind === 'gone') return null;
    const delayMs = retryDelayMs(entry.attempts + 1, random);
    if (delayMs === null || outcome.kind === 'unreachable' || outcome.retryAfterMs === null) return delayMs;
    pausedUntilMs = clock.monotonicMs() + outcome.retryAfterMs;
    return outcome.retryAfterMs;
  }

  /** Writes an outcome into the queue; where that fails the entry rests and everything else goes on. */
  async function note(entryId: string, write: () => Promise<void>, holdMs: number = QUEUE_FAULT_HOLD_MS): Promise<void> {
    heldUntilMs.set(entryId, clock.monotonicMs() + holdMs);
    try {
      await write();
    } catch (error) {
      log.error('crm.queue-unwritable', { entryId, error });
    }
    const entries = readWaiting();
    if (entries === null) return;
    const waiting = new Set(entries.map((entry) => entry.entryId));
    for (const known of [heldUntilMs, unnoted]) {
      for (const id of known.keys()) if (!waiting.has(id)) known.delete(id);
    }
  }

  return {
    start() {
      if (unsubscribe !== null) return;
      stopAttempt = new AbortController();
      unsubscribe = queue.subscribe(schedule);
      schedule();
    },
    setTarget(next) {
      if (next?.url === target?.url && next?.secret === target?.secret) return;
      stopAttempt.abort();
      stopAttempt = new AbortController();
      pausedUntilMs = 0;
      const refusal = next === null ? null : checkTarget(next);
      if (refusal !== null) log.warn('crm.bad-target', { reason: refusal });
      target = refusal === null ? next : null;
      schedule();
    },
    flush() {
      for (const entry of readWaiting() ?? []) wanted.add(entry.entryId);
      schedule();
    },
    async sendTest(to) {
      const refusal = checkTarget(to);
      if (refusal !== null) return failure('refused', refusal);
      const startedAtMs = clock.monotonicMs();
      const body = JSON.stringify({ type: 'sidetone.test', timestamp: new Date(clock.nowMs()).toISOString(), data: { message: 'This is a test event from Sidetone.' } });
      const outcome = await postEvent({ fetch: dependencies.fetch, clock }, { target: to, entryId: `test_${randomUUID()}`, body, stopSignal: new AbortController().signal });
      switch (outcome.kind) {
        case 'delivered': return success({ httpStatus: outcome.httpStatus, tookMs: clock.monotonicMs() - startedAtMs });
        case 'gone':
        case 'refused': return failure('refused', 'The CRM refused the test event.', { detail: outcome.error });
        case 'unreachable': return failure('unreachable', 'The CRM could not be reached.', { detail: outcome.error, action: 'retry' });
        case 'aborted': return failure('unreachable', 'The test was stopped.');
      }
    },
    async stop() {
      unsubscribe?.();
      unsubscribe = null;
      timer?.cancel();
      timer = null;
      stopAttempt.abort();
      await running;
    },
  };
}

/** Why nothing may be sent there, in words; null: it may. */
function checkTarget(target: CrmTarget): string | null {
  const url = checkEndpointUrl(target.url);
  if (!url.ok) return url.error.message;
  const secret = checkWebhookSecret(target.secret);
  return secret.ok ? null : secret.error.message;
}
