import { isIP } from 'node:net';
import { EmitterImpl, TransportState, type Transport } from 'sip.js';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { createAckCredentials } from '../shim/ack-credentials.ts';
import { createAcquaintances } from '../shim/acquaintances.ts';
import { createClientRetransmission } from '../shim/client-retransmission.ts';
import { separateCredentials } from '../shim/credentials-of-realms.ts';
import { createRefusalRetransmission } from '../shim/refusal-retransmission.ts';
import { createChallengeShim } from '../shim/answerable-challenge.ts';
import { prepareRequest, prepareResponse } from '../shim/readable-message.ts';
import { nextHop } from '../shim/next-hop.ts';
import { isPing, startPings, withoutLeadingLineEnds } from '../shim/ping.ts';
import { withOwnContact } from '../shim/own-contact.ts';
import { createRecentMap } from '../shim/recent-map.ts';
import { showTelUris } from '../shim/tel-uri.ts';
import { socketHost } from '../wire/host.ts';
import { faultOf } from '../shim/request-fault.ts';
import { refusalOfUnreadable, refuse } from '../shim/unreadable-request.ts';
import { branchOf, noteSource, responseTarget, unfoldVia, writeSentBy, type Endpoint } from '../shim/via.ts';
import { headerOf, parseSipMessage, serializeSipMessage, type MalformedSip, type SipMessage, type SipRequest, type SipResponse } from '../wire/message.ts';
import type { SessionTimers } from '../session-timer/session-timers.ts';
import type { Flow, FlowFact } from './flow.ts';
import { createLargeRequests } from './large-requests.ts';
import type { LookUp } from './trunk-address.ts';
import type { TrunkServers } from './trunk-servers.ts';

const DEFAULT_PORT = 5060;
const REMEMBERED_BRANCHES = 500;

export interface TransportOptions {
  readonly flow: Flow;
  /** Beside UDP: a connection to the trunk for what is too large for a datagram. */
  readonly stream: Flow | null;
  readonly trunk: TrunkServers;
  /** The URI of our Contact, to which sip.js answers; known once the user agent is made. */
  contactUri(): string;
  readonly clock: Clock;
  readonly log: Log;
  readonly lookUp: LookUp;
  readonly sessionTimers: Pick<SessionTimers, 'outgoing' | 'incoming'>;
  /** While a call's answer is being taken in: settles when sip.js may hear more of this Call-ID. Null at all other times. */
  settling(callId: string): Promise<void> | null;
  /** Whether anybody may call, not the trunk alone. */
  readonly isOpenToStrangers: boolean;
  /** A datagram came from an address that is none of the trunk's. */
  onStranger(): void;
}

/** Over what and to where a request goes. */
interface Way {
  readonly over: Flow;
  readonly to: Endpoint;
}

