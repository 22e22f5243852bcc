import { EMPTY_SUMMARY, type DispositionId, type Summary } from '../../../preload/contract/assist.ts';
import type { CallId } from '../../../preload/contract/primitives.ts';
import type { CallRecord, DeliveryState } from '../../../preload/contract/records.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { RecordsBridge } from '../../bridge/bridge.ts';
import { tidySummary } from './summary-edit.ts';

/** The wrap-up of one call: main's summary until the agent types, then the agent's draft. */
export class WrapUpModel {
  readonly #bridge: RecordsBridge;
  readonly #stop: () => void;
  #callId: CallId | null = null;
  record = $state.raw<CallRecord | null>(null);
  delivery = $state.raw<DeliveryState>({ kind: 'none' });
  isGone = $state.raw(false);
  /** The agent's draft; null while nothing was typed. */
  draft = $state.raw<Summary | null>(null);
  chosen = $state.raw<DispositionId | null>(null);
  isConfirming = $state.raw(false);
  isSaved = $state.raw(false);
  isChoiceMissing = $state.raw(false);
  failure = $state.raw<Failure | null>(null);

  readonly summary = $derived(this.draft ?? this.record?.summary ?? EMPTY_SUMMARY);
  readonly isWriting = $derived(this.record !== null && this.record.summary === null && this.draft === null && this.record.wrapUp === 'open');
  readonly isOpen = $derived(this.record?.wrapUp === 'open');
  readonly suggested = $derived(this.record?.summary?.dispositionSuggestion?.dispositionId ?? null);
  /** What Confirm will send: the agent's choice, else the suggestion. */
  readonly disposition = $derived(this.chosen ?? this.record?.disposition ?? this.suggested);

  constructor(bridge: RecordsBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch(() => void this.#load());
  }

  async open(callId: CallId): Promise<void> {
    if (this.#callId === callId) return;
    await this.keep();
    this.#callId = callId;
    this.record = null;
    this.delivery = { kind: 'none' };
    this.draft = null;
    this.chosen = null;
    this.isGone = this.isSaved = this.isChoiceMissing = false;
    this.failure = null;
    await this.#load();
  }

  change(change: Partial<Summary>): void {
    this.draft = { ...this.summary, ...change };
    this.isSaved = false;
  }

  choose(disposition: DispositionId): void {
    this.chosen = disposition;
    this.isChoiceMissing = false;
  }

  /** Keeps what was typed without ending the wrap-up. */
  async keep(): Promise<void> {
    if (this.#callId === null || this.draft === null || this.isSaved || !this.isOpen) return;
    const kept = this.draft;
    const answer = await this.#bridge.saveSummary({ callId: this.#callId, summary: tidySummary(kept) });
    this.failure = answer.ok ? null : answer.error;
    if (this.draft === kept) this.isSaved = answer.ok;
  }

  /** The agent's last word. Whether the record is complete now. */
  async confirm(): Promise<boolean> {
    if (this.#callId === null || !this.isOpen || this.isConfirming) return false;
    if (this.disposition === null) await this.#load(); // the summary with its suggestion may have come this very moment
    if (this.disposition === null) {
      this.isChoiceMissing = true;
      return false;
    }
    this.isConfirming = true;
    const summary = this.draft === null && this.record?.summary === null ? null : tidySummary(this.summary);
    const answer = await this.#bridge.confirm({ callId: this.#callId, summary, disposition: this.disposition });
    this.isConfirming = false;
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) {
      this.draft = null;
      await this.#load();
    }
    return answer.ok;
  }

  dispose(): void {
    this.#stop();
  }

  async #load(): Promise<void> {
    const callId = this.#callId;
    if (callId === null) return;
    const answer = await this.#bridge.get({ callId });
    if (this.#callId !== callId) return; // another wrap-up is open by now
    this.isGone = !answer.ok && answer.error.code === 'unknown-call';
    if (!answer.ok) return;
    this.record = answer.value.record;
    this.delivery = answer.value.delivery;
  }
}
