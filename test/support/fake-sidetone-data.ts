import type { AccountView, RegistrationState } from '../../preload/contract/accounts.ts';
import type { PracticeScript } from '../../preload/contract/app.ts';
import { NOTHING_NOTED } from '../../preload/contract/audience.ts';
import type { ChecklistStep } from '../../preload/contract/checklist.ts';
import type { IntentFinding, Suggestion, Summary, Utterance } from '../../preload/contract/assist.ts';
import type { CallerProfile } from '../../preload/contract/callers.ts';
import type { CallEnd, CallSnapshot, CallState } from '../../preload/contract/calls.ts';
import type { Intent } from '../../preload/contract/intents.ts';
import type { HandOver } from '../../preload/contract/hand-over.ts';
import type { AccountId, CallId, SuggestionId, UtteranceId } from '../../preload/contract/primitives.ts';
import type { CallRecord, DeliveryState, RecordRow } from '../../preload/contract/records.ts';

/** What the fake shows: one small shop's day. Times are given against `nowMs`, so that the screens read the same at any hour. */
export const callId = (name: string) => name as CallId;
export const PRACTICE = 'practice' as AccountId;
export const OFFICE = 'office' as AccountId;
const utteranceId = (name: string) => name as UtteranceId;

export const practiceScripts: PracticeScript[] = [
  { scriptId: 'refund', callerName: 'Emma', number: '5550101', topic: 'A refund that has not arrived', durationMs: 42_000 },
  { scriptId: 'delivery', callerName: 'Alex', number: '5550102', topic: 'Where is my order?', durationMs: 38_000 },
  { scriptId: 'reschedule', callerName: 'Laura', number: '5550103', topic: 'Moving an appointment', durationMs: 45_000 },
];

export function account(accountId: AccountId, label: string, registration: RegistrationState, change: Partial<AccountView> = {}): AccountView {
  const isPractice = accountId === PRACTICE;
  return {
    settings: {
      accountId, label, kind: isPractice ? 'practice' : 'trunk', displayName: 'Front desk', user: isPractice ? 'agent' : '4420', domain: isPractice ? 'practice.sidetone.invalid' : 'sip.example.com',
      authUser: '', outboundProxy: '', transport: 'udp', pinnedCertificate: '', expiresSec: 300, codecs: ['opus', 'G722', 'PCMU', 'PCMA'], opus: { fec: true, dtx: false }, rtpPorts: null, expeditesAudio: true, srtp: 'off', dtmf: { mode: 'auto', toneMs: 100 }, recording: 'on-demand', recordingAnnouncement: null, media: 'rtp', iceServers: [], turnUser: '',
      reception: { doNotDisturb: false, callWaiting: true, forward: { always: '', busy: '', unanswered: '', unansweredAfterSec: 20 }, autoAnswer: 'never', autoAnswerAfterSec: 1 },
      watching: { voicemailNumber: '', mailbox: true, colleagues: [], pickUpPrefix: '' },
      callerId: 'shown', strangers: 'ignore', registers: true, localPort: 0, dialling: { numberForm: 'as-typed', countryCode: '', nationalPrefix: '0', internationalPrefix: '00', rules: [] },
    },
    hasPassword: true, hasTurnPassword: false, isPasswordStored: true, strangersIgnored: 0, registration, ...change,
  };
}

export const sampleIntents: Intent[] = [
  { intentId: 'refund', label: 'Refund', disposition: 'refund', articles: ['refunds'], examples: ['I want my money back', 'my refund has not arrived', 'when do I get the refund'] },
  { intentId: 'delivery', label: 'Where is my order', disposition: 'information', articles: ['delivery'], examples: ['where is my parcel', 'it should have come on Monday'] },
  { intentId: 'booking', label: 'Booking an appointment', disposition: 'appointment', articles: [], examples: [] },
];

export const registered = (nowMs: number): RegistrationState => ({ kind: 'registered', grantedSec: 300, untilMs: nowMs + 240_000, tookMs: 34 });

