import { editHeaders } from '../wire/edit-headers.ts';
import type { SipMessage } from '../wire/message.ts';

const HOST_AND_PORT = /(<sips?:[^@>]*@)[^;>]+/i;

/**
 * Gives what we send within calls the host and port of our Contact of now: sip.js keeps for each call the Contact that it began with,
 * and a re-INVITE could not tell the peer where we are (RFC 3261 s. 12.2.1.1). REGISTER and redirections name their Contacts themselves.
 */
export function withOwnContact<Message extends SipMessage>(message: Message, contactUri: string): Message {
  const hostAndPort = /@([^;>]+)/.exec(contactUri)?.[1];
  const namesItself = message.kind === 'request' ? message.method === 'REGISTER' : message.statusCode >= 300;
  return hostAndPort === undefined || namesItself ? message : editHeaders(message, 'contact', (value) => value.replace(HOST_AND_PORT, (_whole, user: string) => `${user}${hostAndPort}`));
}
