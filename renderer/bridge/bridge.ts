import type { AccountsSnapshot } from '../../preload/contract/accounts.ts';
import type { AppSnapshot } from '../../preload/contract/app.ts';
import type { AssistSnapshot } from '../../preload/contract/assist.ts';
import type { CallsSnapshot } from '../../preload/contract/calls.ts';
import type { CrmSnapshot } from '../../preload/contract/crm.ts';
import type { IntentsSnapshot } from '../../preload/contract/intents.ts';
import type { ContactsSnapshot } from '../../preload/contract/contacts.ts';
import type { LearningSnapshot } from '../../preload/contract/learning.ts';
import type { LinksSnapshot } from '../../preload/contract/links.ts';
import type { MessagesSnapshot } from '../../preload/contract/messages.ts';
import type { PresenceSnapshot } from '../../preload/contract/presence.ts';
import type { RequestApi, SidetoneApi } from '../../preload/contract/index.ts';
import type { TapPort } from '../../preload/contract/media.ts';
import type { HistorySnapshot } from '../../preload/contract/records.ts';
import { TAP_PORT_MESSAGE } from '../../preload/contract/tap-port-message.ts';
import { guardRequests, type GuardedRequests } from './guard-requests.ts';
import { watchNewest, type Unsubscribe } from './watch-newest.ts';

interface Watchable<Snapshot> {
  /** The present snapshot as soon as it is known, then every newer one. */
  watch(listener: (snapshot: Snapshot) => void): Unsubscribe;
}

export type AppBridge = GuardedRequests<RequestApi['app']> & Watchable<AppSnapshot>;
export type AccountsBridge = GuardedRequests<RequestApi['accounts']> & Watchable<AccountsSnapshot>;
export type CallsBridge = GuardedRequests<RequestApi['calls']> & Watchable<CallsSnapshot>;
export type AssistBridge = GuardedRequests<RequestApi['assist']> & Watchable<AssistSnapshot>;
export type RecordsBridge = GuardedRequests<RequestApi['records']> & Watchable<HistorySnapshot>;
export type CrmBridge = GuardedRequests<RequestApi['crm']> & Watchable<CrmSnapshot>;

export type RecordingBridge = GuardedRequests<RequestApi['recording']>;
export type CallersBridge = GuardedRequests<RequestApi['callers']>;
export type IntentsBridge = GuardedRequests<RequestApi['intents']> & Watchable<IntentsSnapshot>;
export type QuestionsBridge = GuardedRequests<RequestApi['questions']>;
export type ContactsBridge = GuardedRequests<RequestApi['contacts']> & Watchable<ContactsSnapshot>;
export type LearningBridge = GuardedRequests<RequestApi['learning']> & Watchable<LearningSnapshot>;
export type LinksBridge = GuardedRequests<RequestApi['links']> & Watchable<LinksSnapshot>;

export type MessagesBridge = GuardedRequests<RequestApi['messages']> & Watchable<MessagesSnapshot>;
export type PresenceBridge = GuardedRequests<RequestApi['presence']> & Watchable<PresenceSnapshot>;

export interface MediaBridge extends GuardedRequests<RequestApi['media']> {
  /** The ports that openTaps asked for, as they arrive. */
  onTapPort(listener: (tap: TapPort, port: MessagePort) => void): Unsubscribe;
}

/** Main as the page knows it: one slice per feature. */
export interface Bridge {
  readonly app: AppBridge;
  readonly accounts: AccountsBridge;
  readonly calls: CallsBridge;
  readonly media: MediaBridge;
  readonly assist: AssistBridge;
  readonly records: RecordsBridge;
  readonly crm: CrmBridge;
  readonly intents: IntentsBridge;
  readonly learning: LearningBridge;
  readonly contacts: ContactsBridge;
  readonly questions: QuestionsBridge;
  readonly links: LinksBridge;
  readonly callers: CallersBridge;
  readonly messages: MessagesBridge;
  readonly presence: PresenceBridge;
  readonly recording: RecordingBridge;
}

/** `page` is the window that the preload posts taps' ports to. */
export function createBridge(api: SidetoneApi, page: Window): Bridge {
  const { request, on } = api;
  return {
    app: { ...guardRequests(request.app), watch: (listener) => watchNewest(() => request.app.get({}), on.app.changed, listener) },
    accounts: { ...guardRequests(request.accounts), watch: (listener) => watchNewest(() => request.accounts.get({}), on.accounts.changed, listener) },
    calls: { ...guardRequests(request.calls), watch: (listener) => watchNewest(() => request.calls.get({}), on.calls.changed, listener) },
    media: { ...guardRequests(request.media), onTapPort: (listener) => listenForTaps(page, listener) },
    assist: { ...guardRequests(request.assist), watch: (listener) => watchNewest(() => request.assist.get({}), on.assist.changed, listener) },
    records: { ...guardRequests(request.records), watch: (listener) => watchNewest(() => request.records.getHistory({}), on.records.changed, listener) },
    callers: guardRequests(request.callers),
    recording: guardRequests(request.recording),
    messages: { ...guardRequests(request.messages), watch: (listener) => watchNewest(() => request.messages.get({}), on.messages.changed, listener) },
    presence: { ...guardRequests(request.presence), watch: (listener) => watchNewest(() => request.presence.get({}), on.presence.changed, listener) },
    intents: { ...guardRequests(request.intents), watch: (listener) => watchNewest(() => request.intents.get({}), on.intents.changed, listener) },
    contacts: { ...guardRequests(request.contacts), watch: (listener) => watchNewest(() => request.contacts.get({}), on.contacts.changed, listener) },
    questions: guardRequests(request.questions),
    learning: { ...guardRequests(request.learning), watch: (listener) => watchNewest(() => request.learning.get({}), on.learning.changed, listener) },
    links: { ...guardRequests(request.links), watch: (listener) => watchNewest(() => request.links.get({}), on.links.changed, listener) },
    crm: { ...guardRequests(request.crm), watch: (listener) => watchNewest(() => request.crm.get({}), on.crm.changed, listener) },
  };
}

function listenForTaps(page: Window, listener: (tap: TapPort, port: MessagePort) => void): Unsubscribe {
  const onMessage = (event: MessageEvent<unknown>): void => {
    const port = event.ports[0];
    if (event.source !== page || event.origin !== page.location.origin || port === undefined || !isTapMessage(event.data)) return;
    listener(event.data.tap, port);
  };
  page.addEventListener('message', onMessage);
  return () => page.removeEventListener('message', onMessage);
}

/** The preload alone posts these, with a TapPort that main's contract has parsed: the tag is enough. */
function isTapMessage(data: unknown): data is { readonly type: typeof TAP_PORT_MESSAGE; readonly tap: TapPort } {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === TAP_PORT_MESSAGE && 'tap' in data;
}
