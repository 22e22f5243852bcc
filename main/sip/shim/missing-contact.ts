import { withHeader } from '../wire/edit-headers.ts';
import { uriHost } from '../wire/host.ts';
import { headerOf, type SipRequest, type SipResponse } from '../wire/message.ts';
import { parseNameAddress } from '../wire/sip-fields.ts';
import { methodOf, type Endpoint } from './via.ts';

/** A 180 without Contact is lawful (RFC 3261 s. 20, table 2) but sip.js drops it, and so it drops a 2xx; where it came from stands in. */
export function addMissingContact(response: SipResponse, source: Endpoint): SipResponse {
  const opensDialog = methodOf(response) === 'INVITE' && response.statusCode > 100 && response.statusCode < 300;
  return opensDialog && headerOf(response, 'contact') === undefined ? withHeader(response, 'Contact', `<sip:${uriHost(source.host)}:${source.port}>`) : response;
}

/** An INVITE of RFC 2543 may come without Contact, which sip.js refuses: its From stands in, as it did there (RFC 4475 s. 3.4.1). */
export function addMissingCaller(request: SipRequest): SipRequest {
  if (request.method !== 'INVITE' || headerOf(request, 'contact') !== undefined) return request;
  const caller = parseNameAddress(headerOf(request, 'from') ?? '');
  return caller === null ? request : withHeader(request, 'Contact', `<${caller.uri}>`);
}
