import type { AccountsSnapshot } from '../../preload/contract/accounts.ts';
import type { Reception } from '../../preload/contract/reception.ts';
import type { AppSnapshot } from '../../preload/contract/app.ts';
import type { AssistSnapshot, Suggestion, Summary, Utterance } from '../../preload/contract/assist.ts';
import type { CallEnd, CallsSnapshot, CallSnapshot } from '../../preload/contract/calls.ts';
import type { CrmSnapshot } from '../../preload/contract/crm.ts';
import type { SidetoneApi } from '../../preload/contract/index.ts';
import type { IntentSet, IntentsSnapshot } from '../../preload/contract/intents.ts';
import type { ContactsSnapshot } from '../../preload/contract/contacts.ts';
import type { LearningSnapshot } from '../../preload/contract/learning.ts';
import type { LinksSnapshot } from '../../preload/contract/links.ts';
import type { MessagesSnapshot } from '../../preload/contract/messages.ts';
import type { PresenceSnapshot } from '../../preload/contract/presence.ts';
import type { HistorySnapshot } from '../../preload/contract/records.ts';
import type { TextMessage } from '../../preload/contract/messages.ts';
import type { AccountId } from '../../preload/contract/primitives.ts';
import type { Watching } from '../../preload/contract/watching.ts';
import { withIntent, withMerged, without } from '../../main/calls/intent-changes.ts';
import { withTickedStep } from '../../main/calls/checklists.ts';
import { createContactBook } from '../../main/contacts/contact-book.ts';
import { conversationsOf } from '../../main/records/message-transitions.ts';
import type { StoreData } from '../../main/records/record-store.ts';
import { failure, success, type Failure, type Result } from '../../preload/contract/result.ts';
import { account, call as newCall, callId as idOf, foundArticles, handOver, newCaller, OFFICE, plainEnd, PRACTICE, practiceScripts, record, registered, returningCaller, rowOf } from './fake-sidetone-data.ts';
import { draftedArticles, trialFigures } from './fake-sidetone-learning.ts';
import { OWN_MODEL, OWN_RELEASE, type Scene } from './fake-sidetone-scenes.ts';

interface Snapshots {
  app: AppSnapshot;
  accounts: AccountsSnapshot;
  calls: CallsSnapshot;
  assist: AssistSnapshot;
  records: HistorySnapshot;
  crm: CrmSnapshot;
  intents: IntentsSnapshot;
  learning: LearningSnapshot;
  contacts: ContactsSnapshot;
  links: LinksSnapshot;
  messages: MessagesSnapshot;
  presence: PresenceSnapshot;
}

export interface FakeSidetone {
  readonly api: SidetoneApi;
  /** Every request so far, as `feature.name`, with its input. */
  readonly asked: { readonly channel: string; readonly input: unknown }[];
  /** Answers the next request of this channel with a failure. */
  refuse(channel: string, error: Failure): void;
  /** The next scene, told as main tells it: by snapshots. */
  show(scene: Scene): void;
  /** The assist heard one more utterance. */
  hear(utterance: Utterance): void;
  /** The call is over; without an end of its own: hung up by the far side, or cancelled before it answered. */
  endCall(end?: CallEnd): void;
}