/** The transport that sip.js is given: it supplies what RFC 3261 asks of UDP and what sip.js, made for WebSocket, leaves out (see README.md). */
export function createSipTransport(options: TransportOptions): Transport {
  const { flow, stream, trunk, clock, log } = options;
  const stateChange = new EmitterImpl<TransportState>();
  let state = TransportState.Disconnected;
  const requests = createClientRetransmission(clock);
  const refusals = createRefusalRetransmission(clock);
  const challenges = createChallengeShim();
  const ackCredentials = createAckCredentials();
  /** Where each transaction's request went: its CANCEL and the ACK of its refusal go there too (s. 9.1, 17.1.1.3). */
  const routes = createRecentMap<Way>(REMEMBERED_BRANCHES);
  /** Over which flow a transaction's request came: its responses go back over it (s. 18.2.2). */
  const arrivals = createRecentMap<Flow>(REMEMBERED_BRANCHES);
  const largeRequests = stream === null ? null : createLargeRequests({ udp: flow, stream, trunk, clock, log });
  const acquaintances = createAcquaintances(trunk.hosts, options.isOpenToStrangers);
  let stopListening: (() => void)[] = [];
  let pings: { stop(): void } | null = null;

  function moveTo(next: TransportState): void {
    state = next;
    stateChange.emit(next);
  }

  async function targetOf(request: SipRequest): Promise<Endpoint> {
    if (flow.isReliable) return trunk.endpoint; // the connection has one other end
    const hop = nextHop(request);
    if (hop.kind === 'proxy') return trunk.endpoint;
    const port = hop.port ?? DEFAULT_PORT;
    const host = socketHost(hop.host);
    if (isIP(host) !== 0) return { host, port };
    const [address] = await options.lookUp(host).catch(() => []);
    return address === undefined ? trunk.endpoint : { host: address, port };
  }

  /** @throws Error when there is no connection and none can be had: sip.js makes it a 503 (s. 8.1.3.1) */
  async function sendRequest(request: SipRequest): Promise<void> {
    const connected = await flow.connect();
    if (!connected.ok) throw new Error(connected.error.message);
    const branch = branchOf(request) ?? '';
    const { over, to } = routes.get(branch) ?? await wayOf(request);
    routes.set(branch, { over, to });
    const bytes = serializeSipMessage(writeSentBy(request, over));
    over.send(bytes, to);
    if (!over.isReliable) requests.sent(request, () => over.send(bytes, to));
  }

  async function wayOf(request: SipRequest): Promise<Way> {
    const to = await targetOf(request);
    if (largeRequests === null) return { over: flow, to };
    return { over: await largeRequests.flowFor(request, serializeSipMessage(writeSentBy(request, flow)).length, to), to };
  }

  function sendResponse(message: SipResponse): void {
    const to = responseTarget(message);
    if (to === null) return log.warn('sip.unroutable-response', { statusCode: message.statusCode });
    const bytes = serializeSipMessage(message);
    const over = arrivals.get(branchOf(message) ?? '') ?? flow;
    over.send(bytes, to);
    if (!over.isReliable) refusals.sent(message, () => over.send(bytes, to));
  }

  function receive(over: Flow, bytes: Uint8Array, source: Endpoint): void {
    if (!acquaintances.isKnown(source.host)) return options.onStranger();
    if (isPing(bytes)) return;
    const message = parseSipMessage(withoutLeadingLineEnds(bytes));
    if (message.kind === 'malformed') return refuseMalformed(message, bytes.length, source);
    if (!acquaintances.mayHear(message, source.host)) return options.onStranger();
    acquaintances.heard(message, source.host);
    if (message.kind === 'response') return receiveResponse(prepareResponse(message, source, over.local, trunk.endpoint.host));
    if (over !== flow) arrivals.set(branchOf(message) ?? '', over);
    const request = prepareRequest(message, source, options.contactUri(), trunk.endpoint.host);
    const fault = message.method === 'ACK' ? null : faultOf(message);
    const refusal = fault === null ? null : refuse(request, fault);
    if (refusal !== null) return sendResponse(refusal);
    receiveRequest(request);
  }

  function refuseMalformed({ reason, refusable }: MalformedSip, bytes: number, source: Endpoint): void {
    log.warn('sip.malformed', { reason, bytes });
    if (refusable === undefined || !acquaintances.mayHear(refusable.request, source.host)) return;
    const refusal = refuse(noteSource(unfoldVia(refusable.request), source), { statusCode: refusable.statusCode, headers: [] });
    if (refusal !== null) sendResponse(refusal);
  }

  function receiveResponse(response: SipResponse): void {
    requests.received(response);
    options.sessionTimers.incoming(response);
    handOver(challenges.rewrite(response));
  }

  function receiveRequest(request: SipRequest): void {
    refusals.received(request);
    options.sessionTimers.incoming(request);
    const settling = options.settling(headerOf(request, 'call-id') ?? '');
    // sip.js leaves a BYE unanswered that comes while the answer of a 200 is still being taken in.
    if (settling === null || request.method === 'ACK') {
      handOver(request);
      return options.sessionTimers.incoming(request); // a first INVITE has a call only now
    }
    void settling.then(() => clock.startTimer(0, () => handOver(request)));
  }

  /** sip.js throws on some messages that its grammar accepts; no peer may end the process by one. */
  function handOver(message: SipMessage): void {
    const text = serializeSipMessage(message).toString('utf8');
    const refusal = message.kind === 'request' ? refusalOfUnreadable(message, text) : null;
    if (refusal !== null) return sendResponse(refusal);
    try {
      transport.onMessage?.(text);
    } catch (error) {
      log.error('sip.stack-threw', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }

  function noteFlow(over: Flow, fact: Exclude<FlowFact, { kind: 'message' }>): void {
    log[fact.kind === 'connected' ? 'info' : 'warn']('sip.flow', { protocol: over.protocol, ...fact });
    if (over === flow && fact.kind === 'connected') stream?.drop('the network changed');
  }

  function disconnect(): void {
    for (const stop of stopListening) stop();
    stream?.close();
    pings?.stop();
    requests.stop();
    refusals.stop();
    if (state === TransportState.Connected) moveTo(TransportState.Disconnected);
  }

  const transport: Transport = {
    get state() { return state; },
    protocol: flow.protocol,
    stateChange,
    onConnect: undefined,
    onDisconnect: undefined,
    onMessage: undefined,
    isConnected: () => state === TransportState.Connected,
    async connect() {
      if (state === TransportState.Connected) return;
      moveTo(TransportState.Connecting);
      stopListening = [flow, ...(stream === null ? [] : [stream])].map((over) => over.subscribe((fact) => {
        if (fact.kind === 'message') receive(over, fact.bytes, fact.source);
        else noteFlow(over, fact);
      }));
      pings = startPings(clock, () => flow.ping(trunk.endpoint));
      moveTo(TransportState.Connected);
      transport.onConnect?.();
    },
    disconnect: async () => disconnect(),
    dispose: async () => disconnect(),
    async send(text) {
      const parsed = parseSipMessage(Buffer.from(text, 'utf8'));
      if (parsed.kind === 'malformed') throw new Error(`sip.js wrote a message that is none: ${parsed.reason}`);
      const message = options.sessionTimers.outgoing(withOwnContact(showTelUris(parsed), options.contactUri()));
      if (message.kind === 'request') await sendRequest(ackCredentials.complete(separateCredentials(message)));
      else sendResponse(message);
    },
  };
  return transport;
}
