import type { AccountsSnapshot, AccountView } from '../../../preload/contract/accounts.ts';
import type { AccountId } from '../../../preload/contract/primitives.ts';
import type { Reception } from '../../../preload/contract/reception.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { AccountsBridge } from '../../bridge/bridge.ts';
import { draftOf, settingsOf, type AccountDraft } from './account-draft.ts';
import { turnPasswordOf } from './webrtc-draft.ts';

/** The accounts with their registrations, and what the person does with them. */
export class AccountsModel {
  readonly #bridge: AccountsBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<AccountsSnapshot | null>(null);
  failure = $state.raw<Failure | null>(null);
  isBusy = $state.raw(false);

  readonly isKnown = $derived(this.snapshot !== null);
  readonly accounts = $derived<readonly AccountView[]>(this.snapshot?.accounts ?? []);
  /** The account that calls go out from: the chosen one, else the first. */
  readonly current = $derived(this.accounts.find((account) => account.settings.accountId === this.snapshot?.defaultAccountId) ?? this.accounts[0] ?? null);
  readonly practice = $derived(this.accounts.find((account) => account.settings.kind === 'practice') ?? null);

  constructor(bridge: AccountsBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  find(accountId: string): AccountView | null {
    return this.accounts.find((account) => account.settings.accountId === accountId) ?? null;
  }

  /** Whether it was saved; the failure stays until the next order. */
  async save(draft: AccountDraft): Promise<boolean> {
    return this.#run(() => this.#bridge.save({ settings: settingsOf(draft), ...(draft.password === '' ? {} : { password: draft.password }), ...turnPasswordOf(draft.webRtc, draft.transport) }));
  }

  /** Pins the certificate with this fingerprint: the line speaks with its holder, and with nobody else. */
  async trust(account: AccountView, sha256: string): Promise<boolean> {
    return this.save({ ...draftOf(account), pinnedCertificate: sha256 });
  }

  async usePracticeLine(): Promise<boolean> {
    return this.#run(() => this.#bridge.usePracticeLine({}));
  }

  async remove(accountId: AccountId): Promise<boolean> {
    return this.#run(() => this.#bridge.remove({ accountId }));
  }

  async register(accountId: AccountId): Promise<boolean> {
    return this.#run(() => this.#bridge.register({ accountId }));
  }

  async setDefault(accountId: AccountId): Promise<boolean> {
    return this.#run(() => this.#bridge.setDefault({ accountId }));
  }

  async setReception(accountId: AccountId, reception: Reception): Promise<boolean> {
    return this.#run(() => this.#bridge.setReception({ accountId, reception }));
  }

  clearFailure(): void {
    this.failure = null;
  }

  dispose(): void {
    this.#stop();
  }

  async #run(ask: () => Promise<Result<unknown>>): Promise<boolean> {
    this.isBusy = true;
    this.failure = null;
    const answer = await ask();
    this.isBusy = false;
    if (!answer.ok) this.failure = answer.error;
    return answer.ok;
  }
}
