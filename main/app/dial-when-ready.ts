import { mayDial } from '../../preload/contract/line-readiness.ts';
import type { Accounts } from '../calls/accounts.ts';
import type { Calls } from '../calls/calls.ts';
import type { Clock } from '../platform/clock.ts';
import type { Notices } from './notices.ts';

/** How long a `--call` or a clicked link waits for the registration. */
const WAIT_MS = 15_000;

/** Dials once the default account is registered; says why when it never is. */
export function dialWhenReady(destination: string, { accounts, calls, clock, notices }: { accounts: Accounts; calls: Calls; clock: Clock; notices: Notices }): void {
  let isDone = false;
  const dial = async (): Promise<void> => {
    if (isDone) return;
    isDone = true;
    stop();
    timer.cancel();
    const placed = await calls.place(null, destination);
    if (!placed.ok) notices.raise('dial', 'error', placed.error);
  };
  const isReady = (): boolean => {
    const line = accounts.find(null);
    return line !== null && mayDial(line.settings, line.registration);
  };
  const stop = accounts.subscribe(() => { if (isReady()) void dial(); });
  const timer = clock.startTimer(isReady() ? 0 : WAIT_MS, () => void dial());
}
