import type { Contact, ContactDraft, ImportReport } from '../../../preload/contract/contacts.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { ContactsBridge } from '../../bridge/bridge.ts';

/** The address book as the person searches it; main has all of it, the page the fifty that fit. */
export class ContactsModel {
  readonly #bridge: ContactsBridge;
  readonly #stop: () => void;
  query = $state.raw('');
  found = $state.raw<{ readonly contacts: readonly Contact[]; readonly total: number }>({ contacts: [], total: 0 });
  total = $state.raw(0);
  failure = $state.raw<Failure | null>(null);
  report = $state.raw<ImportReport | null>(null);
  /** How many were written to a file just now. */
  exported = $state.raw<number | null>(null);
  isImporting = $state.raw(false);

  constructor(bridge: ContactsBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch(({ total }) => {
      this.total = total;
      void this.find(this.query);
    });
  }

  async find(query: string): Promise<void> {
    this.query = query;
    const answer = await this.#bridge.find({ query });
    if (answer.ok && this.query === query) this.found = answer.value; // else a later search has overtaken this one
  }

  async save(draft: ContactDraft): Promise<boolean> {
    return this.#note(await this.#bridge.save(draft));
  }

  async remove(contactId: string): Promise<boolean> {
    return this.#note(await this.#bridge.remove({ contactId }));
  }

  async import(): Promise<void> {
    this.isImporting = true;
    this.report = this.exported = null;
    const answer = await this.#bridge.import({});
    this.isImporting = false;
    if (this.#note(answer) && answer.ok) this.report = answer.value;
  }

  async export(): Promise<void> {
    this.report = this.exported = null;
    const answer = await this.#bridge.export({});
    if (this.#note(answer) && answer.ok) this.exported = answer.value.count;
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
