import { canonicalName, type SipMessage, type SipRequest, type SipResponse } from '../wire/message.ts';
import { addressToContact } from './inbound-request.ts';
import { nameBody } from './body-type.ts';
import { addMissingCaller, addMissingContact } from './missing-contact.ts';
import { hideTelUris } from './tel-uri.ts';
import { noteSource, restoreSentBy, unfoldVia, type Endpoint } from './via.ts';

/** Header names in their long form (RFC 3261 s. 7.3.3). */
export function expandCompactNames<Message extends SipMessage>(message: Message): Message {
  return { ...message, headers: message.headers.map((header) => ({ ...header, name: header.name.length === 1 ? canonicalName(header.name) : header.name })) };
}

/** A request as sip.js can read it, with its true source in Via. */
export function prepareRequest(request: SipRequest, source: Endpoint, contactUri: string, trunkHost: string): SipRequest {
  const noted = noteSource(unfoldVia(nameBody(addMissingCaller(expandCompactNames(request)))), source);
  return addressToContact(hideTelUris(noted, trunkHost), contactUri);
}

/** A response as sip.js can read it: its Via as sip.js wrote it. */
export function prepareResponse(response: SipResponse, source: Endpoint, ours: Endpoint, trunkHost: string): SipResponse {
  const restored = restoreSentBy(unfoldVia(nameBody(expandCompactNames(response))), ours);
  return addMissingContact(hideTelUris(restored, trunkHost), source);
}
