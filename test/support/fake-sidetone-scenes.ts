import type { AddedModel, ModelRelease } from '../../preload/contract/models.ts';
import { NO_URL_POP } from '../../preload/contract/url-pop.ts';
import type { AccountView } from '../../preload/contract/accounts.ts';
import { ALL_PROCESSING, SYSTEM_DEFAULTS, USUAL_VOLUMES } from '../../preload/contract/audio.ts';
import { DEFAULT_MASKING } from '../../preload/contract/privacy.ts';
import type { AppSnapshot, Notice } from '../../preload/contract/app.ts';
import type { AssistSnapshot, AssistStatus } from '../../preload/contract/assist.ts';
import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { CrmSnapshot } from '../../preload/contract/crm.ts';
import type { IntentsSnapshot } from '../../preload/contract/intents.ts';
import type { Contact } from '../../preload/contract/contacts.ts';
import type { LearningSnapshot, ReviewItem } from '../../preload/contract/learning.ts';
import { ASK_FIRST, type LinksSnapshot } from '../../preload/contract/links.ts';
import type { TextMessage } from '../../preload/contract/messages.ts';
import type { ExtensionState, PresenceSnapshot } from '../../preload/contract/presence.ts';
import type { CallRecord, DeliveryState } from '../../preload/contract/records.ts';
import { learnedSome, sampleContacts, nothingLearned, reviewItems } from './fake-sidetone-learning.ts';
import { account, call, callId, intents, OFFICE, partialUtterance, plainEnd, PRACTICE, practiceScripts, record, registered, sampleIntents, suggestions, summary, utterances } from './fake-sidetone-data.ts';

/** Everything main would know at one moment. */
export interface Scene {
  readonly app: Omit<AppSnapshot, 'revision'>;
  readonly accounts: readonly AccountView[];
  readonly calls: readonly CallSnapshot[];
  readonly assist: Omit<AssistSnapshot, 'revision'>;
  readonly records: readonly { readonly record: CallRecord; readonly delivery: DeliveryState }[];
  readonly crm: Omit<CrmSnapshot, 'revision'>;
  readonly intents: Omit<IntentsSnapshot, 'revision'>;
  readonly contacts: readonly Contact[];
  readonly learning: Omit<LearningSnapshot, 'revision'>;
  readonly review: readonly ReviewItem[];
  readonly links: Omit<LinksSnapshot, 'revision'>;
  readonly messages: readonly TextMessage[];
  readonly presence: Omit<PresenceSnapshot, 'revision'>;
}

const LONG_NAME = 'Wirtschaftsprüfungsgesellschaft Müller-Lüdenscheidt & Partner 股份有限公司客户服务中心';
/** What the person adds. */
export const OWN_RELEASE: ModelRelease = { name: 'sherpa-onnx-sense-voice-zh-en-ja-ko-yue-2024-07-17', family: 'sense-voice', languages: ['zh', 'yue', 'en', 'ja', 'ko'], suggested: null };
export const OWN_MODEL: AddedModel = { modelId: 'sense-voice-small', name: 'SenseVoice small', engine: 'sherpa-onnx', language: null, licence: 'Apache-2.0', bytes: 239_233_841 };
const ready = { kind: 'ready', engine: 'moonshine-base-en', choice: { reason: 'fast-enough', realTimeFactor: 0.09, available: ['moonshine-base-en', 'moonshine-tiny-en'] } } satisfies AssistStatus;
const notice = (noticeId: string, severity: Notice['severity'], failure: Notice['failure']): Notice => ({ noticeId, severity, failure });

function quiet(): Scene {
  return {
    app: {
      versions: { sidetone: '0.1.0', electron: '33.2.1', chromium: '130.0.6723.137', 'sip.js': '0.21.2' }, locale: 'en', secretStorage: 'keyring', notices: [], practiceScripts: [], microphone: 'live', audio: SYSTEM_DEFAULTS, masking: DEFAULT_MASKING, vocabulary: [], keepsRunning: true, ringVolumes: USUAL_VOLUMES, urlPop: NO_URL_POP, voiceProcessing: ALL_PROCESSING, headset: null, addedModels: [], knowledgeFolder: null, knowledge: { articles: 27, skipped: [], audience: { tier: ['Gold', 'Silver'], region: ['EU', 'UK'], language: [], product: ['coffee machine'] }, reading: null },
    },
    accounts: [], calls: [],
    assist: { status: ready, callId: null, utterances: [], intents: [], suggestions: [], behindMs: 0 },
    records: [],
    crm: { endpoint: null, hasSecret: false, isSecretStored: false, waiting: 0, dead: 0, lastDeliveredAtMs: null, lastError: null },
    intents: { intents: sampleIntents, isStarter: true, training: { kind: 'ready' } },
    contacts: [], learning: nothingLearned, review: [],
    links: { asked: null, policy: ASK_FIRST, isSystemDefault: false },
    messages: [],
    presence: { colleagues: [], mailboxes: [], needsStream: false },
  };
}