export function call(state: CallState, nowMs: number, change: Partial<CallSnapshot> = {}): CallSnapshot {
  return {
    callId: callId('live'), accountId: PRACTICE, direction: 'incoming', remote: { uri: 'sip:5550101@practice.sidetone.invalid', user: '5550101', displayName: 'Emma' },
    startedAtMs: nowMs - 68_000, setupMs: 120, state, isMuted: false, hold: { byUs: false, byPeer: false }, isInConference: false, transfer: null, referredTo: null, recording: { kind: 'running', startedAtMs: nowMs - 60_000, announcement: null },
    media: { isWanted: false /* there is no gateway to connect to */, path: 'gateway', orders: [], codec: 'PCMU', encryption: { kind: 'none' }, mediaMs: 61, packetsOut: 3_100, packetsIn: 3_090, packetsLost: 4, jitterMs: 3.2, roundTripMs: 24, mos: 4.4, inBandTones: null, fault: null },
    ...change,
  };
}

function utterance(name: string, speaker: Utterance['speaker'], text: string, startMs: number, state: Utterance['state'] = 'final'): Utterance {
  return { utteranceId: utteranceId(name), speaker, state, text, startMs, endMs: startMs + text.length * 55, confidence: 0.93 };
}

export const utterances: Utterance[] = [
  utterance('u1', 'agent', 'Hello, front desk, how can I help you?', 1_200),
  utterance('u2', 'caller', 'Hello, good morning. I would like a refund for something I bought from you.', 4_800),
  utterance('u3', 'caller', 'It is a coffee machine. I sent it back two weeks ago, and I am still waiting for my money.', 10_300),
  utterance('u4', 'agent', 'I am sorry about that. May I have your order number?', 17_100),
  utterance('u5', 'caller', 'My order number is 47291.', 21_400),
  utterance('u6', 'agent', 'Thank you. Refunds by card take five to ten working days after we receive the parcel.', 25_000),
  utterance('u7', 'caller', 'I paid 129 euros by credit card. How long does a refund take?', 32_500),
];
export const partialUtterance = utterance('u8', 'caller', 'All right. Will you send me an email when', 39_200, 'partial');

export const intents: IntentFinding[] = [
  { utteranceId: utteranceId('u2'), intentId: 'refund', label: 'Refund', confidence: 0.94 },
  { utteranceId: utteranceId('u3'), intentId: 'refund-status', label: 'Refund status', confidence: 0.81 },
];

function suggestion(name: string, title: string, heading: string, excerpt: string, trigger: string, confidence: number, state: Suggestion['state'] = 'shown'): Suggestion {
  const source = utterances.find((candidate) => candidate.utteranceId === trigger);
  return {
    suggestionId: name as SuggestionId, articleId: name, title, heading, excerpt, source: `${title.toLowerCase().replaceAll(' ', '-')}.md`, utteranceId: source?.utteranceId ?? null,
    triggerText: source?.text ?? '', confidence, latencyMs: 430, state, steps: [],
  };
}

const steps: ChecklistStep[] = [
  { text: 'Ask for the order number', state: 'heard', utteranceId: utteranceId('u4') },
  { text: 'Look the parcel up under Returns', state: 'ticked', utteranceId: null },
  { text: 'Start the refund', state: 'open', utteranceId: null },
];

export const suggestions: Suggestion[] = [
  suggestion('s3', 'Refund times', 'How long a refund takes', 'A refund to a credit card is booked within five to ten working days after the parcel has reached our warehouse. Bank transfers take two days less.', 'u7', 0.91),
  { ...suggestion('s2', 'Tracking a return', 'When the parcel is with us', 'Ask for the order number and look it up under Returns. When the parcel shows as received, start the refund from there; the customer gets an email at once.', 'u3', 0.74), steps, audience: [{ fact: 'region', values: ['EU', 'UK'] }, { fact: 'tier', values: ['Gold'] }] },
  suggestion('s1', 'Refunds', 'Refunds', 'Customers can return goods within 30 days. We refund the price and the outward postage with the means of payment that was used.', 'u2', 0.68, 'used'),
];

export const foundArticles: Suggestion[] = [
  { ...suggestion('f1', 'Opening hours', 'Public holidays', 'We are closed on public holidays. The day before, the phone is staffed until 14:00.', '', 0.83), triggerText: 'public holidays' },
];

