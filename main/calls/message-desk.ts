import { randomUUID } from 'node:crypto';
import { mayDial } from '../../preload/contract/line-readiness.ts';
import { MOST_MESSAGE_BYTES, type MessagesSnapshot, type MessageState, type TextMessage } from '../../preload/contract/messages.ts';
import type { AccountId } from '../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { conversationsOf, messagesOf, withConversationRead, withInterruptedMessages, withMessage, withMessageState, withoutConversation, type ConversationKey } from '../records/message-transitions.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { ReceivedMessage } from '../sip/sip-phone.ts';
import type { PhoneLine, PhoneLines } from './phone-line.ts';

type SendFailure = 'no-account' | 'not-registered' | 'bad-destination' | 'message-too-long' | 'store-failed';

/** Text messages: what comes is kept before it is acknowledged, what goes is kept before it is sent. */
export interface MessageDesk {
  snapshot(): Omit<MessagesSnapshot, 'revision'>;
  conversation(key: ConversationKey): TextMessage[];
  markRead(key: ConversationKey): Promise<Result<void, 'store-failed'>>;
  /** Resolves once the message is kept; its state tells what became of it. */
  send(accountId: AccountId | null, destination: string, text: string): Promise<Result<ConversationKey, SendFailure>>;
  remove(key: ConversationKey): Promise<Result<void, 'store-failed'>>;
  receive(line: PhoneLine, message: ReceivedMessage): Promise<void>;
  /** At the start: messages that were on their way when the app ended. */
  recover(): Promise<void>;
}

interface Dependencies {
  readonly store: RecordStore;
  readonly lines: PhoneLines;
  readonly clock: Clock;
  readonly log: Log;
  /** A new message is kept. */
  readonly onArrival: (message: TextMessage) => void;
}

export function createMessageDesk({ store, lines, clock, log, onArrival }: Dependencies): MessageDesk {
  /** The last message on its way, by conversation: the next waits for its answer (RFC 3428 s. 8). */
  const onTheWay = new Map<string, Promise<void>>();
  const newMessage = (message: Pick<TextMessage, 'accountId' | 'party' | 'text' | 'state' | 'messageKey'>): TextMessage => ({ messageId: randomUUID(), atMs: Math.round(clock.nowMs()), ...message });

  async function deliver(line: PhoneLine, message: TextMessage): Promise<void> {
    const answer = await line.phone.sendMessage(message.party.uri, message.text);
    const state: MessageState = answer.ok ? { kind: 'delivered', sipStatus: answer.value.sipStatus } : { kind: 'failed', failure: answer.error };
    const kept = await store.update((data) => withMessageState(data, message.messageId, state));
    if (!kept.ok) log.error('messages.state-lost', { detail: kept.error.detail });
  }

  return {
    snapshot() {
      const conversations = conversationsOf(store.read());
      return { conversations, unread: conversations.reduce((sum, { unread }) => sum + unread, 0) };
    },
    conversation: (key) => messagesOf(store.read(), key),
    markRead: (key) => store.update((data) => withConversationRead(data, key)),
    remove: (key) => store.update((data) => withoutConversation(data, key)),
    async send(accountId, destination, text) {
      const line = lines.find(accountId);
      if (line === null) return failure('no-account', 'There is no account to write from. Set one up first.', { action: 'open-account' });
      if (Buffer.byteLength(text) > MOST_MESSAGE_BYTES.sent) return failure('message-too-long', 'This message is too long for one packet.');
      if (!mayDial(line.settings, line.registration)) return failure('not-registered', `${line.settings.label} is not registered, so it cannot send yet.`, { action: 'open-account' });
      const party = line.phone.messagePartyOf(destination);
      if (!party.ok) return failure(party.error.code === 'not-started' ? 'not-registered' : party.error.code, party.error.message);
      const message = newMessage({ accountId: line.settings.accountId, party: party.value, text, state: { kind: 'sending' }, messageKey: null });
      const kept = await store.update((data) => withMessage(data, message));
      if (!kept.ok) return kept;
      const key = { accountId: message.accountId, uri: message.party.uri };
      const name = `${key.accountId} ${key.uri}`;
      onTheWay.set(name, (onTheWay.get(name) ?? Promise.resolve()).then(() => deliver(line, message)));
      return success(key);
    },
    async receive(line, { party, text, messageKey, accept, refuse }) {
      const message = newMessage({ accountId: line.settings.accountId, party, text, state: { kind: 'received', isRead: false }, messageKey });
      const kept = await store.update((data) => withMessage(data, message));
      if (!kept.ok) return refuse();
      accept();
      if (store.read().messages.some(({ messageId }) => messageId === message.messageId)) onArrival(message);
    },
    async recover() {
      await store.update(withInterruptedMessages);
    },
  };
}