function atWork(nowMs: number): Scene {
  const scene = quiet();
  return { ...scene, app: { ...scene.app, practiceScripts }, accounts: [account(PRACTICE, 'Practice line', registered(nowMs))], records: pastCalls(nowMs), contacts: sampleContacts, learning: learnedSome(nowMs), review: reviewItems(nowMs) };
}

function pastCalls(nowMs: number): Scene['records'] {
  const hour = 3_600_000;
  const other = (name: string, user: string) => ({ uri: `sip:${user}@sip.example.com`, user, displayName: name });
  return [
    { record: record('r1', nowMs, { startedAtMs: nowMs - 600_000 }), delivery: { kind: 'none' } },
    { record: record('r2', nowMs, { startedAtMs: nowMs - 2 * hour, remote: other('Alex', '5550102'), disposition: 'follow-up', wrapUp: 'confirmed', summary: { ...summary, reason: { text: 'A desk lamp ordered on 3 March has not arrived.', utteranceIds: [] } } }), delivery: { kind: 'delivered', attempts: 1, deliveredAtMs: nowMs - 2 * hour + 120_000, httpStatus: 200 } },
    { record: record('r3', nowMs, { startedAtMs: nowMs - 3 * hour, remote: other(LONG_NAME, '+49 30 901820'), direction: 'outgoing', disposition: 'appointment', wrapUp: 'confirmed' }), delivery: { kind: 'dead', attempts: 10, lastError: 'HTTP 500 Internal Server Error' } },
    { record: record('r4', nowMs, { startedAtMs: nowMs - 5 * hour, remote: other('', '5550104'), answeredAtMs: null, wrapUp: 'automatic', transcript: [], intents: [], suggestions: [], summary: null, end: { ...plainEnd, result: 'missed', sipStatus: 487, reason: 'Request Terminated' } }), delivery: { kind: 'waiting', attempts: 2, nextAttemptAtMs: nowMs + 90_000, lastError: 'HTTP 503' } },
    { record: record('r5', nowMs, { startedAtMs: nowMs - 26 * hour, remote: other('王小明', '5550106'), direction: 'outgoing', answeredAtMs: null, wrapUp: 'automatic', transcript: [], intents: [], suggestions: [], summary: null, end: { ...plainEnd, result: 'failed', sipStatus: 488, reason: 'Not Acceptable Here', failure: { code: 'no-common-codec', message: 'no common codec', sipStatus: 488, detail: 'Not Acceptable Here' } } }), delivery: { kind: 'none' } },
  ];
}

function inCall(nowMs: number): Scene {
  const scene = atWork(nowMs);
  return {
    ...scene,
    calls: [call({ kind: 'active', answeredAtMs: nowMs - 67_000 }, nowMs)],
    assist: { status: ready, callId: callId('live'), utterances: [...utterances, partialUtterance], intents, suggestions, behindMs: 0 },
  };
}

const second = { uri: 'sip:5550102@practice.sidetone.invalid', user: '5550102', displayName: 'Alex' };

function twoCalls(nowMs: number): Scene {
  const scene = inCall(nowMs);
  return { ...scene, calls: [...scene.calls, call({ kind: 'active', answeredAtMs: nowMs - 240_000 }, nowMs, { callId: callId('second'), remote: second, hold: { byUs: true, byPeer: false } })] };
}

const withOwnModel = (scene: Scene): Scene => ({ ...scene, app: { ...scene.app, addedModels: [OWN_MODEL] } });
const withStatus = (scene: Scene, status: AssistStatus, change: Partial<Scene['assist']> = {}): Scene => ({ ...scene, assist: { ...scene.assist, status, ...change } });

const FINGERPRINT = Array.from({ length: 32 }, (_value, index) => (index * 7 + 16).toString(16).toUpperCase().padStart(2, '0')).join(':');

