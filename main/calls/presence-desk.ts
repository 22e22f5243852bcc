import type { ExtensionState, Mailbox, PresenceSnapshot } from '../../preload/contract/presence.ts';
import type { AccountId } from '../../preload/contract/primitives.ts';
import { failure, type Result } from '../../preload/contract/result.ts';
import type { Watching } from '../../preload/contract/watching.ts';
import type { SipPhone, SipPhoneFact } from '../sip/sip-phone.ts';
import type { Accounts } from './accounts.ts';
import type { Calls } from './calls.ts';
import type { PhoneLine } from './phone-line.ts';

/** Colleagues and mailboxes of every account. */
export interface PresenceDesk {
  snapshot(): Omit<PresenceSnapshot, 'revision'>;
  note(line: PhoneLine, fact: SipPhoneFact): void;
  setWatching(accountId: AccountId, watching: Watching): Promise<Result<void, 'unknown-account' | 'store-failed'>>;
  pickUp(accountId: AccountId, number: string): ReturnType<Calls['pickUp']>;
}

interface Seen {
  readonly phone: SipPhone;
  readonly extensions: Map<string, ExtensionState>;
  mailbox: Mailbox | null;
}

const UNKNOWN: ExtensionState = { kind: 'unknown', isSilent: false };

export function createPresenceDesk({ accounts, calls, onChange }: { accounts: Accounts; calls: Calls; onChange: () => void }): PresenceDesk {
  const seen = new Map<string, Seen>();
  const watchingOf = (accountId: string): Watching | null => accounts.views().find(({ settings }) => settings.accountId === accountId)?.settings.watching ?? null;

  function follow(phone: SipPhone, watching: Watching): void {
    phone.watch({ mailbox: watching.mailbox, extensions: watching.colleagues.map(({ number }) => number) });
  }

  /** What is known through this phone; a new phone of the account begins anew. */
  function seenBy(line: PhoneLine): Seen {
    const { accountId, kind } = line.settings;
    const known = seen.get(accountId);
    if (known !== undefined && known.phone === line.phone) return known;
    const fresh: Seen = { phone: line.phone, extensions: new Map(), mailbox: null };
    seen.set(accountId, fresh);
    const watching = watchingOf(accountId);
    if (kind === 'trunk' && watching !== null) follow(line.phone, watching);
    return fresh;
  }

  function views(): readonly { accountId: AccountId; watching: Watching; known: Seen | undefined; isUdp: boolean }[] {
    return accounts.views().map(({ settings }) => ({ accountId: settings.accountId, watching: settings.watching, known: seen.get(settings.accountId), isUdp: settings.transport === 'udp' }));
  }

  return {
    snapshot: () => ({
      colleagues: views().flatMap(({ accountId, watching, known }) => watching.colleagues.map((colleague) => ({ ...colleague, accountId, state: known?.extensions.get(colleague.number) ?? UNKNOWN }))),
      mailboxes: views().flatMap(({ accountId, watching, known }) => (known === undefined || known.mailbox === null ? [] : [{ accountId, mailbox: known.mailbox, voicemailNumber: watching.voicemailNumber }])),
      needsStream: views().some(({ isUdp, known }) => isUdp && [...known?.extensions.values() ?? []].some((state) => state.kind === 'unknown' && state.isSilent)),
    }),
    note(line, fact) {
      const known = seenBy(line);
      if (fact.kind === 'extension-changed') known.extensions.set(fact.extension, fact.state);
      else if (fact.kind === 'mailbox-changed') known.mailbox = fact.mailbox;
      else if (fact.kind === 'registration-changed' && fact.state.kind === 'failed') known.extensions.clear(); // nothing is heard of them until the line is back
      else return;
      onChange();
    },
    async setWatching(accountId, watching) {
      const kept = await accounts.setWatching(accountId, watching);
      const line = accounts.find(accountId);
      if (kept.ok && line !== null && line.settings.accountId === accountId && line.settings.kind === 'trunk') {
        const known = seenBy(line);
        for (const extension of [...known.extensions.keys()]) if (!watching.colleagues.some(({ number }) => number === extension)) known.extensions.delete(extension);
        if (!watching.mailbox) known.mailbox = null;
        follow(line.phone, watching);
      }
      onChange();
      return kept;
    },
    async pickUp(accountId, number) {
      const watching = watchingOf(accountId);
      if (watching === null) return failure('no-account', 'This account does not exist any more.');
      return watching.pickUpPrefix === '' ? calls.pickUp(accountId, number) : calls.place(accountId, `${watching.pickUpPrefix}${number}`);
    },
  };
}
