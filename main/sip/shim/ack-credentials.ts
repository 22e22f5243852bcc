import { canonicalName, headerOf, type SipHeader, type SipRequest } from '../wire/message.ts';
import { parseCSeq } from '../wire/sip-fields.ts';
import { createRecentMap } from './recent-map.ts';
import { branchOf } from './via.ts';

const REMEMBERED_INVITES = 100;

/** Gives the ACK of a 2xx the credentials of its INVITE (RFC 3261 s. 22.1): it cannot be challenged, and proxies that ask for them drop it without; sip.js leaves them out. */
export function createAckCredentials(): { complete(request: SipRequest): SipRequest } {
  const invites = createRecentMap<{ readonly branch: string | null; readonly credentials: readonly SipHeader[] }>(REMEMBERED_INVITES);
  return {
    complete(request) {
      const key = `${headerOf(request, 'call-id') ?? ''} ${parseCSeq(request)?.number ?? ''}`;
      if (request.method === 'INVITE') invites.set(key, { branch: branchOf(request), credentials: request.headers.filter(({ name }) => /^(?:proxy-)?authorization$/.test(canonicalName(name))) });
      if (request.method !== 'ACK') return request;
      const invite = invites.get(key);
      // The ACK of a refusal is part of the INVITE's transaction and repeats only what s. 17.1.1.3 names.
      return invite === undefined || invite.branch === branchOf(request) ? request : { ...request, headers: [...request.headers, ...invite.credentials] };
    },
  };
}
