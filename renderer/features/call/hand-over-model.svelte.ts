import type { HandOver } from '../../../preload/contract/hand-over.ts';
import type { CallId } from '../../../preload/contract/primitives.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { AssistBridge } from '../../bridge/bridge.ts';

export type HandOverState =
  | { readonly kind: 'none' }
  | { readonly kind: 'writing' }
  | { readonly kind: 'ready'; readonly handOver: HandOver }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The card for whoever takes a call over: written when the agent thinks of a transfer. */
export class HandOverModel {
  readonly #bridge: Pick<AssistBridge, 'handOver'>;
  #callId: CallId | null = null;
  state = $state.raw<HandOverState>({ kind: 'none' });

  constructor(bridge: Pick<AssistBridge, 'handOver'>) {
    this.#bridge = bridge;
  }

  async write(callId: CallId): Promise<void> {
    if (this.#callId !== callId) this.state = { kind: 'writing' };
    this.#callId = callId;
    const answer = await this.#bridge.handOver({ callId });
    if (this.#callId === callId) this.state = answer.ok ? { kind: 'ready', handOver: answer.value } : { kind: 'failed', failure: answer.error };
  }
}
