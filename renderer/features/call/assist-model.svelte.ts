import type { AssistSnapshot, Suggestion } from '../../../preload/contract/assist.ts';
import type { CallId, SuggestionId } from '../../../preload/contract/primitives.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { AssistBridge } from '../../bridge/bridge.ts';

export type SearchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching'; readonly query: string }
  | { readonly kind: 'found'; readonly query: string; readonly results: readonly Suggestion[] }
  | { readonly kind: 'failed'; readonly query: string; readonly failure: Failure };

/** How many cards a person can take in while talking. */
const MOST_CARDS = 3;

/** What the assist heard and offers, and the agent's own search. */
export class AssistModel {
  readonly #bridge: AssistBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<AssistSnapshot | null>(null);
  search = $state.raw<SearchState>({ kind: 'idle' });
  failure = $state.raw<Failure | null>(null);

  readonly status = $derived(this.snapshot?.status ?? ({ kind: 'starting' } as const));
  readonly cards = $derived((this.snapshot?.suggestions ?? []).filter((card) => card.state === 'shown').slice(0, MOST_CARDS));
  readonly used = $derived((this.snapshot?.suggestions ?? []).filter((card) => card.state === 'used'));

  constructor(bridge: AssistBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  /** The snapshot where it speaks of this call. */
  of(callId: CallId): AssistSnapshot | null {
    return this.snapshot?.callId === callId ? this.snapshot : null;
  }

  async use(callId: CallId, suggestionId: SuggestionId): Promise<void> {
    this.#keep(await this.#bridge.useSuggestion({ callId, suggestionId }));
  }

  async dismiss(callId: CallId, suggestionId: SuggestionId): Promise<void> {
    this.#keep(await this.#bridge.dismissSuggestion({ callId, suggestionId }));
  }

  async tick(callId: CallId, suggestionId: SuggestionId, step: number, isDone: boolean): Promise<void> {
    this.#keep(await this.#bridge.tickStep({ callId, suggestionId, step, isDone }));
  }

  async find(typed: string): Promise<void> {
    const query = typed.trim().slice(0, 500);
    if (query === '') return this.clearSearch();
    this.search = { kind: 'searching', query };
    const answer = await this.#bridge.search({ query });
    if (this.search.kind !== 'searching' || this.search.query !== query) return; // a later question has overtaken this one
    this.search = answer.ok ? { kind: 'found', query, results: answer.value } : { kind: 'failed', query, failure: answer.error };
  }

  clearSearch(): void {
    this.search = { kind: 'idle' };
  }

  dispose(): void {
    this.#stop();
  }

  #keep(answer: { ok: true } | { ok: false; error: Failure }): void {
    this.failure = answer.ok ? null : answer.error;
  }
}

