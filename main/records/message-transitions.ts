import type { Conversation, MessageState, TextMessage } from '../../preload/contract/messages.ts';
import type { AccountId } from '../../preload/contract/primitives.ts';
import type { StoreData } from './record-store.ts';

/** Of an account, with one party. */
export interface ConversationKey {
  readonly accountId: AccountId;
  readonly uri: string;
}

const SHOWN_CHARACTERS = 120;
/** The newest of a conversation that the screen is given. */
const SHOWN_MESSAGES = 200;

const isOf = ({ accountId, uri }: ConversationKey) => (message: TextMessage): boolean => message.accountId === accountId && message.party.uri === uri;
const isUnread = ({ state }: TextMessage): boolean => state.kind === 'received' && !state.isRead;

/** Adds a message; a received one that is here already changes nothing. */
export function withMessage(data: StoreData, message: TextMessage): StoreData {
  const isRepeated = message.messageKey !== null && data.messages.some((known) => known.messageKey === message.messageKey && known.accountId === message.accountId);
  return isRepeated ? data : { ...data, messages: [...data.messages, message] };
}

export function withMessageState(data: StoreData, messageId: string, state: MessageState): StoreData {
  return altered(data, (message) => message.messageId === messageId, (message) => ({ ...message, state }));
}

export function withConversationRead(data: StoreData, key: ConversationKey): StoreData {
  return altered(data, (message) => isOf(key)(message) && isUnread(message), (message) => ({ ...message, state: { kind: 'received', isRead: true } }));
}

export function withoutConversation(data: StoreData, key: ConversationKey): StoreData {
  return { ...data, messages: data.messages.filter((message) => !isOf(key)(message)) };
}

/** Nobody knows what became of those that were on their way when the app ended: they may be sent again. */
export function withInterruptedMessages(data: StoreData): StoreData {
  return altered(data, ({ state }) => state.kind === 'sending', (message) => ({ ...message, state: { kind: 'failed', failure: { code: 'message-interrupted', message: 'Sidetone ended before this message was answered.' } } }));
}

/** The newest messages of a conversation, oldest first. */
export function messagesOf(data: StoreData, key: ConversationKey): TextMessage[] {
  return data.messages.filter(isOf(key)).slice(-SHOWN_MESSAGES);
}

/** Every conversation, the newest first. */
export function conversationsOf(data: StoreData): Conversation[] {
  const found = new Map<string, Conversation>();
  for (const message of data.messages) {
    const { accountId, party, text, atMs } = message;
    const key = `${accountId} ${party.uri}`;
    const known = found.get(key);
    found.delete(key); // the newest stands last
    found.set(key, {
      accountId, party: { ...party, displayName: party.displayName ?? known?.party.displayName ?? null }, lastText: text.slice(0, SHOWN_CHARACTERS), lastAtMs: atMs, unread: (known?.unread ?? 0) + (isUnread(message) ? 1 : 0),
    });
  }
  return [...found.values()].reverse();
}

function altered(data: StoreData, fits: (message: TextMessage) => boolean, alter: (message: TextMessage) => TextMessage): StoreData {
  return data.messages.some(fits) ? { ...data, messages: data.messages.map((message) => (fits(message) ? alter(message) : message)) } : data;
}
