import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { AccountsSnapshot } from '../../preload/contract/accounts.ts';
import type { AppSnapshot } from '../../preload/contract/app.ts';
import type { AssistSnapshot } from '../../preload/contract/assist.ts';
import type { CallsSnapshot } from '../../preload/contract/calls.ts';
import type { CrmSnapshot } from '../../preload/contract/crm.ts';
import type { IntentsSnapshot } from '../../preload/contract/intents.ts';
import type { LinksSnapshot } from '../../preload/contract/links.ts';
import type { MessagesSnapshot } from '../../preload/contract/messages.ts';
import type { PresenceSnapshot } from '../../preload/contract/presence.ts';
import type { HistorySnapshot } from '../../preload/contract/records.ts';
import type { ContactsSnapshot } from '../../preload/contract/contacts.ts';
import type { LearningSnapshot } from '../../preload/contract/learning.ts';
import type { Accounts } from '../calls/accounts.ts';
import type { ModelDesk } from '../assist/model-desk.ts';
import type { CallAssist } from '../calls/call-assist.ts';
import type { CallJournal } from '../calls/call-journal.ts';
import type { Calls } from '../calls/calls.ts';
import type { CrmDesk } from '../calls/crm-desk.ts';
import type { PageLeg } from '../media/media-side.ts';
import type { IntentDesk } from '../calls/intent-desk.ts';
import type { LearningDesk } from '../learning/learning-desk.ts';
import type { ContactDesk } from '../contacts/contact-desk.ts';
import type { QuestionDesk } from '../calls/question-desk.ts';
import type { MessageDesk } from '../calls/message-desk.ts';
import type { PresenceDesk } from '../calls/presence-desk.ts';
import type { RecordingDesk } from '../calls/recording-desk.ts';
import type { RequestHandlers } from '../ipc/dispatch.ts';
import type { Publisher } from '../ipc/publisher.ts';
import type { CallerDesk } from '../calls/caller-desk.ts';
import type { PracticeLine } from '../practice/practice-line.ts';
import type { DialLinks } from './dial-links.ts';
import type { BackupDesk } from './backup-desk.ts';
import type { Preferences } from './preferences.ts';

/** One publisher per event of the contract. */
export interface Snapshots {
  readonly app: Publisher<AppSnapshot>;
  readonly accounts: Publisher<AccountsSnapshot>;
  readonly calls: Publisher<CallsSnapshot>;
  readonly assist: Publisher<AssistSnapshot>;
  readonly records: Publisher<HistorySnapshot>;
  readonly crm: Publisher<CrmSnapshot>;
  readonly intents: Publisher<IntentsSnapshot>;
  readonly learning: Publisher<LearningSnapshot>;
  readonly contacts: Publisher<ContactsSnapshot>;
  readonly links: Publisher<LinksSnapshot>;
  readonly messages: Publisher<MessagesSnapshot>;
  readonly presence: Publisher<PresenceSnapshot>;
}

interface Desks {
  readonly snapshots: Snapshots;
  readonly preferences: Preferences;
  readonly accounts: Accounts;
  readonly calls: Calls;
  readonly models: ModelDesk;
  readonly callAssist: CallAssist;
  readonly journal: CallJournal;
  readonly crm: CrmDesk;
  readonly practice: PracticeLine;
  readonly links: DialLinks;
  readonly callers: CallerDesk;
  readonly messages: MessageDesk;
  readonly presence: PresenceDesk;
  readonly recordings: RecordingDesk;
  readonly intents: IntentDesk;
  readonly learning: LearningDesk;
  readonly questions: QuestionDesk;
  readonly contacts: ContactDesk;
  readonly backup: BackupDesk;
  /** Shows a file in the system's file manager. */
  readonly reveal: (file: string) => void;
}

