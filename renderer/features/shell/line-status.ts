import type { AccountView } from '../../../preload/contract/accounts.ts';
import type { Messages } from '../../locales/en.ts';
import { failureText } from '../../locales/failure-text.ts';

export type LineTone = 'positive' | 'busy' | 'neutral' | 'danger';
/** What the person can do next about a line that is not ready. */
export type LineStep = 'set-up' | 'connect' | 'fix' | null;

export interface LineStatus {
  readonly tone: LineTone;
  readonly state: string;
  /** Why, or when it is tried again; null where the state says it all. */
  readonly more: string | null;
  readonly step: LineStep;
}

/** The state of a line in words, with the next step. Says Ready only of a binding that the registrar granted. */
export function lineStatus(account: AccountView | null, nowMs: number, t: Messages): LineStatus {
  if (account === null) return { tone: 'neutral', state: t.line.noAccount, more: null, step: 'set-up' };
  const { registration } = account;
  switch (registration.kind) {
    case 'registered':
      return registration.untilMs <= nowMs
        ? { tone: 'busy', state: t.line.registering, more: null, step: null } // the binding ran out and its refresh is still to come
        : { tone: 'positive', state: t.line.ready, more: null, step: null };
    case 'reachable':
      return { tone: 'positive', state: t.line.ready, more: null, step: null };
    case 'registering':
      return { tone: 'busy', state: t.line.registering, more: null, step: null };
    case 'unregistered':
      return { tone: 'neutral', state: t.line.unregistered, more: null, step: 'connect' };
    case 'failed': {
      const waitSec = registration.retryAtMs === null ? null : Math.ceil((registration.retryAtMs - nowMs) / 1000);
      return { tone: 'danger', state: failureText(registration.failure, t).what, more: waitSec === null || waitSec <= 0 ? null : t.line.retryingIn(waitSec), step: 'fix' };
    }
  }
}
