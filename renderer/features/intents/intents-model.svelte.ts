import type { IntentDraft, IntentsSnapshot } from '../../../preload/contract/intents.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { IntentsBridge } from '../../bridge/bridge.ts';

/** What callers want, as the person teaches it to the assist. */
export class IntentsModel {
  readonly #bridge: IntentsBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<IntentsSnapshot | null>(null);
  /** The last request that failed, until the next one. */
  failure = $state.raw<Failure | null>(null);

  constructor(bridge: IntentsBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  /** Each says whether it was done. */
  async save(draft: IntentDraft): Promise<boolean> {
    return this.#note(await this.#bridge.save(draft));
  }

  async merge(intentId: string, intoId: string): Promise<boolean> {
    return this.#note(await this.#bridge.merge({ intentId, intoId }));
  }

  async remove(intentId: string): Promise<boolean> {
    return this.#note(await this.#bridge.remove({ intentId }));
  }

  async restore(): Promise<boolean> {
    return this.#note(await this.#bridge.restore({}));
  }

  clearFailure(): void {
    this.failure = null;
  }

  dispose(): void {
    this.#stop();
  }

  #note(answer: Result<unknown>): boolean {
    this.failure = answer.ok ? null : answer.error;
    return answer.ok;
  }
}