/** Every request of the contract, handed to the part that knows. */
export function createHandlers(desks: Desks): RequestHandlers {
  const { snapshots, preferences, models, accounts, calls, callAssist, journal, crm, practice, links, callers, messages, presence, recordings, intents, learning, questions, contacts, backup, reveal } = desks;
  const isAccountInCall = (accountId: string): boolean => calls.list().some((call) => call.accountId === accountId && call.state.kind !== 'ended');
  const pageLeg = (callId: string): PageLeg | null => {
    const leg = calls.find(callId)?.leg;
    return leg?.path === 'trunk' ? leg : null;
  };
  const accountBusy = () => failure('call-in-progress', 'This account has a call right now. End it first.');

  return {
    app: {
      get: () => success(snapshots.app.current()),
      setLocale: async ({ locale }) => emptied(await preferences.setLocale(locale)),
      dismissNotice({ noticeId }) {
        preferences.notices.dismiss(noticeId);
        return success({});
      },
      allowUnprotectedSecrets: async ({ isAllowed }) => emptied(await preferences.allowUnprotectedSecrets(isAllowed)),
      setUrlPop: async ({ urlPop }) => emptied(await preferences.setUrlPop(urlPop)),
      setRingVolumes: async ({ volumes }) => emptied(await preferences.setRingVolumes(volumes)),
      setVoiceProcessing: async ({ processing }) => emptied(await preferences.setVoiceProcessing(processing)),
      forgetHeadset: async () => emptied(await preferences.chooseHeadset(null)),
      setKeepsRunning: async ({ isOn }) => emptied(await preferences.setKeepsRunning(isOn)),
      setVocabulary: async ({ terms }) => emptied(await preferences.setVocabulary(terms)),
      setMasking: async ({ policy }) => emptied(await preferences.setMasking(policy)),
      chooseEngine: async ({ modelId }) => emptied(await preferences.chooseEngine(modelId)),
      addModel: ({ from }) => models.add(from),
      addRelease: ({ language }) => models.addRelease(language),
      removeModel: async ({ modelId }) => emptied(await models.remove(modelId)),
      chooseDevice: async ({ role, device }) => emptied(await preferences.chooseDevice(role, device)),
      chooseKnowledgeFolder: () => preferences.chooseKnowledgeFolder(),
      backUp: () => backup.backUp(),
      restoreBackup: () => backup.restore(),
      async requestPracticeCall({ scriptId }) {
        return emptied(await practice.requestCall(scriptId));
      },
    },
    accounts: {
      get: () => success(snapshots.accounts.current()),
      save: async ({ settings, password, turnPassword }) => (settings.accountId !== null && isAccountInCall(settings.accountId) ? accountBusy() : accounts.save(settings, password, turnPassword)),
      remove: async ({ accountId }) => (isAccountInCall(accountId) ? accountBusy() : emptied(await accounts.remove(accountId))),
      register: ({ accountId }) => emptied(accounts.register(accountId)),
      setDefault: async ({ accountId }) => emptied(await accounts.setDefault(accountId)),
      setReception: async ({ accountId, reception }) => emptied(await accounts.setReception(accountId, reception)),
      usePracticeLine: () => accounts.usePracticeLine(),
    },
    calls: {
      get: () => success(snapshots.calls.current()),
      place: ({ accountId, destination }) => calls.place(accountId, destination),
      answer: async ({ callId }) => emptied(await calls.answer(callId)),
      reject: ({ callId }) => emptied(calls.reject(callId)),
      hangUp: ({ callId }) => emptied(calls.hangUp(callId)),
      setMuted: ({ callId, isMuted }) => emptied(calls.setMuted(callId, isMuted)),
      setHeld: ({ callId, isHeld }) => emptied(calls.setHeld(callId, isHeld)),
      merge: () => emptied(calls.merge()),
      split: ({ callId }) => emptied(calls.split(callId)),
      transfer: ({ callId, destination }) => emptied(calls.transfer(callId, destination)),
      join: ({ callId, otherCallId }) => emptied(calls.join(callId, otherCallId)),
      answerReferral: async ({ callId, isFollowed }) => emptied(await calls.answerReferral(callId, isFollowed)),
      sendDtmf: ({ callId, digits }) => emptied(calls.sendDtmf(callId, digits)),
    },
    media: {
      async connect({ callId, offerSdp }) {
        const call = calls.find(callId);
        if (call === null) return failure('unknown-call', 'This call is not known any more.');
        if (call.leg.path !== 'gateway') return failure('media-failed', 'The audio of this call does not go over the gateway.');
        const answer = await call.leg.connectPage(offerSdp);
        return answer.ok ? success({ answerSdp: answer.value }) : answer;
      },
      attach({ callId }) {
        const leg = pageLeg(callId);
        if (leg === null) return failure('unknown-call', 'This call is not known any more.');
        const { connectionId, iceServers, expedites } = leg.attach();
        return success({ connectionId, iceServers: [...iceServers], expedites });
      },
      settle({ callId, connectionId, orderId, sdp, message }) {
        pageLeg(callId)?.settle(connectionId, orderId, sdp === null ? failure('media-failed', message) : success(sdp));
        return success({});
      },
      reportTrunk({ callId, connectionId, report }) {
        pageLeg(callId)?.report(connectionId, report);
        return success({});
      },
      openTaps({ callId }) {
        if (calls.find(callId) === null) return failure('unknown-call', 'This call is not known any more.');
        recordings.notePage(callId);
        return emptied(callAssist.openTaps(callId));
      },
      reportMicrophone({ state, detail }) {
        preferences.noteMicrophone(state, detail);
        return success({});
      },
    },
    assist: {
      get: () => success(snapshots.assist.current()),
      useSuggestion: ({ callId, suggestionId }) => emptied(callAssist.judge(callId, suggestionId, 'used')),
      dismissSuggestion: ({ callId, suggestionId }) => emptied(callAssist.judge(callId, suggestionId, 'dismissed')),
      tickStep: ({ callId, suggestionId, step, isDone }) => emptied(callAssist.tickStep(callId, suggestionId, step, isDone)),
      search: ({ query }) => callAssist.search(query),
      handOver: ({ callId }) => callAssist.handOver(callId),
    },
    intents: {
      get: () => success(snapshots.intents.current()),
      save: (draft) => intents.save(draft),
      merge: async ({ intentId, intoId }) => emptied(await intents.merge(intentId, intoId)),
      remove: async ({ intentId }) => emptied(await intents.remove(intentId)),
      restore: async () => emptied(await intents.restore()),
    },
    contacts: {
      get: () => success(snapshots.contacts.current()),
      find: ({ query }) => success(contacts.find(query)),
      save: (draft) => contacts.save(draft),
      remove: async ({ contactId }) => emptied(await contacts.remove(contactId)),
      import: () => contacts.import(),
      export: () => contacts.export(),
    },
    questions: {
      drafts: () => questions.drafts(),
      judge: async (judged) => emptied(await questions.judge(judged)),
    },
    learning: {
      get: () => success(snapshots.learning.current()),
      queue: async () => success(await learning.queue()),
      label: async ({ callId, utteranceId, verdict }) => emptied(await learning.label(callId, utteranceId, verdict)),
      learn: async () => emptied(await learning.learn()),
      rollBack: async ({ adoptionId }) => emptied(await learning.rollBack(adoptionId)),
    },
    callers: {
      profile: (party) => success(callers.profile(party)),
      async save({ note, ...party }) {
        const kept = await callers.save(party, note);
        if (kept.ok) callAssist.refreshBackgrounds();
        return emptied(kept);
      },
    },
    records: {
      getHistory: () => success(snapshots.records.current()),
      get: ({ callId }) => journal.find(callId),
      saveSummary: async ({ callId, summary }) => emptied(await journal.saveSummary(callId, summary)),
      confirm: async ({ callId, summary, disposition }) => emptied(await journal.confirm(callId, summary, disposition)),
      async remove({ callId }) {
        const audio = recordings.find(callId);
        // The file first: a record that is gone could not name it any more.
        const removed = audio.ok ? await recordings.remove(callId) : success();
        if (!removed.ok && removed.error.code !== 'unknown-call') return failure(removed.error.code === 'call-in-progress' ? 'call-in-progress' : 'store-failed', removed.error.message, removed.error);
        return emptied(await journal.remove(callId));
      },
    },
    recording: {
      setRunning: async ({ callId, isRunning }) => emptied(await recordings.setRunning(callId, isRunning)),
      noteAnnounced({ callId }) {
        recordings.noteAnnounced(callId);
        return success({});
      },
      reveal({ callId }) {
        const file = recordings.find(callId);
        if (file.ok) reveal(file.value);
        return file.ok ? success({}) : file;
      },
      remove: async ({ callId }) => emptied(await recordings.remove(callId)),
    },
    crm: {
      get: () => success(snapshots.crm.current()),
      save: async ({ endpoint, secret }) => emptied(await crm.save(endpoint, secret)),
      remove: async () => emptied(await crm.remove()),
      test: () => crm.test(),
      retryDead: () => crm.retryDead(),
    },
    messages: {
      get: () => success(snapshots.messages.current()),
      getConversation: (key) => success({ messages: messages.conversation(key) }),
      markRead: async (key) => emptied(await messages.markRead(key)),
      send: ({ accountId, destination, text }) => messages.send(accountId, destination, text),
      removeConversation: async (key) => emptied(await messages.remove(key)),
    },
    presence: {
      get: () => success(snapshots.presence.current()),
      setWatching: async ({ accountId, watching }) => emptied(await presence.setWatching(accountId, watching)),
      pickUp: ({ accountId, number }) => presence.pickUp(accountId, number),
    },
    links: {
      get: () => success(snapshots.links.current()),
      settle({ linkId }) {
        links.settle(linkId);
        return success({});
      },
      setPolicy: async ({ policy }) => emptied(await links.setPolicy(policy)),
      setSystemDefault: ({ isDefault }) => emptied(links.setSystemDefault(isDefault)),
    },
  };
}

function emptied<Code extends string>(result: Result<void, Code>): Result<Record<string, never>, Code> {
  return result.ok ? success({}) : result;
}
