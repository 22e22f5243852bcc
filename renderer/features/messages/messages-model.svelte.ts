import type { Conversation, MessagesSnapshot, TextMessage } from '../../../preload/contract/messages.ts';
import type { AccountId } from '../../../preload/contract/primitives.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { MessagesBridge } from '../../bridge/bridge.ts';

export interface ConversationKey {
  readonly accountId: AccountId;
  readonly uri: string;
}

/** Text messages by conversation, and the one that is open. */
export class MessagesModel {
  readonly #bridge: MessagesBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<MessagesSnapshot | null>(null);
  selected = $state.raw<ConversationKey | null>(null);
  messages = $state.raw<readonly TextMessage[]>([]);
  failure = $state.raw<Failure | null>(null);
  /** Whether the page is on the screen: only then is what it shows read. */
  #isShown = false;

  readonly conversations = $derived<readonly Conversation[]>(this.snapshot?.conversations ?? []);
  readonly unread = $derived(this.snapshot?.unread ?? 0);
  readonly open = $derived(this.conversations.find((conversation) => isSame(conversation, this.selected)) ?? null);

  constructor(bridge: MessagesBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => {
      this.snapshot = snapshot;
      void this.#load();
    });
  }

  show(isShown: boolean): void {
    this.#isShown = isShown;
    void this.#load();
  }

  select(key: ConversationKey | null): void {
    this.selected = key;
    this.messages = [];
    this.failure = null;
    void this.#load();
  }

  /** Whether it is kept and on its way. */
  async send(accountId: AccountId | null, destination: string, text: string): Promise<boolean> {
    const sent = await this.#bridge.send({ accountId, destination, text });
    this.failure = sent.ok ? null : sent.error;
    if (sent.ok && !(this.selected?.accountId === sent.value.accountId && this.selected.uri === sent.value.uri)) this.select(sent.value);
    return sent.ok;
  }

  async remove(key: ConversationKey): Promise<void> {
    const removed = await this.#bridge.removeConversation(key);
    this.failure = removed.ok ? null : removed.error;
    if (removed.ok) this.selected = null;
  }

  dispose(): void {
    this.#stop();
  }

  async #load(): Promise<void> {
    const key = this.selected;
    if (key === null) return;
    const answer = await this.#bridge.getConversation(key);
    if (this.selected !== key || !answer.ok) return;
    this.messages = answer.value.messages;
    if (this.#isShown && (this.open?.unread ?? 0) > 0) await this.#bridge.markRead(key);
  }
}

export function isSame(conversation: Conversation, key: ConversationKey | null): boolean {
  return key !== null && conversation.accountId === key.accountId && conversation.party.uri === key.uri;
}
