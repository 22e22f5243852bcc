import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { Unsubscribe } from '../../platform/emitter.ts';
import type { Endpoint } from '../shim/via.ts';

/** Why there is no connection to the trunk. */
export type FlowFailureCode =
  | 'registrar-unreachable' | 'connection-lost' | 'tls-failed' | 'websocket-refused'
  | 'certificate-unknown-authority' | 'certificate-wrong-name' | 'certificate-out-of-date' | 'certificate-changed' | 'certificate-invalid';
export type FlowFailure = Failure<FlowFailureCode>;

/** What a flow reports. A stream transport frames its bytes first, so that `message` always holds one whole message or keep-alive. */
export type FlowFact =
  | { readonly kind: 'message'; readonly bytes: Uint8Array; readonly source: Endpoint }
  /** The network refused what we sent; `reason` is the system's word, for instance ECONNREFUSED. */
  | { readonly kind: 'send-failed'; readonly to: Endpoint; readonly reason: string }
  /** A connection stands, or a socket on another address; `local` is what it is from now on. */
  | { readonly kind: 'connected' }
  /** A connection ended; never reported by UDP. */
  | { readonly kind: 'closed'; readonly reason: string };

/** How messages travel (RFC 3261 s. 18): one socket for UDP, one connection after the other for TCP, TLS, WS and WSS. */
export interface Flow {
  /** As in Via. */
  readonly protocol: 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS';
  /** A reliable transport needs no retransmission (s. 17.1.1.1) and has no limit of 1,300 bytes. */
  readonly isReliable: boolean;
  /** Our address and port as the trunk's side of the network sees the socket without NAT. */
  readonly local: Endpoint;
  /** Always true of UDP. */
  readonly isConnected: boolean;
  subscribe(listener: (fact: FlowFact) => void): Unsubscribe;
  /** Connects where there is no connection, also after one ended; those who ask meanwhile share the attempt. */
  connect(): Promise<Result<void, FlowFailureCode>>;
  /** Connects first where it must. A connection has one other end, whatever `to` says. */
  send(bytes: Uint8Array, to: Endpoint): void;
  /** Keeps the way from the trunk to us open (RFC 5626 s. 3.5); a connection that stays silent after it is given up. */
  ping(to: Endpoint): void;
  /** Leaves an address that is no longer ours on the way to the trunk; whoever listens hears of the new one. */
  rebind(trunk: Endpoint): Promise<Result<void, 'bind-failed'>>;
  /** Gives up a connection on which nobody answers, so that the next `connect` opens another. Nothing to do for UDP. */
  drop(reason: string): void;
  close(): void;
}
