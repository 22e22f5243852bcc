import type { CrmEndpoint, CrmSnapshot } from '../../../preload/contract/crm.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { CrmBridge } from '../../bridge/bridge.ts';

export type CrmDeed =
  | { readonly kind: 'none' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'testing' }
  | { readonly kind: 'tested'; readonly httpStatus: number; readonly tookMs: number }
  | { readonly kind: 'requeued'; readonly count: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Where records go, how the queue stands, and what the last order came to. */
export class CrmModel {
  readonly #bridge: CrmBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<CrmSnapshot | null>(null);
  deed = $state.raw<CrmDeed>({ kind: 'none' });

  constructor(bridge: CrmBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  /** An empty secret keeps the stored one. */
  async save(endpoint: CrmEndpoint, secret: string): Promise<boolean> {
    return this.#run(() => this.#bridge.save({ endpoint, ...(secret === '' ? {} : { secret }) }), () => ({ kind: 'saved' }));
  }

  async remove(): Promise<boolean> {
    return this.#run(() => this.#bridge.remove({}), () => ({ kind: 'none' }));
  }

  async test(): Promise<boolean> {
    this.deed = { kind: 'testing' };
    return this.#run(() => this.#bridge.test({}), (answer) => ({ kind: 'tested', ...answer }));
  }

  async retryDead(): Promise<boolean> {
    return this.#run(() => this.#bridge.retryDead({}), ({ count }) => ({ kind: 'requeued', count }));
  }

  dispose(): void {
    this.#stop();
  }

  async #run<Value>(ask: () => Promise<Result<Value>>, told: (value: Value) => CrmDeed): Promise<boolean> {
    const answer = await ask();
    this.deed = answer.ok ? told(answer.value) : { kind: 'failed', failure: answer.error };
    return answer.ok;
  }
}
