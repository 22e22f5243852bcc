import type { CallId } from '../../../preload/contract/primitives.ts';
import type { HistorySnapshot, RecordRow } from '../../../preload/contract/records.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { RecordsBridge } from '../../bridge/bridge.ts';

/** The list of calls. */
export class HistoryModel {
  readonly #bridge: RecordsBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<HistorySnapshot | null>(null);
  failure = $state.raw<Failure | null>(null);

  readonly rows = $derived<readonly RecordRow[]>(this.snapshot?.rows ?? []);
  readonly openWrapUps = $derived(this.rows.filter((row) => row.wrapUp === 'open' && row.end !== null).length);

  constructor(bridge: RecordsBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  find(callId: CallId): RecordRow | null {
    return this.rows.find((row) => row.callId === callId) ?? null;
  }

  async remove(callId: CallId): Promise<boolean> {
    const answer = await this.#bridge.remove({ callId });
    this.failure = answer.ok ? null : answer.error;
    return answer.ok;
  }

  dispose(): void {
    this.#stop();
  }
}
