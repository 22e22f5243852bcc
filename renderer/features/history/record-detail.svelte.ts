import type { CallId } from '../../../preload/contract/primitives.ts';
import type { CallRecord, DeliveryState } from '../../../preload/contract/records.ts';
import type { RecordsBridge } from '../../bridge/bridge.ts';

export type DetailState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'loading'; readonly callId: CallId }
  | { readonly kind: 'open'; readonly record: CallRecord; readonly delivery: DeliveryState }
  | { readonly kind: 'gone'; readonly callId: CallId };

/** One whole record, kept fresh while it is looked at. */
export class RecordDetail {
  readonly #bridge: RecordsBridge;
  readonly #onOpen: (record: CallRecord) => void;
  readonly #stop: () => void;
  #callId: CallId | null = null;
  state = $state.raw<DetailState>({ kind: 'closed' });

  /** @param onOpen a record came on the screen, or came anew */
  constructor(bridge: RecordsBridge, onOpen: (record: CallRecord) => void = () => undefined) {
    this.#bridge = bridge;
    this.#onOpen = onOpen;
    this.#stop = bridge.watch(() => void this.#load());
  }

  async show(callId: CallId): Promise<void> {
    if (this.#callId === callId) return;
    this.#callId = callId;
    this.state = { kind: 'loading', callId };
    await this.#load();
  }

  close(): void {
    this.#callId = null;
    this.state = { kind: 'closed' };
  }

  dispose(): void {
    this.#stop();
  }

  async #load(): Promise<void> {
    const callId = this.#callId;
    if (callId === null) return;
    const answer = await this.#bridge.get({ callId });
    if (this.#callId !== callId) return; // another record is looked at by now
    this.state = answer.ok ? { kind: 'open', ...answer.value } : { kind: 'gone', callId };
    if (answer.ok) this.#onOpen(answer.value.record);
  }
}
