import type { Endpoint } from '../shim/via.ts';
import type { TrunkAddress } from './trunk-address.ts';

/** The trunk's servers, one of which is in use (RFC 3263 s. 4.3). */
export interface TrunkServers {
  readonly name: string;
  /** The one in use. */
  readonly endpoint: Endpoint;
  /** The addresses of all: each may call us. */
  readonly hosts: readonly string[];
  /** Whether one is left that was not tried since a server last answered. */
  readonly hasUntried: boolean;
  /** The one in use does not answer: takes the next. False when all were tried; the round begins anew then, after a pause. */
  moveOn(): boolean;
  /** The one in use answered. */
  settled(): void;
}

export function createTrunkServers({ name, servers, hosts }: TrunkAddress): TrunkServers {
  let at = 0;
  let failed = 0;
  return {
    name, hosts,
    get endpoint() { return servers[at] ?? servers[0]; },
    get hasUntried() { return failed < servers.length - 1; },
    moveOn() {
      at = (at + 1) % servers.length;
      failed += 1;
      if (failed < servers.length) return true;
      failed = 0;
      return false;
    },
    settled() { failed = 0; },
  };
}
