import type { PresenceSnapshot, WatchedColleague } from '../../../preload/contract/presence.ts';
import type { AccountId } from '../../../preload/contract/primitives.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { Watching } from '../../../preload/contract/watching.ts';
import type { PresenceBridge } from '../../bridge/bridge.ts';

/** Colleagues with what they are doing, and voicemail. */
export class PresenceModel {
  readonly #bridge: PresenceBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<PresenceSnapshot | null>(null);
  failure = $state.raw<Failure | null>(null);

  readonly colleagues = $derived<readonly WatchedColleague[]>(this.snapshot?.colleagues ?? []);
  readonly needsStream = $derived(this.snapshot?.needsStream ?? false);
  readonly waiting = $derived((this.snapshot?.mailboxes ?? []).filter(({ mailbox }) => mailbox.isWaiting));

  constructor(bridge: PresenceBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  async pickUp({ accountId, number }: WatchedColleague): Promise<void> {
    this.#note(await this.#bridge.pickUp({ accountId, number }));
  }

  async setWatching(accountId: AccountId, watching: Watching): Promise<boolean> {
    return this.#note(await this.#bridge.setWatching({ accountId, watching }));
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