function atTheOffice(nowMs: number): Scene {
  const colleague = (name: string, number: string, state: ExtensionState) => ({ name, number, accountId: OFFICE, state });
  const text = (messageId: string, user: string, displayName: string | null, words: string, ageMs: number, state: TextMessage['state']): TextMessage =>
    ({ messageId, accountId: OFFICE, party: { uri: `sip:${user}@trunk.example`, user, displayName }, text: words, atMs: nowMs - ageMs, state, messageKey: null });
  const colleagues = [
    colleague('Laura', '1002', { kind: 'idle' }), colleague('Alex', '1003', { kind: 'ringing', by: 'Emma' }), colleague('王小明', '1004', { kind: 'talking', with: '+4930901820' }),
    colleague(LONG_NAME, '1005', { kind: 'offline', sipStatus: 404 }), colleague('', '1006', { kind: 'unknown', isSilent: true }),
  ];
  const office = account(OFFICE, 'Office', registered(nowMs));
  return {
    ...atWork(nowMs), app: quiet().app,
    accounts: [{ ...office, settings: { ...office.settings, watching: { ...office.settings.watching, colleagues: colleagues.map(({ name, number }) => ({ name, number })) } } }],
    presence: { colleagues, mailboxes: [{ accountId: OFFICE, mailbox: { isWaiting: true, newCount: 2, oldCount: 5 }, voicemailNumber: '*97' }], needsStream: true },
    messages: [
      text('m1', '1002', 'Laura', 'Could you take the 3 o’clock call? I am still at the warehouse.', 3_600_000, { kind: 'received', isRead: true }), text('m2', '1002', 'Laura', 'Yes, no problem.', 3_500_000, { kind: 'delivered', sipStatus: 200 }),
      text('m3', '5550101', null, '您好，我的订单什么时候能到？', 1_800_000, { kind: 'received', isRead: false }), text('m4', '1002', 'Laura', 'The customer asked for you again.', 900_000, { kind: 'failed', failure: { code: 'message-refused', message: 'refused', sipStatus: 404, detail: 'Not Found' } }),
      text('m5', '1002', 'Laura', 'Thank you! Back at four.\nSecond line.', 600_000, { kind: 'received', isRead: false }),
    ],
  };
}

