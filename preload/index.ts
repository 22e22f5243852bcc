import { contextBridge, ipcRenderer } from 'electron';
import type { EventApi, RequestApi, SidetoneApi } from './contract/index.ts';
import { TAP_PORT_CHANNEL, TAP_PORT_MESSAGE } from './contract/tap-port-message.ts';

/** One named function per request; the page never sees a channel or an Electron object. */
const request: RequestApi = {
  app: {
    get: (input) => ipcRenderer.invoke('app.get', input),
    setLocale: (input) => ipcRenderer.invoke('app.setLocale', input),
    dismissNotice: (input) => ipcRenderer.invoke('app.dismissNotice', input),
    allowUnprotectedSecrets: (input) => ipcRenderer.invoke('app.allowUnprotectedSecrets', input),
    chooseKnowledgeFolder: (input) => ipcRenderer.invoke('app.chooseKnowledgeFolder', input),
    chooseDevice: (input) => ipcRenderer.invoke('app.chooseDevice', input),
    setUrlPop: (input) => ipcRenderer.invoke('app.setUrlPop', input),
    setVoiceProcessing: (input) => ipcRenderer.invoke('app.setVoiceProcessing', input),
    forgetHeadset: (input) => ipcRenderer.invoke('app.forgetHeadset', input),
    setRingVolumes: (input) => ipcRenderer.invoke('app.setRingVolumes', input),
    setKeepsRunning: (input) => ipcRenderer.invoke('app.setKeepsRunning', input),
    setVocabulary: (input) => ipcRenderer.invoke('app.setVocabulary', input),
    setMasking: (input) => ipcRenderer.invoke('app.setMasking', input),
    chooseEngine: (input) => ipcRenderer.invoke('app.chooseEngine', input),
    addModel: (input) => ipcRenderer.invoke('app.addModel', input),
    addRelease: (input) => ipcRenderer.invoke('app.addRelease', input),
    removeModel: (input) => ipcRenderer.invoke('app.removeModel', input),
    backUp: (input) => ipcRenderer.invoke('app.backUp', input),
    restoreBackup: (input) => ipcRenderer.invoke('app.restoreBackup', input),
    requestPracticeCall: (input) => ipcRenderer.invoke('app.requestPracticeCall', input),
  },
  accounts: {
    get: (input) => ipcRenderer.invoke('accounts.get', input),
    save: (input) => ipcRenderer.invoke('accounts.save', input),
    remove: (input) => ipcRenderer.invoke('accounts.remove', input),
    register: (input) => ipcRenderer.invoke('accounts.register', input),
    setDefault: (input) => ipcRenderer.invoke('accounts.setDefault', input),
    setReception: (input) => ipcRenderer.invoke('accounts.setReception', input),
    usePracticeLine: (input) => ipcRenderer.invoke('accounts.usePracticeLine', input),
  },
  calls: {
    get: (input) => ipcRenderer.invoke('calls.get', input),
    place: (input) => ipcRenderer.invoke('calls.place', input),
    answer: (input) => ipcRenderer.invoke('calls.answer', input),
    reject: (input) => ipcRenderer.invoke('calls.reject', input),
    hangUp: (input) => ipcRenderer.invoke('calls.hangUp', input),
    setMuted: (input) => ipcRenderer.invoke('calls.setMuted', input),
    setHeld: (input) => ipcRenderer.invoke('calls.setHeld', input),
    merge: (input) => ipcRenderer.invoke('calls.merge', input),
    split: (input) => ipcRenderer.invoke('calls.split', input),
    transfer: (input) => ipcRenderer.invoke('calls.transfer', input),
    join: (input) => ipcRenderer.invoke('calls.join', input),
    answerReferral: (input) => ipcRenderer.invoke('calls.answerReferral', input),
    sendDtmf: (input) => ipcRenderer.invoke('calls.sendDtmf', input),
  },
  media: {
    connect: (input) => ipcRenderer.invoke('media.connect', input),
    attach: (input) => ipcRenderer.invoke('media.attach', input),
    settle: (input) => ipcRenderer.invoke('media.settle', input),
    reportTrunk: (input) => ipcRenderer.invoke('media.reportTrunk', input),
    openTaps: (input) => ipcRenderer.invoke('media.openTaps', input),
    reportMicrophone: (input) => ipcRenderer.invoke('media.reportMicrophone', input),
  },
  assist: {
    get: (input) => ipcRenderer.invoke('assist.get', input),
    useSuggestion: (input) => ipcRenderer.invoke('assist.useSuggestion', input),
    dismissSuggestion: (input) => ipcRenderer.invoke('assist.dismissSuggestion', input),
    tickStep: (input) => ipcRenderer.invoke('assist.tickStep', input),
    search: (input) => ipcRenderer.invoke('assist.search', input),
    handOver: (input) => ipcRenderer.invoke('assist.handOver', input),
  },
  records: {
    getHistory: (input) => ipcRenderer.invoke('records.getHistory', input),
    get: (input) => ipcRenderer.invoke('records.get', input),
    saveSummary: (input) => ipcRenderer.invoke('records.saveSummary', input),
    confirm: (input) => ipcRenderer.invoke('records.confirm', input),
    remove: (input) => ipcRenderer.invoke('records.remove', input),
  },
  crm: {
    get: (input) => ipcRenderer.invoke('crm.get', input),
    save: (input) => ipcRenderer.invoke('crm.save', input),
    remove: (input) => ipcRenderer.invoke('crm.remove', input),
    test: (input) => ipcRenderer.invoke('crm.test', input),
    retryDead: (input) => ipcRenderer.invoke('crm.retryDead', input),
  },
  callers: {
    profile: (input) => ipcRenderer.invoke('callers.profile', input),
    save: (input) => ipcRenderer.invoke('callers.save', input),
  },
  messages: {
    get: (input) => ipcRenderer.invoke('messages.get', input),
    getConversation: (input) => ipcRenderer.invoke('messages.getConversation', input),
    markRead: (input) => ipcRenderer.invoke('messages.markRead', input),
    send: (input) => ipcRenderer.invoke('messages.send', input),
    removeConversation: (input) => ipcRenderer.invoke('messages.removeConversation', input),
  },
  presence: {
    get: (input) => ipcRenderer.invoke('presence.get', input),
    setWatching: (input) => ipcRenderer.invoke('presence.setWatching', input),
    pickUp: (input) => ipcRenderer.invoke('presence.pickUp', input),
  },
  recording: {
    setRunning: (input) => ipcRenderer.invoke('recording.setRunning', input),
    noteAnnounced: (input) => ipcRenderer.invoke('recording.noteAnnounced', input),
    reveal: (input) => ipcRenderer.invoke('recording.reveal', input),
    remove: (input) => ipcRenderer.invoke('recording.remove', input),
  },
  intents: {
    get: (input) => ipcRenderer.invoke('intents.get', input),
    save: (input) => ipcRenderer.invoke('intents.save', input),
    merge: (input) => ipcRenderer.invoke('intents.merge', input),
    remove: (input) => ipcRenderer.invoke('intents.remove', input),
    restore: (input) => ipcRenderer.invoke('intents.restore', input),
  },
  contacts: {
    get: (input) => ipcRenderer.invoke('contacts.get', input),
    find: (input) => ipcRenderer.invoke('contacts.find', input),
    save: (input) => ipcRenderer.invoke('contacts.save', input),
    remove: (input) => ipcRenderer.invoke('contacts.remove', input),
    import: (input) => ipcRenderer.invoke('contacts.import', input),
    export: (input) => ipcRenderer.invoke('contacts.export', input),
  },
  questions: {
    drafts: (input) => ipcRenderer.invoke('questions.drafts', input),
    judge: (input) => ipcRenderer.invoke('questions.judge', input),
  },
  learning: {
    get: (input) => ipcRenderer.invoke('learning.get', input),
    queue: (input) => ipcRenderer.invoke('learning.queue', input),
    label: (input) => ipcRenderer.invoke('learning.label', input),
    learn: (input) => ipcRenderer.invoke('learning.learn', input),
    rollBack: (input) => ipcRenderer.invoke('learning.rollBack', input),
  },
  links: {
    get: (input) => ipcRenderer.invoke('links.get', input),
    settle: (input) => ipcRenderer.invoke('links.settle', input),
    setPolicy: (input) => ipcRenderer.invoke('links.setPolicy', input),
    setSystemDefault: (input) => ipcRenderer.invoke('links.setSystemDefault', input),
  },
};