export const summary: Summary = {
  reason: { text: 'Emma waits for the refund of a coffee machine that she sent back two weeks ago.', utteranceIds: [utteranceId('u2'), utteranceId('u3')] },
  asked: [{ text: 'How long does a refund take?', utteranceIds: [utteranceId('u7')] }, { text: 'Will an email be sent when it is done?', utteranceIds: [utteranceId('u7')] }],
  answered: [{ text: 'Refunds by card take five to ten working days after the parcel is received.', utteranceIds: [utteranceId('u6')] }],
  promisedActions: [{ text: 'Send an email when the refund is booked', utteranceIds: [utteranceId('u6')], owner: 'agent', due: 'Friday' }],
  entities: [
    { kind: 'order-number', text: '47291', utteranceIds: [utteranceId('u5')] }, { kind: 'amount', text: '129 euros', utteranceIds: [utteranceId('u7')] }, { kind: 'product', text: 'coffee machine', utteranceIds: [utteranceId('u3')] },
  ],
  details: [{ text: 'I sent it back two weeks ago, and the parcel service says it has arrived.', utteranceIds: [utteranceId('u3')] }],
  outcome: { text: 'Send an email when the refund is booked', utteranceIds: [utteranceId('u6')] },
  followUp: [{ text: 'Call us again if the money is not there by Friday.', utteranceIds: [utteranceId('u6')] }],
  mood: { start: { value: 'negative', utteranceIds: [utteranceId('u3')] }, end: { value: 'positive', utteranceIds: [utteranceId('u7')] } },
  checklists: [{ articleId: 's2', title: 'Tracking a return', steps }],
  dispositionSuggestion: { dispositionId: 'refund', confidence: 0.86 }, saysLittleBecause: null, note: '', rating: null,
};

export const handOver: HandOver = {
  reason: summary.reason, details: summary.details, open: summary.asked.slice(-1), tried: summary.answered, checklists: summary.checklists, promisedActions: summary.promisedActions, entities: summary.entities,
  mood: summary.mood.start, article: { articleId: 'refund-times', title: 'Refund times', source: 'refunds.md' },
};

export const newCaller: CallerProfile = { isVip: false, note: '', facts: NOTHING_NOTED, calls: 0, isRepeat: false, last: null };
export const returningCaller: CallerProfile = {
  isVip: true, note: 'Has the service contract.', facts: { tier: 'Gold', region: 'EU', language: '', product: 'coffee machine' }, calls: 3, isRepeat: true,
  last: { startedAtMs: Date.UTC(2026, 2, 10, 9), result: 'completed', reason: 'The coffee machine leaks and she wants to send it back.', outcome: 'The return label is sent.', disposition: 'follow-up', promised: ['I will call you when the parcel is here.'] },
};

export const plainEnd: CallEnd = { result: 'completed', endedBy: 'remote', sipStatus: null, reason: '', failure: null };

export function record(name: string, nowMs: number, change: Partial<CallRecord> = {}): CallRecord {
  const startedAtMs = change.startedAtMs ?? nowMs - 120_000;
  return {
    callId: callId(name), accountId: PRACTICE, direction: 'incoming', local: { uri: 'sip:agent@practice.sidetone.invalid', displayName: 'Front desk' },
    remote: { uri: 'sip:5550101@practice.sidetone.invalid', user: '5550101', displayName: 'Emma' }, startedAtMs, answeredAtMs: startedAtMs + 4_000, endedAtMs: startedAtMs + 71_000,
    end: plainEnd, codec: 'PCMU', quality: { packetsOut: 3_350, packetsIn: 3_346, packetsLost: 4, jitterMs: 3.2, roundTripMs: 24, mos: 4.4 }, recording: null, transcript: utterances, transcriptAbsence: null, intents, suggestions, searches: [], labels: [], summary, disposition: null, wrapUp: 'open', ...change,
  };
}

export function rowOf(from: CallRecord, delivery: DeliveryState): RecordRow {
  const { callId: id, direction, remote, startedAtMs, answeredAtMs, endedAtMs, end, disposition, wrapUp } = from;
  return { callId: id, direction, remote, startedAtMs, answeredAtMs, endedAtMs, end, disposition, wrapUp, reason: from.summary?.reason?.text ?? null, delivery };
}