/** Every scene that a screenshot is taken of, by name. */
export const SCENES = {
  'first-run': () => quiet(),
  phone: atWork,
  wordless: (nowMs) => ({ ...atWork(nowMs), records: [{ record: record('wordless', nowMs, { transcript: [], summary: null, intents: [], suggestions: [], transcriptAbsence: { kind: 'assist-off', code: 'models-missing' } }), delivery: { kind: 'none' } }] }),
  headset: (nowMs) => ({ ...atWork(nowMs), app: { ...atWork(nowMs).app, headset: { vendorId: 0x0b0e, productId: 0x0e36, name: 'Desk headset 65' } } }),
  'phone-empty': (nowMs) => ({ ...atWork(nowMs), records: [], contacts: [], learning: nothingLearned, review: [] }),
  'phone-two-lines': (nowMs) => ({ ...atWork(nowMs), accounts: [account(OFFICE, LONG_NAME, registered(nowMs), { strangersIgnored: 1_204 }), account(PRACTICE, 'Practice line', registered(nowMs))] }),
  'line-failed': (nowMs) => ({
    ...atWork(nowMs),
    accounts: [account(OFFICE, 'Office', { kind: 'failed', failure: { code: 'wrong-password', message: 'wrong password', sipStatus: 403, detail: 'Forbidden', action: 'open-account' }, retryAtMs: nowMs + 30_000 })],
    app: { ...atWork(nowMs).app, practiceScripts: [] },
  }),
  'line-certificate': (nowMs) => {
    const failure = {
      code: 'certificate-unknown-authority', message: 'unknown authority', detail: 'CN=pbx.example.com, issued by CN=Example office, valid until Jan  1 00:00:00 2030 GMT', certificateSha256: FINGERPRINT, action: 'trust-certificate',
    } as const;
    const line = account(OFFICE, 'Office', { kind: 'failed', failure, retryAtMs: null });
    return { ...atWork(nowMs), accounts: [{ ...line, settings: { ...line.settings, transport: 'tls' } }] };
  },
  notices: (nowMs) => {
    const scene = atWork(nowMs);
    return {
      ...scene,
      app: {
        ...scene.app, secretStorage: 'memory', microphone: 'missing',
        notices: [
          notice('no-keyring', 'warning', { code: 'no-keyring', message: 'no keyring', action: 'allow-unprotected-secrets' }), notice('microphone', 'warning', { code: 'microphone-missing', message: 'no microphone', detail: 'NotFoundError', action: 'open-audio' }),
          notice('store-moved-aside', 'error', { code: 'store-moved-aside', message: 'moved', detail: 'Unexpected end of JSON input' }),
        ],
      },
    };
  },
  ringing: (nowMs) => ({ ...atWork(nowMs), calls: [call({ kind: 'ringing-in' }, nowMs, { setupMs: null })] }),
  'ringing-long': (nowMs) => ({ ...atWork(nowMs), calls: [call({ kind: 'ringing-in' }, nowMs, { setupMs: null, remote: { uri: 'sip:+4930901820@sip.example.com', user: '+4930901820', displayName: LONG_NAME, forwarded: { for: 'Sales', by: 'Reception' } } })] }),
  'ringing-out': (nowMs) => ({ ...atWork(nowMs), calls: [call({ kind: 'ringing-out', hasEarlyMedia: true }, nowMs, { direction: 'outgoing', setupMs: null })] }),
  'in-call': inCall,
  'in-call-quiet': (nowMs) => withStatus(inCall(nowMs), ready, { utterances: utterances.slice(0, 1), intents: [], suggestions: [] }),
  'in-call-rising': (nowMs) => withStatus(inCall(nowMs), ready, { utterances: utterances.slice(0, 1), intents: [], suggestions: suggestions.slice(0, 1).map((card) => ({ ...card, utteranceId: null, triggerText: '', rising: { intentId: 'refund', calls: 9, ofCalls: 31, callsBefore: 4, ofCallsBefore: 96 } })) }),
  'in-call-faults': (nowMs) => {
    const scene = withStatus(inCall(nowMs), { kind: 'degraded', engine: 'moonshine-tiny', failure: { code: 'assist-crashed', message: 'restarting' } }, { behindMs: 6_400 });
    const media = { ...call({ kind: 'dialling' }, nowMs).media, packetsLost: 260, jitterMs: 48, roundTripMs: 310, fault: { code: 'no-audio-from-remote', message: 'no audio' } };
    return { ...scene, app: { ...scene.app, microphone: 'missing' }, calls: [call({ kind: 'active', answeredAtMs: nowMs - 67_000 }, nowMs, { isMuted: true, media })] };
  },
  'in-call-held': (nowMs) => ({ ...inCall(nowMs), calls: [call({ kind: 'active', answeredAtMs: nowMs - 67_000 }, nowMs, { hold: { byUs: true, byPeer: false } })] }),
  'two-calls': twoCalls,
  'call-waiting': (nowMs) => ({ ...inCall(nowMs), calls: [call({ kind: 'ringing-in' }, nowMs, { callId: callId('second'), remote: second, setupMs: null }), ...inCall(nowMs).calls] }),
  'transfer-failed': (nowMs) => ({ ...inCall(nowMs), calls: inCall(nowMs).calls.map((live) => ({ ...live, transfer: { to: '5550103', progress: 'failed', sipStatus: 486 } })) }),
  referred: (nowMs) => ({ ...inCall(nowMs), calls: inCall(nowMs).calls.map((live) => ({ ...live, referredTo: second })) }),
  'in-call-assist-off': (nowMs) => withStatus(inCall(nowMs), { kind: 'off', failure: { code: 'model-missing', message: 'missing', detail: 'moonshine-base/encoder.onnx' } }, { utterances: [], intents: [], suggestions: [] }),
  'own-model': (nowMs) => withOwnModel(withStatus(atWork(nowMs), { kind: 'ready', engine: OWN_MODEL.modelId, choice: { reason: 'pinned', realTimeFactor: 0.12, available: ['moonshine-base-en', 'moonshine-tiny-en'] } }, {})),
  'own-model-failed': (nowMs) => withOwnModel(withStatus(atWork(nowMs), { ...ready, kind: 'degraded', failure: { code: 'added-model-failed', message: 'it does not listen', detail: 'The model file model.int8.onnx is damaged or missing: its sha256 differs.' } }, {})),
  office: atTheOffice,
  'office-in-call': (nowMs) => ({ ...inCall(nowMs), accounts: atTheOffice(nowMs).accounts, presence: atTheOffice(nowMs).presence }),
  'link-asked': (nowMs) => ({ ...atWork(nowMs), links: { ...atWork(nowMs).links, asked: { linkId: 'link', destination: '+4930901820' } } }),
  failures: (nowMs) => atWork(nowMs),
  secrets: (nowMs) => ({ ...atWork(nowMs), app: { ...atWork(nowMs).app, secretStorage: 'memory' } }),
  crm: (nowMs) => ({ ...atWork(nowMs), crm: { endpoint: { url: 'https://crm.example.com/hooks/sidetone', isEnabled: true }, hasSecret: true, isSecretStored: true, waiting: 1, dead: 1, lastDeliveredAtMs: nowMs - 7_080_000, lastError: 'HTTP 500 Internal Server Error' } }),
} satisfies Record<string, (nowMs: number) => Scene>;

export type SceneName = keyof typeof SCENES;
