import type { Result } from '../../preload/contract/result.ts';
import type { CallId } from '../../preload/contract/primitives.ts';

/** The outbox as the delivery loop needs it; the calls room adapts the store to it. */
export interface DeliveryQueue {
  /** Waiting entries in the order of their next attempt. */
  waiting(): readonly { readonly entryId: string; readonly callId: CallId; readonly body: string; readonly attempts: number; readonly nextAttemptAtMs: number; readonly createdAtMs: number }[];
  markDelivered(entryId: string, httpStatus: number, atMs: number): Promise<void>;
  markFailed(entryId: string, error: string, next: { readonly kind: 'retry'; readonly atMs: number } | { readonly kind: 'dead' }): Promise<void>;
  /** Called when entries were added or changed. */
  subscribe(listener: () => void): () => void;
}

export interface CrmTarget {
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
}

/**
 * Posts OutboxEntries one at a time, signed by Standard Webhooks, with growing jittered delay between attempts
 * (Retry-After is honoured on 429 and 503; 410 disables; after the last attempt the entry is a dead letter).
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
