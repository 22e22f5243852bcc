import { withHeader } from '../wire/edit-headers.ts';
import type { SipRequest } from '../wire/message.ts';

/** Where the Request-URI stands that the trunk really sent. */
export const ORIGINAL_REQUEST_URI = 'X-Original-RURI';

/**
 * Gives a request the Request-URI of our Contact: sip.js refuses sips with 416 and any user part but ours with 404,
 * while trunks deliver the dialled number there and send OPTIONS without a user. The original stays in X-Original-RURI.
 */
export function addressToContact(request: SipRequest, contactUri: string): SipRequest {
  if (request.requestUri === contactUri) return request;
  return { ...withHeader(request, ORIGINAL_REQUEST_URI, request.requestUri), requestUri: contactUri };
}
