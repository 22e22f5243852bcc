import type { Page } from 'playwright';
import type { AccountsSnapshot } from '../../preload/contract/accounts.ts';
import type { AppSnapshot } from '../../preload/contract/app.ts';
import type { AssistSnapshot } from '../../preload/contract/assist.ts';
import type { CallSnapshot, CallsSnapshot } from '../../preload/contract/calls.ts';
import type { CrmSnapshot } from '../../preload/contract/crm.ts';
import type { HistorySnapshot } from '../../preload/contract/records.ts';

interface Latest {
  app: AppSnapshot;
  accounts: AccountsSnapshot;
  calls: CallsSnapshot;
  assist: AssistSnapshot;
  records: HistorySnapshot;
  crm: CrmSnapshot;
}

/** What the page is told, as it is told: the same snapshots that the screen shows. */
export interface AppWatch {
  readonly latest: Latest;
  onChange(listener: (name: keyof Latest) => void): void;
  /** Resolves when `find` gives something other than null, undefined or false; rejects with `what` after `timeoutMs`. */
  until<Found>(what: string, find: (latest: Latest) => Found | null | undefined | false, timeoutMs?: number): Promise<Found>;
  /** The call that has not ended, or the last one. */
  call(): CallSnapshot | null;
  /** Subscribes again after the page was reloaded. */
  resume(): Promise<void>;
}

let watches = 0;

export async function watchApp(page: Page): Promise<AppWatch> {
  const binding = `sidetoneWatch${(watches += 1)}`;
  const listeners = new Set<(name: keyof Latest) => void>();
  const latest = {} as Latest;
  await page.exposeFunction(binding, (name: keyof Latest, snapshot: { revision: number }) => {
    const known = latest[name] as { revision: number } | undefined;
    if (known !== undefined && known.revision > snapshot.revision) return;
    (latest as unknown as Record<string, unknown>)[name] = snapshot;
    for (const listener of [...listeners]) listener(name);
  });

  async function resume(): Promise<void> {
    await page.evaluate(async (name) => {
      const report = (window as unknown as Record<string, (name: string, snapshot: unknown) => void>)[name];
      if (report === undefined) throw new Error('the watch is not bound');
      const { on, request } = window.sidetone;
      on.app.changed((snapshot) => report('app', snapshot));
      on.accounts.changed((snapshot) => report('accounts', snapshot));
      on.calls.changed((snapshot) => report('calls', snapshot));
      on.assist.changed((snapshot) => report('assist', snapshot));
      on.records.changed((snapshot) => report('records', snapshot));
      on.crm.changed((snapshot) => report('crm', snapshot));
      const now = await Promise.all([request.app.get({}), request.accounts.get({}), request.calls.get({}), request.assist.get({}), request.records.getHistory({}), request.crm.get({})]);
      ['app', 'accounts', 'calls', 'assist', 'records', 'crm'].forEach((feature, index) => {
        const answer = now[index];
        if (answer?.ok === true) report(feature, answer.value);
      });
    }, binding);
  }
  await resume();

  return {
    latest,
    resume,
    onChange: (listener) => void listeners.add(listener),
    call: () => latest.calls.calls.find((call) => call.state.kind !== 'ended') ?? latest.calls.calls[0] ?? null,
    until<Found>(what: string, find: (latest: Latest) => Found | null | undefined | false, timeoutMs = 15_000) {
      return new Promise<Found>((resolve, reject) => {
        const settle = (finish: () => void): void => {
          listeners.delete(look);
          clearTimeout(timer);
          finish();
        };
        const look = (): void => {
          const found = find(latest);
          if (found !== null && found !== undefined && found !== false) settle(() => resolve(found));
        };
        const timer = setTimeout(() => settle(() => reject(new Error(`waited ${timeoutMs} ms in vain: ${what}`))), timeoutMs);
        listeners.add(look);
        look();
      });
    },
  };
}
