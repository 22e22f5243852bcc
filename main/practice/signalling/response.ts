import { canonicalName, type SipHeader, type SipRequest, type SipResponse } from '../../sip/wire/message.ts';
import { isLoopback, type Address } from './address.ts';
import { parseTopVia, splitList, tagOf } from '../../sip/wire/sip-fields.ts';

export const ALLOWED_METHODS = 'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO, REFER';
const SERVER: SipHeader = { name: 'Server', value: 'Sidetone practice line' };

const PHRASES: Readonly<Record<number, string>> = {
  100: 'Trying', 180: 'Ringing', 183: 'Session Progress', 200: 'OK', 202: 'Accepted', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found',
  405: 'Method Not Allowed', 407: 'Proxy Authentication Required', 415: 'Unsupported Media Type', 420: 'Bad Extension', 423: 'Interval Too Brief',
  480: 'Temporarily Unavailable', 481: 'Call/Transaction Does Not Exist', 486: 'Busy Here', 487: 'Request Terminated', 488: 'Not Acceptable Here',
  500: 'Server Internal Error', 503: 'Service Unavailable',
};

export interface ResponseParts {
  /** Put on To where the request had none (RFC 3261 s. 8.2.6.2). */
  readonly toTag?: string;
  readonly headers?: readonly SipHeader[];
  readonly body?: string;
  readonly contentType?: string;
}

/** A response to this request (RFC 3261 s. 8.2.6): Via, From, To, Call-ID and CSeq as they came, To with our tag. */
export function responseTo(request: SipRequest, statusCode: number, parts: ResponseParts = {}): SipResponse {
  const copied = request.headers.filter((header) => ['via', 'from', 'to', 'call-id', 'cseq'].includes(canonicalName(header.name)));
  const needsTag = parts.toTag !== undefined && tagOf(request, 'to') === null;
  const headers = copied.map((header) => (needsTag && canonicalName(header.name) === 'to' ? { ...header, value: `${header.value};tag=${parts.toTag}` } : header));
  const body = Buffer.from(parts.body ?? '', 'utf8');
  const typed = body.length > 0 ? [{ name: 'Content-Type', value: parts.contentType ?? 'application/sdp' }] : [];
  return { kind: 'response', statusCode, reasonPhrase: PHRASES[statusCode] ?? '', headers: [...headers, ...(parts.headers ?? []), SERVER, ...typed], body };
}

/** The request as the server sees it: its top Via marked with where it came from (RFC 3261 s. 18.2.1, RFC 3581 s. 4). */
export function markReceived(request: SipRequest, source: Address): SipRequest {
  let isMarked = false;
  const headers = request.headers.map((header) => {
    if (isMarked || canonicalName(header.name) !== 'via') return header;
    isMarked = true;
    const [top = '', ...others] = splitList(header.value);
    const withPort = top.replace(/;\s*rport(?=\s*(?:;|$))/i, `;rport=${source.port}`);
    return { ...header, value: [`${withPort};received=${source.address}`, ...others].join(', ') };
  });
  return { ...request, headers };
}

/** Where the response goes (RFC 3261 s. 18.2.2): back to the source port if asked by rport, else to the port of sent-by. */
export function responseDestination(request: SipRequest, source: Address): Address {
  const via = parseTopVia(request);
  const wantsSourcePort = via?.params.has('rport') ?? true;
  return { address: isLoopback(source.address) ? source.address : '127.0.0.1', port: wantsSourcePort ? source.port : (via?.port ?? 5060) };
}
