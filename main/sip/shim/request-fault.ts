import { canonicalName, headersOf, type SipHeader, type SipRequest } from '../wire/message.ts';
import { optionTags, parseCSeq, parseSipUri, splitList } from '../wire/sip-fields.ts';

/** Why a request gets no further than here. */
export interface RequestFault {
  readonly statusCode: 400 | 406 | 416 | 420;
  readonly headers: readonly SipHeader[];
}

/** Of these a request has one each (RFC 3261 s. 8.1.1, table 2). */
const ONCE = ['from', 'to', 'call-id', 'cseq'];
const AT_MOST_ONCE = ['max-forwards', 'content-length'];
/** Its INVITEs are judged where calls are; a request within a dialog speaks of what was agreed already. */
const JUDGED_ELSEWHERE = new Set(['INVITE', 'ACK', 'CANCEL', 'BYE', 'PRACK', 'UPDATE']);
const ABSOLUTE_URI = /^[a-z][a-z0-9+.-]*:/i;
const SERVED_SCHEME = /^(?:sips?|tel):/i;

/**
 * What RFC 3261 s. 8.2 wants refused and sip.js lets pass, as RFC 4475 s. 3.1.2 and 3.3 have it: fields that are missing, doubled or at odds, a Request-URI that is none or that nobody here serves,
 * extensions required of other requests than INVITE, an INVITE whose caller reads no SDP. Null: it may go on.
 */
export function faultOf(request: SipRequest): RequestFault | null {
  const cseq = parseCSeq(request);
  if (ONCE.some((name) => headersOf(request, name).length !== 1) || AT_MOST_ONCE.some((name) => new Set(headersOf(request, name)).size > 1)) return fault(400);
  if (cseq === null || cseq.method !== request.method) return fault(400); // s. 8.1.1.5
  const uriFault = faultOfUri(request.requestUri);
  if (uriFault !== null) return uriFault;
  const required = JUDGED_ELSEWHERE.has(request.method) ? [] : optionTags(request, 'require');
  if (required.length > 0) return fault(420, [{ name: 'Unsupported', value: required.join(', ') }]);
  return request.method === 'INVITE' && !readsSdp(request) ? fault(406, [{ name: 'Accept', value: 'application/sdp' }]) : null;
}

/** s. 8.2.2.1; a Request-URI carries no header fields (s. 19.1.1). */
function faultOfUri(uri: string): RequestFault | null {
  if (!ABSOLUTE_URI.test(uri)) return fault(400);
  if (!SERVED_SCHEME.test(uri)) return fault(416);
  if (/^tel:/i.test(uri)) return null;
  const afterUser = uri.slice(uri.lastIndexOf('@') + 1);
  return parseSipUri(uri) === null || (/^sips?:/i.test(uri) && afterUser.includes('?')) ? fault(400) : null;
}

/** What a caller does not say it reads is SDP (s. 20.1, 13.2.1). */
function readsSdp(request: SipRequest): boolean {
  if (!request.headers.some(({ name }) => canonicalName(name) === 'accept')) return true;
  return headersOf(request, 'accept').flatMap(splitList).some((range) => /^(?:application\/(?:sdp|\*)|\*\/\*)\s*(?:;|$)/i.test(range));
}

function fault(statusCode: RequestFault['statusCode'], headers: readonly SipHeader[] = []): RequestFault {
  return { statusCode, headers };
}
