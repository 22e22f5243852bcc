import { editHeaders } from '../wire/edit-headers.ts';
import { uriHost } from '../wire/host.ts';
import type { SipMessage } from '../wire/message.ts';

const TEL = /<\s*(tel:[^>]+)>|^\s*(tel:[^;<>\s]+)/i;
const HIDDEN = /sip:[^@>;\s]*@[^>;\s]+;user=phone;x-tel=([0-9a-f]+)/gi;
const IDENTITIES = ['from', 'to', 'p-asserted-identity'];

/** sip.js drops a message whose From or To is a tel URI (RFC 3966) without a word: it goes in as the SIP URI that means the same (RFC 3261 s. 19.1.6) and carries the original along. */
export function hideTelUris<Message extends SipMessage>(message: Message, host: string): Message {
  const hide = (value: string): string => value.replace(TEL, (_whole, bracketed: string | undefined, bare: string | undefined) => {
    const tel = bracketed ?? bare ?? '';
    const number = /^tel:([^;]*)/i.exec(tel)?.[1]?.replace(/[^+\w*]/g, '') ?? '';
    return `<sip:${number}@${uriHost(host)};user=phone;x-tel=${Buffer.from(tel, 'utf8').toString('hex')}>`;
  });
  return IDENTITIES.reduce((edited, name) => editHeaders(edited, name, hide), message);
}

/** The reverse on the way out: From and To stay what the peer wrote (RFC 3261 s. 8.2.6.2, 12.2.1.1). */
export function showTelUris<Message extends SipMessage>(message: Message): Message {
  return ['from', 'to'].reduce((edited, name) => editHeaders(edited, name, telShown), message);
}

/** A text with hidden tel URIs as their peer wrote them. */
export function telShown(text: string): string {
  return text.replace(HIDDEN, (_whole, hex: string) => Buffer.from(hex, 'hex').toString('utf8'));
}