/** Main in memory: answers every request of the contract and tells every change by a newer snapshot. */
export function createFakeSidetone(first: Scene, nowMs: () => number = Date.now): FakeSidetone {
  let scene = first;
  let revision = 1;
  const asked: FakeSidetone['asked'] = [];
  const refusals = new Map<string, Failure>();
  const listeners: { [Name in keyof Snapshots]: Set<(snapshot: Snapshots[Name]) => void> } = { app: new Set(), accounts: new Set(), calls: new Set(), assist: new Set(), records: new Set(), crm: new Set(), intents: new Set(), learning: new Set(), contacts: new Set(), links: new Set(), messages: new Set(), presence: new Set() };

  const snapshots = (): Snapshots => ({
    app: { revision, ...scene.app },
    accounts: { revision, accounts: [...scene.accounts], defaultAccountId: scene.accounts[0]?.settings.accountId ?? null },
    calls: { revision, calls: [...scene.calls] },
    assist: { revision, ...scene.assist },
    records: { revision, rows: scene.records.map((entry) => rowOf(entry.record, entry.delivery)), total: scene.records.length },
    crm: { revision, ...scene.crm },
    intents: { revision, ...scene.intents },
    learning: { revision, ...scene.learning },
    contacts: { revision, total: scene.contacts.length },
    links: { revision, ...scene.links },
    messages: { revision, conversations: conversationsOf({ messages: scene.messages } as StoreData), unread: scene.messages.filter(({ state }) => state.kind === 'received' && !state.isRead).length },
    presence: { revision, ...scene.presence },
  });

  function tell<Name extends keyof Snapshots>(name: Name, all: Snapshots): void {
    for (const listener of listeners[name]) listener(structuredClone(all[name]));
  }

  function change(next: Partial<Scene>): void {
    scene = { ...scene, ...next };
    revision += 1;
    const all = snapshots();
    for (const name of Object.keys(listeners) as (keyof Snapshots)[]) tell(name, all);
  }

  const live = (): CallSnapshot | undefined => scene.calls.find((call) => call.state.kind !== 'ended');
  const changeLive = (alter: (call: CallSnapshot) => CallSnapshot): void => change({ calls: scene.calls.map((call) => (call === live() ? alter(call) : call)) });

  function endCall(end?: CallEnd): void {
    const call = live();
    if (call === undefined) return;
    const answeredAtMs = 'answeredAtMs' in call.state ? call.state.answeredAtMs : null;
    const ended: CallSnapshot = { ...call, state: { kind: 'ended', answeredAtMs, endedAtMs: nowMs(), end: end ?? (answeredAtMs === null ? { ...plainEnd, result: 'cancelled', endedBy: 'local' } : plainEnd) } };
    const kept = record(call.callId, nowMs(), { remote: call.remote, direction: call.direction, startedAtMs: call.startedAtMs, answeredAtMs, endedAtMs: nowMs() });
    change({ calls: scene.calls.map((other) => (other === call ? ended : other)), records: answeredAtMs === null ? scene.records : [{ record: kept, delivery: { kind: 'none' } }, ...scene.records] });
  }

  const intentSet = (): IntentSet => ({ intents: [...scene.intents.intents], otherUtterances: [] });
  function changeIntents(changed: Result<IntentSet>): Result<IntentSet> | undefined {
    if (!changed.ok) return changed;
    change({ intents: { intents: changed.value.intents, isStarter: false, training: { kind: 'running' } } });
    return undefined;
  }

  const hear = (utterance: Utterance) => change({ assist: { ...scene.assist, utterances: [...scene.assist.utterances.filter((known) => known.utteranceId !== utterance.utteranceId), utterance] } });
  const changeCard = (suggestionId: string, state: Suggestion['state']) => change({ assist: { ...scene.assist, suggestions: scene.assist.suggestions.map((card) => (card.suggestionId === suggestionId ? { ...card, state } : card)) } });

  function changeRecord(callId: string, alter: (entry: Scene['records'][number]) => Scene['records'][number]): void {
    change({ records: scene.records.map((entry) => (entry.record.callId === callId ? alter(entry) : entry)) });
  }

  /** Answers as main would; `input` must survive a structured clone, as it must across the real bridge. */
  function ask<Input, Value>(channel: string, run: (input: Input) => Value) {
    return async (given: Input): Promise<never> => {
      const input = structuredClone(given);
      asked.push({ channel, input });
      const refused = refusals.get(channel);
      refusals.delete(channel);
      const answer = refused === undefined ? run(input) : { ok: false, error: refused };
      return structuredClone(typeof answer === 'object' && answer !== null && 'ok' in answer ? answer : success(answer ?? {})) as never;
    };
  }

  const request: SidetoneApi['request'] = {
    app: {
      get: ask('app.get', () => snapshots().app),
      setLocale: ask('app.setLocale', ({ locale }) => change({ app: { ...scene.app, locale } })),
      dismissNotice: ask('app.dismissNotice', ({ noticeId }) => change({ app: { ...scene.app, notices: scene.app.notices.filter((notice) => notice.noticeId !== noticeId) } })),
      allowUnprotectedSecrets: ask('app.allowUnprotectedSecrets', ({ isAllowed }) => change({ app: { ...scene.app, secretStorage: isAllowed ? 'unprotected' : 'memory' } })),
      chooseKnowledgeFolder: ask('app.chooseKnowledgeFolder', () => {
        change({ app: { ...scene.app, knowledgeFolder: 'articles' } });
        return { isChosen: true };
      }),
      backUp: ask('app.backUp', () => ({ isChosen: true })),
      restoreBackup: ask('app.restoreBackup', () => failure('backup-unreadable', 'no backup')),
      setUrlPop: ask('app.setUrlPop', ({ urlPop }) => change({ app: { ...scene.app, urlPop } })),
      setVoiceProcessing: ask('app.setVoiceProcessing', ({ processing }) => change({ app: { ...scene.app, voiceProcessing: processing } })),
      forgetHeadset: ask('app.forgetHeadset', () => change({ app: { ...scene.app, headset: null } })),
      setRingVolumes: ask('app.setRingVolumes', ({ volumes }) => change({ app: { ...scene.app, ringVolumes: volumes } })),
      setKeepsRunning: ask('app.setKeepsRunning', ({ isOn }) => change({ app: { ...scene.app, keepsRunning: isOn } })),
      setVocabulary: ask('app.setVocabulary', ({ terms }) => change({ app: { ...scene.app, vocabulary: terms } })),
      setMasking: ask('app.setMasking', ({ policy }) => change({ app: { ...scene.app, masking: policy } })),
      chooseEngine: ask('app.chooseEngine', ({ modelId }) => {
        const { status } = scene.assist;
        if (status.kind === 'ready' && status.choice !== undefined) change({ assist: { ...scene.assist, status: { ...status, engine: modelId ?? 'moonshine-base-en', choice: { ...status.choice, reason: modelId === null ? 'fast-enough' : 'pinned' } } } });
      }),
      addModel: ask('app.addModel', ({ from }) => (from === 'folder' ? success({ kind: 'asks-language', release: OWN_RELEASE }) : success({ kind: 'cancelled' }))),
      addRelease: ask('app.addRelease', () => {
        change({ app: { ...scene.app, addedModels: [...scene.app.addedModels, OWN_MODEL] } });
        return success({ kind: 'added', modelId: OWN_MODEL.modelId });
      }),
      removeModel: ask('app.removeModel', ({ modelId }) => change({ app: { ...scene.app, addedModels: scene.app.addedModels.filter((model) => model.modelId !== modelId) } })),
      chooseDevice: ask('app.chooseDevice', ({ role, device }) => change({ app: { ...scene.app, audio: { ...scene.app.audio, [role]: device } } })),
      requestPracticeCall: ask('app.requestPracticeCall', ({ scriptId }) => {
        const script = practiceScripts.find((candidate) => candidate.scriptId === scriptId);
        if (script === undefined) return failure('unknown-script', 'no such script');
        const remote = { uri: `sip:${script.number}@practice.sidetone.invalid`, user: script.number, displayName: script.callerName };
        return change({ calls: [newCall({ kind: 'ringing-in' }, nowMs(), { callId: idOf(`call-${revision}`), startedAtMs: nowMs(), setupMs: null, remote }), ...scene.calls] });
      }),
    },
    accounts: {
      get: ask('accounts.get', () => snapshots().accounts),
      save: ask('accounts.save', ({ settings }) => {
        change({ accounts: [...scene.accounts.filter((known) => known.settings.accountId !== settings.accountId), account(OFFICE, settings.label, { kind: 'registering', sinceMs: nowMs() })] });
        return { accountId: OFFICE };
      }),
      remove: ask('accounts.remove', ({ accountId }) => change({ accounts: scene.accounts.filter((known) => known.settings.accountId !== accountId) })),
      register: ask('accounts.register', ({ accountId }) => change({ accounts: scene.accounts.map((known) => (known.settings.accountId === accountId ? { ...known, registration: { kind: 'registering', sinceMs: nowMs() } } : known)) })),
      setDefault: ask('accounts.setDefault', ({ accountId }) => change({ accounts: [...scene.accounts].sort((a) => (a.settings.accountId === accountId ? -1 : 1)) })),
      setReception: ask('accounts.setReception', ({ accountId, reception }) => change({ accounts: scene.accounts.map((known) => (known.settings.accountId === accountId ? { ...known, settings: { ...known.settings, reception: reception as Reception } } : known)) })),
      usePracticeLine: ask('accounts.usePracticeLine', () => {
        change({ accounts: [...scene.accounts, account(PRACTICE, 'Practice line', registered(nowMs()))], app: { ...scene.app, practiceScripts } });
        return { accountId: PRACTICE };
      }),
    },
    calls: {
      get: ask('calls.get', () => snapshots().calls),
      place: ask('calls.place', ({ destination }) => {
        const placed = newCall({ kind: 'dialling' }, nowMs(), { callId: idOf(`call-${revision}`), direction: 'outgoing', startedAtMs: nowMs(), setupMs: null, remote: { uri: `sip:${destination}@practice.sidetone.invalid`, user: destination, displayName: null } });
        change({ calls: [placed, ...scene.calls] });
        return placed;
      }),
      answer: ask('calls.answer', () => {
        const call = live();
        if (call !== undefined) change({ assist: { ...scene.assist, callId: call.callId, utterances: [], intents: [], suggestions: [] } });
        changeLive((answered) => ({ ...answered, state: { kind: 'active', answeredAtMs: nowMs() } }));
      }),
      reject: ask('calls.reject', () => endCall()),
      hangUp: ask('calls.hangUp', () => endCall()),
      setMuted: ask('calls.setMuted', ({ isMuted }) => changeLive((call) => ({ ...call, isMuted }))),
      setHeld: ask('calls.setHeld', ({ callId, isHeld }) => change({ calls: scene.calls.map((call) => (call.callId === callId || !isHeld ? { ...call, hold: { ...call.hold, byUs: call.callId === callId ? isHeld : true } } : call)) })),
      merge: ask('calls.merge', () => change({ calls: scene.calls.map((call) => ({ ...call, isInConference: true, hold: { byUs: false, byPeer: false } })) })),
      split: ask('calls.split', ({ callId }) => change({ calls: scene.calls.map((call) => ({ ...call, isInConference: false, hold: { ...call.hold, byUs: call.callId !== callId } })) })),
      transfer: ask('calls.transfer', ({ callId, destination }) => change({ calls: scene.calls.map((call) => (call.callId === callId ? { ...call, transfer: { to: destination, progress: 'asked', sipStatus: null } } : call)) })),
      join: ask('calls.join', () => endCall()),
      answerReferral: ask('calls.answerReferral', ({ callId }) => change({ calls: scene.calls.map((call) => (call.callId === callId ? { ...call, referredTo: null } : call)) })),
      sendDtmf: ask('calls.sendDtmf', () => undefined),
    },
    media: {
      connect: ask('media.connect', () => failure('media-failed', 'there is no gateway behind this fake')),
      attach: ask('media.attach', () => failure('unknown-call', 'there is no trunk behind this fake')),
      settle: ask('media.settle', () => undefined),
      reportTrunk: ask('media.reportTrunk', () => undefined),
      openTaps: ask('media.openTaps', () => failure('assist-off', 'there is no assist behind this fake')),
      reportMicrophone: ask('media.reportMicrophone', () => undefined),
    },
    assist: {
      get: ask('assist.get', () => snapshots().assist),
      useSuggestion: ask('assist.useSuggestion', ({ suggestionId }) => changeCard(suggestionId, 'used')),
      dismissSuggestion: ask('assist.dismissSuggestion', ({ suggestionId }) => changeCard(suggestionId, 'dismissed')),
      tickStep: ask('assist.tickStep', ({ suggestionId, step, isDone }) => change({ assist: { ...scene.assist, suggestions: withTickedStep(scene.assist.suggestions, suggestionId, step, isDone) ?? scene.assist.suggestions } })),
      search: ask('assist.search', () => foundArticles),
      handOver: ask('assist.handOver', () => handOver),
    },
    records: {
      getHistory: ask('records.getHistory', () => snapshots().records),
      get: ask('records.get', ({ callId }) => scene.records.find((entry) => entry.record.callId === callId) ?? failure('unknown-call', 'no record')),
      saveSummary: ask('records.saveSummary', ({ callId, summary }) => changeRecord(callId, (entry) => ({ ...entry, record: { ...entry.record, summary: summary as Summary } }))),
      confirm: ask('records.confirm', ({ callId, summary, disposition }) => changeRecord(callId, (entry) => ({
        record: { ...entry.record, summary: summary as Summary | null, disposition, wrapUp: 'confirmed' }, delivery: { kind: 'waiting', attempts: 0, nextAttemptAtMs: nowMs(), lastError: null },
      }))),
      remove: ask('records.remove', ({ callId }) => change({ records: scene.records.filter((entry) => entry.record.callId !== callId) })),
    },
    recording: {
      setRunning: ask('recording.setRunning', ({ isRunning }) => changeLive((call) => ({ ...call, recording: isRunning ? { kind: 'running', startedAtMs: nowMs(), announcement: null } : { kind: 'paused', startedAtMs: nowMs() } }))),
      noteAnnounced: ask('recording.noteAnnounced', () => undefined),
      reveal: ask('recording.reveal', () => undefined),
      remove: ask('recording.remove', ({ callId }) => changeRecord(callId, (entry) => ({ ...entry, record: { ...entry.record, recording: null } }))),
    },
    callers: {
      profile: ask('callers.profile', ({ user }) => (user === '5550101' ? returningCaller : newCaller)),
      save: ask('callers.save', () => undefined),
    },
    messages: {
      get: ask('messages.get', () => snapshots().messages),
      getConversation: ask('messages.getConversation', ({ accountId, uri }) => ({ messages: scene.messages.filter((message) => message.accountId === accountId && message.party.uri === uri) })),
      markRead: ask('messages.markRead', ({ uri }) => change({ messages: scene.messages.map((message) => (message.party.uri === uri && message.state.kind === 'received' ? { ...message, state: { kind: 'received', isRead: true } } : message)) })),
      send: ask('messages.send', ({ accountId, destination, text }) => {
        const uri = destination.startsWith('sip:') ? destination : `sip:${destination}@trunk.example`;
        const sent: TextMessage = { messageId: `m${revision}`, accountId: (accountId ?? OFFICE) as AccountId, party: { uri, user: destination.replace(/^sip:|@.*$/g, ''), displayName: null }, text, atMs: nowMs(), state: { kind: 'sending' }, messageKey: null };
        change({ messages: [...scene.messages, sent] });
        return { accountId: sent.accountId, uri };
      }),
      removeConversation: ask('messages.removeConversation', ({ uri }) => change({ messages: scene.messages.filter((message) => message.party.uri !== uri) })),
    },
    presence: {
      get: ask('presence.get', () => snapshots().presence),
      setWatching: ask('presence.setWatching', ({ accountId, watching }) => change({ accounts: scene.accounts.map((known) => (known.settings.accountId === accountId ? { ...known, settings: { ...known.settings, watching: watching as Watching } } : known)) })),
      pickUp: ask('presence.pickUp', () => failure('nothing-rings', 'nothing rings in this fake')),
    },
    intents: {
      get: ask('intents.get', () => snapshots().intents),
      save: ask('intents.save', (draft) => {
        const made = `intent-${revision}`;
        const failed = changeIntents(withIntent(intentSet(), draft, () => made));
        return failed ?? { intentId: draft.intentId ?? made };
      }),
      merge: ask('intents.merge', ({ intentId, intoId }) => changeIntents(withMerged(intentSet(), intentId, intoId))),
      remove: ask('intents.remove', ({ intentId }) => changeIntents(without(intentSet(), intentId))),
      restore: ask('intents.restore', () => change({ intents: { ...scene.intents, isStarter: true } })),
    },
    contacts: {
      get: ask('contacts.get', () => snapshots().contacts),
      find: ask('contacts.find', ({ query }) => createContactBook(scene.contacts).find(query)),
      save: ask('contacts.save', (draft) => {
        const contactId = draft.contactId ?? `c${revision}`;
        change({ contacts: [...scene.contacts.filter((other) => other.contactId !== contactId), { ...draft, contactId }] });
        return { contactId };
      }),
      remove: ask('contacts.remove', ({ contactId }) => change({ contacts: scene.contacts.filter((other) => other.contactId !== contactId) })),
      import: ask('contacts.import', () => success({ added: 2, merged: 1, skipped: [{ line: 9, reason: 'no-name' }] })),
      export: ask('contacts.export', () => ({ count: scene.contacts.length })),
    },
    questions: {
      drafts: ask('questions.drafts', () => success(draftedArticles)),
      judge: ask('questions.judge', () => undefined),
    },
    learning: {
      get: ask('learning.get', () => snapshots().learning),
      queue: ask('learning.queue', () => success([...scene.review])),
      label: ask('learning.label', ({ verdict }) => change({ learning: { ...scene.learning, toLearn: scene.learning.toLearn + (verdict === null ? -1 : 1) } })),
      learn: ask('learning.learn', () => change({ learning: { ...scene.learning, toLearn: 0, trial: { kind: 'adopted', learned: scene.learning.toLearn, figures: trialFigures } } })),
      rollBack: ask('learning.rollBack', () => change({ learning: { ...scene.learning, trial: { kind: 'idle' }, adoptions: [] } })),
    },
    links: {
      get: ask('links.get', () => snapshots().links),
      settle: ask('links.settle', () => change({ links: { ...scene.links, asked: null } })),
      setPolicy: ask('links.setPolicy', ({ policy }) => change({ links: { ...scene.links, policy } })),
      setSystemDefault: ask('links.setSystemDefault', ({ isDefault }) => change({ links: { ...scene.links, isSystemDefault: isDefault } })),
    },
    crm: {
      get: ask('crm.get', () => snapshots().crm),
      save: ask('crm.save', ({ endpoint }) => change({ crm: { ...scene.crm, endpoint: { url: endpoint.url, isEnabled: endpoint.isEnabled ?? true }, hasSecret: true } })),
      remove: ask('crm.remove', () => change({ crm: { ...scene.crm, endpoint: null, hasSecret: false } })),
      test: ask('crm.test', () => ({ httpStatus: 204, tookMs: 87 })),
      retryDead: ask('crm.retryDead', () => {
        change({ crm: { ...scene.crm, waiting: scene.crm.waiting + scene.crm.dead, dead: 0 }, records: scene.records.map((entry) => (entry.delivery.kind === 'dead' ? { ...entry, delivery: { kind: 'waiting', attempts: 0, nextAttemptAtMs: nowMs(), lastError: null } } : entry)) });
        return { count: 1 };
      }),
    },
  };

  function changed<Name extends keyof Snapshots>(name: Name) {
    return (listener: (snapshot: Snapshots[Name]) => void) => {
      listeners[name].add(listener);
      return () => void listeners[name].delete(listener);
    };
  }

  const on: SidetoneApi['on'] = {
    app: { changed: changed('app') }, accounts: { changed: changed('accounts') }, calls: { changed: changed('calls') },
    assist: { changed: changed('assist') }, records: { changed: changed('records') }, crm: { changed: changed('crm') }, intents: { changed: changed('intents') }, learning: { changed: changed('learning') }, contacts: { changed: changed('contacts') }, links: { changed: changed('links') }, messages: { changed: changed('messages') }, presence: { changed: changed('presence') },
  };

  return { api: { request, on }, asked, refuse: (channel, error) => void refusals.set(channel, error), show: (next) => change(next), hear, endCall };
}
