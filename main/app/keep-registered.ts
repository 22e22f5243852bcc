import type { NetworkInterfaceInfo } from 'node:os';
import type { Accounts } from '../calls/accounts.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** No system tells Node of a new address, so it is looked for; reading the list takes well under a millisecond. */
const LOOK_EVERY_MS = 2_000;
/** The first try after a change often finds no route yet, and DNS neither (T53). */
const TRIES_AFTER_MS = [0, 1_000, 3_000, 6_000, 10_000] as const;

/** Every address by which this machine reaches others; another string is another network. */
export function networkKey(interfaces: Interfaces): string {
  const addresses = Object.entries(interfaces).flatMap(([name, infos]) => (infos ?? []).filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`));
  return addresses.sort().join(', ');
}

interface KeepRegisteredOptions {
  readonly accounts: Pick<Accounts, 'registerAll' | 'registerUnsettled'>;
  readonly interfaces: () => Interfaces;
  readonly clock: Clock;
  readonly log: Log;
}

/** Registers every line at once, and again soon after where it did not succeed, when the machine wakes or finds itself on another network (T01, T02, T04). */
export function keepRegistered({ accounts, interfaces, clock, log }: KeepRegisteredOptions): { wake(reason: string): void; stop(): void } {
  let key = networkKey(interfaces());
  let tries: readonly Timer[] = [];
  let look: Timer | null = null;

  function cancelTries(): void {
    for (const timer of tries) timer.cancel();
  }

  function wake(reason: string): void {
    log.info('sip.register-anew', { reason });
    cancelTries();
    tries = TRIES_AFTER_MS.map((afterMs) => clock.startTimer(afterMs, () => (afterMs === 0 ? accounts.registerAll() : accounts.registerUnsettled())));
  }

  function watch(): void {
    look = clock.startTimer(LOOK_EVERY_MS, () => {
      const now = networkKey(interfaces());
      if (now !== key) wake('the network changed');
      key = now;
      watch();
    });
  }

  watch();
  return {
    wake,
    stop() {
      look?.cancel();
      cancelTries();
    },
  };
}
