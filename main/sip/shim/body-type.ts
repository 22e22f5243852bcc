import { withHeader } from '../wire/edit-headers.ts';
import { headerOf, type SipMessage } from '../wire/message.ts';

/**
 * A body must say what it is (RFC 3261 s. 20.15). One that does not makes sip.js throw halfway through a dialog, which it
 * then cannot close: SDP is known by its first line and gets its type, anything else is left out.
 */
export function nameBody<Message extends SipMessage>(message: Message): Message {
  if (message.body.length === 0 || (headerOf(message, 'content-type') ?? '') !== '') return message;
  const isSdp = Buffer.from(message.body.subarray(0, 3)).toString('latin1') === 'v=0';
  return isSdp ? withHeader(message, 'Content-Type', 'application/sdp') : { ...message, body: new Uint8Array() };
}
