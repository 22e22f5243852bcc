import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Endpoint } from '../shim/via.ts';
import type { SipRequest } from '../wire/message.ts';
import type { Flow } from './flow.ts';

/** RFC 3261 s. 18.1.1: a request within 200 bytes of the path's MTU, and above this where the MTU is not known, goes over TCP. */
export const UDP_LIMIT_BYTES = 1_300;
/** A trunk that takes no TCP is not asked again with every call. */
export const REFUSED_FOR_MS = 300_000;

export interface LargeRequests {
  /** The flow that a request of this size goes over: the connection where it must and can, else UDP. */
  flowFor(request: SipRequest, bytes: number, to: Endpoint): Promise<Flow>;
}

/** @param stream a connection to the trunk; it is made when the first large request comes, and UDP takes over where it cannot be (s. 18.1.1) */
export function createLargeRequests({ udp, stream, trunk, clock, log }: { udp: Flow; stream: Flow; trunk: { readonly endpoint: Endpoint }; clock: Clock; log: Log }): LargeRequests {
  let refusedUntilMs = -Infinity;

  async function connects(): Promise<boolean> {
    if (stream.isConnected) return true;
    if (clock.monotonicMs() < refusedUntilMs) return false;
    if ((await stream.connect()).ok) return true;
    refusedUntilMs = clock.monotonicMs() + REFUSED_FOR_MS;
    return false;
  }

  return {
    async flowFor(request, bytes, to) {
      if (bytes <= UDP_LIMIT_BYTES) return udp;
      // Whether another host than the trunk takes TCP at this port nobody said.
      const flow = to.host === trunk.endpoint.host && to.port === trunk.endpoint.port && (await connects()) ? stream : udp;
      log.info('sip.large-request', { method: request.method, bytes, over: flow.protocol });
      return flow;
    },
  };
}
