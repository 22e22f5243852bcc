import type { LearningSnapshot, ReviewItem, Verdict } from '../../../preload/contract/learning.ts';
import type { CallId, UtteranceId } from '../../../preload/contract/primitives.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { LearningBridge } from '../../bridge/bridge.ts';

export type QueueState =
  | { readonly kind: 'loading' }
  /** `at` may be behind the last: all looked at. */
  | { readonly kind: 'open'; readonly items: readonly ReviewItem[]; readonly at: number };

/** What waits for a person's verdict, one after the other, and what was made of the verdicts. */
export class LearningModel {
  readonly #bridge: LearningBridge;
  readonly #stop: () => void;
  /** What was done last first, to be undone. */
  #judged: readonly ReviewItem[] = [];
  snapshot = $state.raw<LearningSnapshot | null>(null);
  queue = $state.raw<QueueState>({ kind: 'loading' });
  failure = $state.raw<Failure | null>(null);
  canUndo = $state.raw(false);
  readonly current = $derived(this.queue.kind === 'open' ? this.queue.items[this.queue.at] ?? null : null);

  constructor(bridge: LearningBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  /** The screen came up: calls may have been made since it was last there. */
  async open(): Promise<void> {
    this.failure = null;
    this.queue = { kind: 'loading' };
    this.#remember([]);
    const snapshot = await this.#bridge.get({});
    if (snapshot.ok) this.snapshot = snapshot.value;
    const waiting = await this.#bridge.queue({});
    this.queue = { kind: 'open', items: this.#note(waiting) && waiting.ok ? waiting.value : [], at: 0 };
  }

  async judge(verdict: Verdict): Promise<void> {
    const item = this.current;
    if (item === null || !await this.label(item.callId, item.utteranceId, verdict)) return;
    this.#remember([item, ...this.#judged]);
    this.#go(1);
  }

  /** To the end of the queue. */
  putOff(): void {
    const item = this.current;
    if (item === null || this.queue.kind !== 'open') return;
    this.queue = { ...this.queue, items: [...this.queue.items.filter((other) => other !== item), item] };
  }

  async undo(): Promise<void> {
    const [item, ...rest] = this.#judged;
    if (item === undefined || !await this.label(item.callId, item.utteranceId, null)) return;
    this.#remember(rest);
    this.#go(-1);
  }

  /** Whether it was kept. */
  async label(callId: CallId, utteranceId: UtteranceId, verdict: Verdict | null): Promise<boolean> {
    return this.#note(await this.#bridge.label({ callId, utteranceId, verdict }));
  }

  async learn(): Promise<void> {
    this.#note(await this.#bridge.learn({}));
  }

  async rollBack(adoptionId: string): Promise<void> {
    this.#note(await this.#bridge.rollBack({ adoptionId }));
  }

  dispose(): void {
    this.#stop();
  }

  #remember(judged: readonly ReviewItem[]): void {
    this.#judged = judged;
    this.canUndo = judged.length > 0;
  }

  #go(by: number): void {
    if (this.queue.kind === 'open') this.queue = { ...this.queue, at: this.queue.at + by };
  }

  #note(answer: Result<unknown>): boolean {
    this.failure = answer.ok ? null : answer.error;
    return answer.ok;
  }
}
