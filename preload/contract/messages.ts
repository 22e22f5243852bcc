import { z } from 'zod';
import { RemoteParty } from './calls.ts';
import { AccountId, DialString, EpochMs, FailureShape, Nothing, Revision } from './primitives.ts';
import { event, request } from './definition.ts';

/** In UTF-8. RFC 3428 s. 8 keeps a MESSAGE below 1,300 bytes, headers included, since one hop may be UDP. */
export const MOST_MESSAGE_BYTES = { sent: 800, received: 8_192 } as const;

const MessageId = z.string().min(1).max(100);
const ConversationUri = z.string().min(1).max(300);

export const MessageState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('received'), isRead: z.boolean() }),
  z.strictObject({ kind: z.literal('sending') }),
  /** 200: it is there; 202: the server keeps it until it can be. */
  z.strictObject({ kind: z.literal('delivered'), sipStatus: z.number().int() }),
  z.strictObject({ kind: z.literal('failed'), failure: FailureShape }),
]);
export type MessageState = z.infer<typeof MessageState>;

/** One text message; those of one account with one `party.uri` make a conversation. */
export const TextMessage = z.strictObject({
  messageId: MessageId,
  accountId: AccountId,
  party: RemoteParty.extend({ uri: ConversationUri }),
  text: z.string().max(MOST_MESSAGE_BYTES.received),
  atMs: EpochMs,
  state: MessageState,
  /** By what a repetition of a received message is known. */
  messageKey: z.string().max(300).nullable(),
});
export type TextMessage = z.infer<typeof TextMessage>;

export const Conversation = z.strictObject({
  accountId: AccountId,
  party: RemoteParty.extend({ uri: ConversationUri }),
  /** The beginning of its newest message. */
  lastText: z.string(),
  lastAtMs: EpochMs,
  unread: z.number().int().nonnegative(),
});
export type Conversation = z.infer<typeof Conversation>;

/** Newest first. */
export const MessagesSnapshot = z.strictObject({ revision: Revision, conversations: z.array(Conversation), unread: z.number().int().nonnegative() });
export type MessagesSnapshot = z.infer<typeof MessagesSnapshot>;

const OneConversation = z.strictObject({ accountId: AccountId, uri: ConversationUri });

export const messageRequests = {
  get: request({ channel: 'messages.get', input: Nothing, output: MessagesSnapshot, errors: [] }),
  /** The newest 200 of a conversation, oldest first. */
  getConversation: request({ channel: 'messages.getConversation', input: OneConversation, output: z.strictObject({ messages: z.array(TextMessage) }), errors: [] }),
  markRead: request({ channel: 'messages.markRead', input: OneConversation, output: Nothing, errors: ['store-failed'] }),
  /** Kept first, then sent; what becomes of it shows in the conversation. */
  send: request({
    channel: 'messages.send',
    input: z.strictObject({ accountId: AccountId.nullable(), destination: DialString, text: z.string().min(1).max(MOST_MESSAGE_BYTES.sent) }),
    output: OneConversation,
    errors: ['no-account', 'not-registered', 'bad-destination', 'message-too-long', 'store-failed'],
  }),
  removeConversation: request({ channel: 'messages.removeConversation', input: OneConversation, output: Nothing, errors: ['store-failed'] }),
} as const;

export const messageEvents = { changed: event({ channel: 'messages.changed', snapshot: MessagesSnapshot }) } as const;
