import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { createEmitter } from '../../platform/emitter.ts';
import type { Endpoint } from '../shim/via.ts';
import type { Flow, FlowFact, FlowFailureCode } from './flow.ts';

/** RFC 5626 s. 4.4.1: a peer that answers pings answers within ten seconds. */
export const PONG_WITHIN_MS = 10_000;

/** One connection from its opening to its end. */
export interface Link {
  readonly local: Endpoint;
  send(bytes: Uint8Array): void;
  ping(): void;
  /** Lets what was sent leave, then ends. Reports nothing any more. */
  close(): void;
}

export interface LinkEvents {
  readonly onMessage: (bytes: Uint8Array, source: Endpoint) => void;
  readonly onPong: () => void;
  /** Once, where `close` was not called. */
  readonly onClosed: (reason: string) => void;
}

/** @param localPort the port to open it from where that is possible: the trunk knows us by it */
export type OpenLink = (localPort: number | null, events: LinkEvents) => Promise<Result<Link, FlowFailureCode>>;

interface ConnectedFlowOptions {
  readonly protocol: Exclude<Flow['protocol'], 'UDP'>;
  /** Our address on the way there, until a connection tells better. */
  readonly localHost: string;
  readonly openLink: OpenLink;
  readonly clock: Clock;
}

/**
 * A flow of one connection after the other. It connects when asked and never by itself: whoever registers over it decides when.
 * A new connection comes from the old one's port, so that Contact and Via stay what the trunk knows, and its calls find us.
 */
export function createConnectedFlow({ protocol, localHost, openLink, clock }: ConnectedFlowOptions): Flow {
  const facts = createEmitter<FlowFact>();
  let local: Endpoint = { host: localHost, port: 0 };
  let link: Link | null = null;
  let connecting: Promise<Result<void, FlowFailureCode>> | null = null;
  let isClosed = false;
  let hasPonged = false;
  let pongLimit: Timer | null = null;

  function heard(): void {
    pongLimit?.cancel();
    pongLimit = null;
  }

  function ended(reason: string): void {
    heard();
    link = null;
    facts.emit({ kind: 'closed', reason });
  }

  async function open(): Promise<Result<void, FlowFailureCode>> {
    hasPonged = false;
    const opened = await openLink(local.port === 0 ? null : local.port, {
      onMessage(bytes, source) {
        heard();
        facts.emit({ kind: 'message', bytes, source });
      },
      onPong() {
        hasPonged = true;
        heard();
      },
      onClosed: ended,
    });
    if (!opened.ok) return opened;
    if (isClosed) {
      opened.value.close();
      return failure('connection-lost', 'The line was closed while it connected.');
    }
    link = opened.value;
    local = link.local;
    facts.emit({ kind: 'connected' });
    return success();
  }

  const flow: Flow = {
    protocol,
    isReliable: true,
    get local() { return local; },
    get isConnected() { return link !== null; },
    subscribe: (listener) => facts.subscribe(listener),
    async connect() {
      if (link !== null) return success();
      if (isClosed) return failure('connection-lost', 'This line is closed.');
      connecting ??= open().finally(() => { connecting = null; });
      return connecting;
    },
    send(bytes, to) {
      if (link !== null) return link.send(bytes);
      void flow.connect().then((connected) => {
        if (connected.ok) link?.send(bytes);
        else if (!isClosed) facts.emit({ kind: 'send-failed', to, reason: connected.error.detail ?? connected.error.code });
      });
    },
    ping() {
      if (link === null) return;
      link.ping();
      // Not every server answers; of one that did, silence means that the connection is dead.
      if (hasPonged) pongLimit ??= clock.startTimer(PONG_WITHIN_MS, () => flow.drop('no answer to a keep-alive'));
    },
    async rebind() {
      flow.drop('the network changed'); // the next connection is made over the network that there is
      return success();
    },
    drop(reason) {
      if (link === null) return;
      link.close();
      ended(reason);
    },
    close() {
      isClosed = true;
      heard();
      link?.close();
      link = null;
    },
  };
  return flow;
}
