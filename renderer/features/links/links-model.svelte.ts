import type { LinkPolicy, LinksSnapshot } from '../../../preload/contract/links.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { LinksBridge } from '../../bridge/bridge.ts';

/** Clicked telephone links, and who opens them. */
export class LinksModel {
  readonly #bridge: LinksBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<LinksSnapshot | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The link that waits for the person's word. */
  readonly asked = $derived(this.snapshot?.asked ?? null);

  constructor(bridge: LinksBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  settle(linkId: string): void {
    void this.#bridge.settle({ linkId });
  }

  /** The person dialled this themselves: the link that asked for it has its answer. */
  settleIf(destination: string): void {
    if (this.asked?.destination === destination) this.settle(this.asked.linkId);
  }

  async setPolicy(policy: LinkPolicy): Promise<void> {
    this.#note(await this.#bridge.setPolicy({ policy }));
  }

  async setSystemDefault(isDefault: boolean): Promise<void> {
    this.#note(await this.#bridge.setSystemDefault({ isDefault }));
  }

  dispose(): void {
    this.#stop();
  }

  #note(answer: Result<unknown>): void {
    this.failure = answer.ok ? null : answer.error;
  }
}
