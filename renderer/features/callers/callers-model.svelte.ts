import type { CallerNote, CallerProfile } from '../../../preload/contract/callers.ts';
import type { RemoteParty } from '../../../preload/contract/calls.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { CallersBridge } from '../../bridge/bridge.ts';

type Party = Pick<RemoteParty, 'user' | 'uri'>;

/** What is known of the parties on the screen. */
export class CallersModel {
  readonly #bridge: CallersBridge;
  #profiles = $state.raw<Readonly<Record<string, CallerProfile>>>({});
  failure = $state.raw<Failure | null>(null);

  constructor(bridge: CallersBridge) {
    this.#bridge = bridge;
  }

  /** null until it is known. */
  of(party: Party): CallerProfile | null {
    return this.#profiles[party.uri] ?? null;
  }

  async load({ user, uri }: Party): Promise<void> {
    const answer = await this.#bridge.profile({ user, uri });
    if (answer.ok) this.#profiles = { ...this.#profiles, [uri]: answer.value };
  }

  async save({ user, uri }: Party, note: CallerNote): Promise<void> {
    const answer = await this.#bridge.save({ user, uri, note });
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) await this.load({ user, uri });
  }
}
