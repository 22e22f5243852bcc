import { headerOf, parseSipMessage, serializeSipMessage, type SipMessage, type SipRequest, type SipResponse } from '../../sip/wire/message.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { isLoopback, type Address } from './address.ts';
import { createClientTransaction, type ClientTransactionHandlers, type RunningClientTransaction } from './client-transaction.ts';
import { markReceived, responseDestination, responseTo } from './response.ts';
import { createServerTransaction, type RunningServerTransaction, type ServerTransaction } from './server-transaction.ts';
import { parseCSeq, parseNameAddress, parseTopVia, tagOf, type Via } from '../../sip/wire/sip-fields.ts';
import { newToken } from './token.ts';

/** Transactions over one UDP socket (RFC 3261 s. 17), without the socket: bytes come in, bytes go out. */
export interface TransactionLayer {
  receive(bytes: Uint8Array, source: Address): void;
  /** Starts a client transaction; the request carries its Via. */
  request(request: SipRequest, destination: Address, handlers: ClientTransactionHandlers): void;
  /** Sends outside any transaction: the ACK of a 2xx. */
  send(message: SipMessage, destination: Address): void;
  /** The server transaction that a CANCEL means (s. 9.2). */
  findCancelled(cancel: SipRequest): ServerTransaction | null;
  close(): void;
}

export interface TransactionUser {
  onRequest(transaction: ServerTransaction): void;
  /** The ACK of a 2xx. */
  onAck(ack: SipRequest): void;
}

export function createTransactionLayer(options: {
  clock: Clock; log: Log; user: TransactionUser; sendBytes: (bytes: Uint8Array, destination: Address) => void;
}): TransactionLayer {
  const { clock, log, user, sendBytes } = options;
  const servers = new Map<string, RunningServerTransaction>();
  const clients = new Map<string, RunningClientTransaction>();

  const send = (message: SipMessage, destination: Address): void => sendBytes(serializeSipMessage(message), destination);

  function receiveRequest(request: SipRequest, via: Via, source: Address): void {
    const key = serverKey(request, via, request.method === 'ACK' ? 'INVITE' : request.method);
    const known = servers.get(key);
    if (request.method === 'ACK') {
      if (!(known?.receiveAck() ?? false)) user.onAck(request);
      return;
    }
    if (known !== undefined) return known.receiveAgain();

    const marked = markReceived(request, source);
    const destination = responseDestination(request, source);
    const transaction = createServerTransaction({
      request: marked, source, clock,
      transmit: (response) => send(response, destination),
      onEnd: () => void servers.delete(key),
    });
    servers.set(key, transaction);
    user.onRequest(transaction);
  }

  function receiveResponse(response: SipResponse, via: Via): void {
    const method = parseCSeq(response)?.method ?? '';
    const transaction = clients.get(clientKey(via.params.get('branch') ?? '', method));
    if (transaction === undefined) return log.debug('practice.stray-response', { statusCode: response.statusCode, method });
    transaction.receive(response);
  }

  return {
    send,
    receive(bytes, source) {
      if (!isLoopback(source.address)) return log.warn('practice.stranger', { address: source.address });
      const message = parseSipMessage(bytes);
      if (message.kind === 'malformed') return isKeepalive(bytes) ? undefined : log.debug('practice.malformed', { reason: message.reason });
      const via = parseTopVia(message);
      if (via === null) return log.debug('practice.malformed', { reason: 'no usable Via' }); // s. 18.2.2: nowhere to answer to
      if (message.kind === 'response') return receiveResponse(message, via);
      const fault = faultOf(message);
      if (fault === null) return receiveRequest(message, via, source);
      log.debug('practice.bad-request', { reason: fault });
      if (message.method !== 'ACK') send(responseTo(markReceived(message, source), 400, { toTag: newToken() }), responseDestination(message, source));
    },
    request(request, destination, handlers) {
      const key = clientKey(parseTopVia(request)?.params.get('branch') ?? '', request.method);
      clients.set(key, createClientTransaction({
        request, clock, ...handlers,
        transmit: (message) => send(message, destination),
        onEnd: () => void clients.delete(key),
      }));
    },
    findCancelled(cancel) {
      const via = parseTopVia(cancel);
      return via === null ? null : (servers.get(serverKey(cancel, via, 'INVITE')) ?? null);
    },
    close() {
      for (const transaction of [...servers.values(), ...clients.values()]) transaction.end();
    },
  };
}

/** RFC 3261 s. 17.2.3; without the magic cookie the older rule of branch-less senders. */
function serverKey(request: SipRequest, via: Via, method: string): string {
  const branch = via.params.get('branch') ?? '';
  const sentBy = `${via.host}:${via.port ?? 5060}`;
  if (branch.startsWith('z9hG4bK')) return `${branch} ${sentBy} ${method}`;
  return [headerOf(request, 'call-id'), parseCSeq(request)?.number, tagOf(request, 'from'), sentBy, branch, method].join(' ');
}

function clientKey(branch: string, method: string): string {
  return `${branch} ${method}`;
}

/** What makes a request unanswerable but with 400 (RFC 3261 s. 8.1.1); null when it is in order. */
function faultOf(request: SipRequest): string | null {
  const sequence = parseCSeq(request);
  if (sequence === null || sequence.method !== request.method) return 'CSeq';
  if (parseNameAddress(headerOf(request, 'from') ?? '') === null || tagOf(request, 'from') === null) return 'From';
  if (parseNameAddress(headerOf(request, 'to') ?? '') === null) return 'To';
  return (headerOf(request, 'call-id') ?? '') === '' ? 'Call-ID' : null;
}

/** CRLF and the single zero byte that phones send to keep a path open (RFC 5626 s. 3.5.1). */
function isKeepalive(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0 || byte === 13 || byte === 10);
}
