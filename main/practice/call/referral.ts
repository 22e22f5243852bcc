import { headerOf, type SipRequest } from '../../sip/wire/message.ts';
import { parseNameAddress, parseSipUri } from '../../sip/wire/sip-fields.ts';
import type { Address } from '../signalling/address.ts';
import { requestInDialog, type Dialog } from '../signalling/dialog.ts';

/** What became of a transfer, as a sipfrag tells it (RFC 3515 s. 2.4.5). */
const FRAGMENTS = { trying: 'SIP/2.0 100 Trying', answers: 'SIP/2.0 200 OK', busy: 'SIP/2.0 486 Busy Here', unknown: 'SIP/2.0 404 Not Found' } as const;
export type ReferralState = keyof typeof FRAGMENTS;

/** The number that a REFER asks us to call; null where it names none. */
export function referredNumber(request: SipRequest): string | null {
  const uri = parseNameAddress(headerOf(request, 'refer-to') ?? '')?.uri ?? '';
  return parseSipUri(uri)?.user ?? null;
}

/** The NOTIFY of the subscription that a REFER makes; every state but the first ends it. */
export function notifyOf(dialog: Dialog, local: Address, state: ReferralState): SipRequest {
  const notify = requestInDialog(dialog, 'NOTIFY', local);
  const headers = [
    ...notify.headers,
    { name: 'Event', value: 'refer' },
    { name: 'Subscription-State', value: state === 'trying' ? 'active;expires=60' : 'terminated;reason=noresource' },
    { name: 'Contact', value: `<sip:${local.address}:${local.port}>` },
    { name: 'Content-Type', value: 'message/sipfrag;version=2.0' },
  ];
  return { ...notify, headers, body: Buffer.from(`${FRAGMENTS[state]}\r\n`, 'utf8') };
}
