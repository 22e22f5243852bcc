import { isIP } from 'node:net';
import { socketHost, uriHost } from '../wire/host.ts';
import { editFirst, unfoldList } from '../wire/edit-headers.ts';
import { headerOf, type SipMessage, type SipRequest, type SipResponse } from '../wire/message.ts';
import { parseTopVia } from '../wire/sip-fields.ts';

/** An IP address (or a name still to be looked up) and a port. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const SENT_BY = /^(SIP\s*\/\s*2\.0\s*\/\s*\w+)\s+([^\s;,]+)/i;
const DEFAULT_PORT = 5060;

/**
 * Writes transport, address and port of the flow into the top Via and asks for the answer to come back to where it was seen to come from (RFC 3581 s. 3).
 * sip.js writes the host alone.
 */
export function writeSentBy(request: SipRequest, { protocol, local }: { readonly protocol: string; readonly local: Endpoint }): SipRequest {
  return editFirst(request, 'via', (value) => {
    const sent = value.replace(SENT_BY, `SIP/2.0/${protocol} ${uriHost(local.host)}:${local.port}`);
    return parseTopViaOf(sent)?.params.has('rport') === true ? sent : `${sent};rport`;
  });
}

/** What sip.js writes into Via, and asks of every response to hold: the true address takes its place on the wire. */
export const SIPJS_SENT_BY = 'phone.invalid';

/** Puts back the sent-by that sip.js wrote: it drops a response whose Via carries a port. A Via that is not ours stays, and sip.js drops it (RFC 3261 s. 18.1.2). */
export function restoreSentBy(response: SipResponse, ours: Endpoint): SipResponse {
  const via = parseTopVia(response);
  if (via === null || socketHost(via.host) !== ours.host || via.port !== ours.port) return response;
  return editFirst(response, 'via', (value) => value.replace(SENT_BY, (_whole, protocol: string) => `${protocol} ${SIPJS_SENT_BY}`));
}

/** One Via per line: of a comma-folded header sip.js reads the branch of the last. */
export function unfoldVia<Message extends SipMessage>(message: Message): Message {
  return unfoldList(message, 'via');
}

/** Notes in the top Via where a request really came from (RFC 3261 s. 18.2.1, RFC 3581 s. 4). */
export function noteSource(request: SipRequest, source: Endpoint): SipRequest {
  const via = parseTopVia(request);
  if (via === null) return request;
  const wantsPort = via.params.has('rport');
  if (!wantsPort && socketHost(via.host) === source.host && !via.params.has('received')) return request;
  return editFirst(request, 'via', (value) => {
    const bare = value.replace(/;\s*(?:received|rport)\s*(?:=[^;,\s]*)?/gi, '');
    return `${bare};received=${source.host}${wantsPort ? `;rport=${source.port}` : ''}`;
  });
}

/** Where a response goes: received and rport of its top Via before sent-by (RFC 3261 s. 18.2.2, RFC 3581 s. 4); null when the Via is unreadable. */
export function responseTarget(response: SipResponse): Endpoint | null {
  const via = parseTopVia(response);
  if (via === null) return null;
  const rport = Number(via.params.get('rport') || Number.NaN);
  return { host: socketHost(via.params.get('received') ?? via.host), port: Number.isInteger(rport) ? rport : (via.port ?? DEFAULT_PORT) };
}

/** Where the trunk saw our request come from (RFC 3581 s. 4, RFC 3261 s. 18.2.1), which behind a NAT is another address than ours; null where it does not say. */
export function seenFrom(response: SipResponse): Endpoint | null {
  const via = parseTopVia(response);
  const received = socketHost(via?.params.get('received') ?? '');
  const rport = Number(via?.params.get('rport') || Number.NaN);
  return isIP(received) === 0 || !Number.isInteger(rport) || rport < 1 || rport > 65_535 ? null : { host: received, port: rport };
}

/** The branch of the top Via, by which a transaction is known (RFC 3261 s. 17.1.3). */
export function branchOf(message: SipMessage): string | null {
  return parseTopVia(message)?.params.get('branch') ?? null;
}

function parseTopViaOf(value: string): ReturnType<typeof parseTopVia> {
  return parseTopVia({ kind: 'response', statusCode: 100, reasonPhrase: '', headers: [{ name: 'Via', value }], body: new Uint8Array() });
}

/** The method of the CSeq: what a response answers. */
export function methodOf(message: SipMessage): string {
  return message.kind === 'request' ? message.method : (headerOf(message, 'cseq')?.split(/\s+/)[1] ?? '');
}
