import type { Unsubscribe } from '../../platform/emitter.ts';
import type { Endpoint } from '../shim/via.ts';

/** What a flow reports. A stream transport frames its bytes first, so that `message` always holds one whole message or keep-alive. */
export type FlowFact =
  | { readonly kind: 'message'; readonly bytes: Uint8Array; readonly source: Endpoint }
  /** The network refused what we sent; `reason` is the system's word, for instance ECONNREFUSED. */
  | { readonly kind: 'send-failed'; readonly to: Endpoint; readonly reason: string }
  /** A connection ended; never reported by UDP. */
  | { readonly kind: 'closed'; readonly reason: string };

/** How messages travel (RFC 3261 s. 18): one socket for UDP, one connection for TCP, TLS, WS and WSS. */
export interface Flow {
  /** As in Via. */
  readonly protocol: 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS';
  /** A reliable transport needs no retransmission (s. 17.1.1.1) and has no limit of 1,300 bytes. */
  readonly isReliable: boolean;
  /** Our address and port as the trunk's side of the network sees the socket without NAT. */
  readonly local: Endpoint;
  subscribe(listener: (fact: FlowFact) => void): Unsubscribe;
  send(bytes: Uint8Array, to: Endpoint): void;
  close(): void;
}
