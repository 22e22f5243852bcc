import { UserAgent, type Message, type Notification } from 'sip.js';
import type { RegistrationState } from '../../preload/contract/accounts.ts';
import type { RemoteParty } from '../../preload/contract/calls.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import { conversationUri, readMessage } from './messages/received-message.ts';
import { sendMessage, type MessageRefusal } from './messages/send-message.ts';
import { parseMessageSummary } from './presence/message-summary.ts';
import type { RingingCall } from './presence/extension-state.ts';
import { createWatches, type WatchesOptions } from './presence/watches.ts';
import type { WatchList } from './sip-phone.ts';

/** What a line does outside of calls: text messages (RFC 3428) and subscriptions (RFC 6665). */
export interface OutsideCalls {
  receiveMessage(message: Message): void;
  receiveNotify(notification: Notification): void;
  noteRegistration(state: RegistrationState): void;
  watch(list: WatchList): void;
  ringingAt(extension: string): RingingCall | null;
  messagePartyOf(destination: string): Result<RemoteParty, 'bad-destination'>;
  sendMessage(uri: string, text: string): Promise<Result<{ sipStatus: number }, MessageRefusal | 'bad-destination'>>;
  stop(): void;
}

const STORE_FAILED_RETRY_SEC = 30;

export function createOutsideCalls(options: WatchesOptions): OutsideCalls {
  const { ua, destinationOf, onFact } = options;
  const watches = createWatches(options);
  let list: WatchList = { mailbox: false, extensions: [] };
  /** Whether the trunk knows us by now; its subscriptions end with its memory of us. */
  let isKnown = false;

  return {
    receiveMessage(message) {
      const read = readMessage(message.request);
      if (read.kind === 'refused') return void message.reject({ statusCode: read.sipStatus, extraHeaders: [...read.extraHeaders] });
      const { party, text, messageKey } = read;
      onFact({
        kind: 'message-received',
        message: {
          party, text, messageKey,
          accept: () => void message.accept(),
          refuse: () => void message.reject({ statusCode: 500, extraHeaders: [`Retry-After: ${STORE_FAILED_RETRY_SEC}`] }),
        },
      });
    },
    /** Some servers tell of voicemail without having been asked (RFC 3842 s. 1 leaves it to configuration). */
    receiveNotify(notification) {
      const isSummary = /^message-summary\b/i.test(notification.request.getHeader('Event') ?? '') && list.mailbox;
      const mailbox = isSummary ? parseMessageSummary(notification.request.body) : null;
      if (mailbox === null) return void notification.reject({ statusCode: 481 });
      void notification.accept();
      onFact({ kind: 'mailbox-changed', mailbox });
    },
    noteRegistration(state) {
      const wasKnown = isKnown;
      if (state.kind === 'registered' || state.kind === 'reachable') isKnown = true;
      else if (state.kind === 'failed') {
        isKnown = false;
        watches.stop();
      }
      if (isKnown && !wasKnown) watches.follow(list);
    },
    watch(wanted) {
      list = wanted;
      if (isKnown) watches.follow(list);
    },
    ringingAt: (extension) => watches.ringingAt(extension),
    messagePartyOf(text) {
      const destination = destinationOf(text);
      if (!destination.ok) return destination;
      return success({ uri: conversationUri(destination.value.uri), user: destination.value.user, displayName: null });
    },
    async sendMessage(uri, text) {
      const target = UserAgent.makeURI(uri);
      return target === undefined ? failure('bad-destination', 'This is no address that can be written to.') : sendMessage(ua, target, text);
    },
    stop: () => watches.stop(),
  };
}
