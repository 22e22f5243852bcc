import { canonicalName, type SipMessage } from './message.ts';
import { splitList } from './sip-fields.ts';

/** A copy of the message in which every header of this name went through `edit`; null removes it, several values give several lines. */
export function editHeaders<Message extends SipMessage>(message: Message, name: string, edit: (value: string, index: number) => string | readonly string[] | null): Message {
  const wanted = canonicalName(name);
  let index = 0;
  const headers = message.headers.flatMap((header) => {
    if (canonicalName(header.name) !== wanted) return [header];
    const edited = edit(header.value, index++);
    if (edited === null) return [];
    return (typeof edited === 'string' ? [edited] : edited).map((value) => ({ name: header.name, value }));
  });
  return { ...message, headers };
}

/** A copy with one more header at the end. */
export function withHeader<Message extends SipMessage>(message: Message, name: string, value: string): Message {
  return { ...message, headers: [...message.headers, { name, value }] };
}

/** One header line per value for a list header that a peer wrote comma-folded (RFC 3261 s. 7.3.1). */
export function unfoldList<Message extends SipMessage>(message: Message, name: string): Message {
  return editHeaders(message, name, (value) => splitList(value));
}

/** Edits the first header of this name alone. */
export function editFirst<Message extends SipMessage>(message: Message, name: string, edit: (value: string) => string): Message {
  return editHeaders(message, name, (value, index) => (index === 0 ? edit(value) : value));
}