function subscribeTo<Snapshot>(channel: string, listener: (snapshot: Snapshot) => void): () => void {
  const onEvent = (_event: unknown, snapshot: Snapshot) => listener(snapshot);
  ipcRenderer.on(channel, onEvent);
  return () => void ipcRenderer.removeListener(channel, onEvent);
}

const on: EventApi = {
  app: { changed: (listener) => subscribeTo('app.changed', listener) },
  accounts: { changed: (listener) => subscribeTo('accounts.changed', listener) },
  calls: { changed: (listener) => subscribeTo('calls.changed', listener) },
  assist: { changed: (listener) => subscribeTo('assist.changed', listener) },
  records: { changed: (listener) => subscribeTo('records.changed', listener) },
  crm: { changed: (listener) => subscribeTo('crm.changed', listener) },
  messages: { changed: (listener) => subscribeTo('messages.changed', listener) },
  presence: { changed: (listener) => subscribeTo('presence.changed', listener) },
  intents: { changed: (listener) => subscribeTo('intents.changed', listener) },
  contacts: { changed: (listener) => subscribeTo('contacts.changed', listener) },
  learning: { changed: (listener) => subscribeTo('learning.changed', listener) },
  links: { changed: (listener) => subscribeTo('links.changed', listener) },
};

contextBridge.exposeInMainWorld('sidetone', { request, on } satisfies SidetoneApi);

// A MessagePort cannot cross the context bridge; the window's own message event carries it.
ipcRenderer.on(TAP_PORT_CHANNEL, (event, tap: unknown) => window.postMessage({ type: TAP_PORT_MESSAGE, tap }, window.location.origin, event.ports));
