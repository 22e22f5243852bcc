import type { CallId } from '../../../preload/contract/primitives.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { RecordingBridge } from '../../bridge/bridge.ts';

/** Orders to recordings, of the running call and of calls past. */
export class RecordingModel {
  readonly #bridge: RecordingBridge;
  /** The last order that failed, until the next. */
  failure = $state.raw<Failure | null>(null);

  constructor(bridge: RecordingBridge) {
    this.#bridge = bridge;
  }

  setRunning(callId: CallId, isRunning: boolean): Promise<void> {
    return this.#run(() => this.#bridge.setRunning({ callId, isRunning }));
  }

  reveal(callId: CallId): Promise<void> {
    return this.#run(() => this.#bridge.reveal({ callId }));
  }

  remove(callId: CallId): Promise<void> {
    return this.#run(() => this.#bridge.remove({ callId }));
  }

  clearFailure(): void {
    this.failure = null;
  }

  async #run(ask: () => Promise<Result<unknown>>): Promise<void> {
    this.failure = null;
    const answer = await ask();
    if (!answer.ok) this.failure = answer.error;
  }
}
