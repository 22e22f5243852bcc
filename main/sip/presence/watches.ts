import { UserAgent } from 'sip.js';
import type { Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Destination } from '../call/destination.ts';
import type { SipPhoneFact, WatchList } from '../sip-phone.ts';
import { parseDialogInfo, withDialogInfo, type DialogInfo } from './dialog-info.ts';
import { extensionStateOf, type RingingCall } from './extension-state.ts';
import { parseMessageSummary } from './message-summary.ts';
import { subscribe, type EventSubscription, type SubscriptionFact } from './subscription.ts';

export interface WatchesOptions {
  readonly ua: UserAgent;
  readonly destinationOf: (text: string) => Result<Destination, 'bad-destination'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onFact: (fact: SipPhoneFact) => void;
}

/** The subscriptions of one line: its own mailbox, and the dialogs of other extensions. */
export interface Watches {
  /** Subscribes to what is new in the list, and ends what is no longer in it. */
  follow(list: WatchList): void;
  /** The call that an extension could be relieved of. */
  ringingAt(extension: string): RingingCall | null;
  stop(): void;
}

/** Between two subscriptions, so that thirty of them are no burst on the trunk. */
const SPACING_MS = 20;
const MAILBOX = '';

export function createWatches({ ua, destinationOf, clock, random, onFact }: WatchesOptions): Watches {
  /** By extension; the mailbox under the empty name. */
  const kept = new Map<string, EventSubscription>();
  const ringing = new Map<string, RingingCall>();

  function watchMailbox(): EventSubscription {
    return subscribe({
      ua, clock, random, target: ua.userAgentCore.configuration.aor, event: 'message-summary', accept: 'application/simple-message-summary',
      onFact(fact) {
        const mailbox = fact.kind === 'notified' ? parseMessageSummary(fact.body) : null;
        if (mailbox !== null) onFact({ kind: 'mailbox-changed', mailbox });
      },
    });
  }

  function watchExtension(extension: string): EventSubscription | null {
    const destination = destinationOf(extension);
    const target = destination.ok ? UserAgent.makeURI(destination.value.uri) : undefined;
    if (target === undefined) return null;
    let info: DialogInfo | null = null;
    const tell = (fact: SubscriptionFact): void => {
      if (fact.kind !== 'notified') {
        info = null;
        ringing.delete(extension);
        return onFact({ kind: 'extension-changed', extension, state: fact.kind === 'silent' ? { kind: 'unknown', isSilent: true } : { kind: 'offline', sipStatus: fact.sipStatus } });
      }
      const news = parseDialogInfo(fact.body);
      if (news === null) return;
      info = withDialogInfo(info, news);
      const { state, ringing: call } = extensionStateOf(info);
      if (call === null) ringing.delete(extension);
      else ringing.set(extension, call);
      onFact({ kind: 'extension-changed', extension, state });
    };
    return subscribe({ ua, clock, random, target, event: 'dialog', accept: 'application/dialog-info+xml', onFact: tell });
  }

  /** Begins after its turn in the row; ends before it, if it must. */
  function later(delayMs: number, begin: () => EventSubscription | null): EventSubscription {
    let running: EventSubscription | null = null;
    const timer = clock.startTimer(delayMs, () => { running = begin(); });
    return {
      stop() {
        timer.cancel();
        running?.stop();
      },
    };
  }

  function stopAll(names: readonly string[]): void {
    for (const name of names) {
      kept.get(name)?.stop();
      kept.delete(name);
      ringing.delete(name);
    }
  }

  return {
    follow({ mailbox, extensions }) {
      const wanted = [...(mailbox ? [MAILBOX] : []), ...extensions];
      stopAll([...kept.keys()].filter((name) => !wanted.includes(name)));
      wanted.filter((name) => !kept.has(name)).forEach((name, index) => {
        kept.set(name, later(index * SPACING_MS, () => (name === MAILBOX ? watchMailbox() : watchExtension(name))));
      });
    },
    ringingAt: (extension) => ringing.get(extension) ?? null,
    stop: () => stopAll([...kept.keys()]),
  };
}
