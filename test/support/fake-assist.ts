import { EMPTY_SUMMARY, type AssistStatus, type Summary } from '../../preload/contract/assist.ts';
import { NO_BACKGROUND } from '../../preload/contract/call-background.ts';
import { NOTHING_READ } from '../../preload/contract/knowledge.ts';
import { failure, success } from '../../preload/contract/result.ts';
import type { Assist, AssistFact } from '../../main/assist/assist.ts';
import { createEmitter } from '../../main/platform/emitter.ts';

export const READY: AssistStatus = { kind: 'ready', engine: 'base' };
export const SHORT_CALL: Summary = { ...EMPTY_SUMMARY, saysLittleBecause: 'call-too-short' };

/** An Assist that says what the test says and remembers what it was asked. */
export interface FakeAssist extends Assist {
  status: AssistStatus;
  readonly orders: string[];
  tell(fact: AssistFact): void;
  /** Changes the status and tells of it. */
  become(status: AssistStatus): void;
  harvest: Awaited<ReturnType<Assist['endCall']>>;
}

export function fakeAssist(status: AssistStatus = READY): FakeAssist {
  const facts = createEmitter<AssistFact>();
  const orders: string[] = [];
  return {
    status,
    knowledge: NOTHING_READ,
    onKnowledge: () => () => undefined,
    orders,
    harvest: { utterances: [], intents: [], summary: SHORT_CALL },
    tell: (fact) => facts.emit(fact),
    become(next) {
      this.status = next;
      facts.emit({ kind: 'status-changed', status: next });
    },
    subscribe: (listener) => facts.subscribe(listener),
    start: () => void orders.push('start'),
    beginCall: (callId, _answeredAtMs, transcript, { preferences, checklists } = NO_BACKGROUND) => void orders.push([`begin ${callId} with ${transcript.length}`, ...(preferences.length === 0 ? [] : [`after ${preferences.length}`]), ...(checklists.length === 0 ? [] : [`at ${JSON.stringify(checklists)}`])].join(' ')),
    useBackground: (callId, { caller }) => void orders.push(`know of ${callId} ${JSON.stringify(caller)}`),
    attachTap: (callId, speaker) => void orders.push(`tap ${callId} ${speaker}`),
    async endCall(callId) {
      orders.push(`end ${callId}`);
      return this.harvest;
    },
    search: async () => success([]),
    sumUp: async () => success(EMPTY_SUMMARY),
    reportFeedback: (_callId, suggestionId, verdict) => void orders.push(`${verdict} ${suggestionId}`),
    useKnowledgeFolder: async (folder) => (folder === '/missing' ? failure('folder-unreadable', 'no such folder') : success({ articles: 1 })),
    training: { kind: 'ready' },
    onTraining: () => () => undefined,
    useIntents: (set) => void orders.push(set === null ? 'learn the starter set' : `learn ${set.intents.map(({ label }) => label).join(', ')}`),
    draftQuestions: async () => success([]),
    useQuestions: (questions) => void orders.push(`ask ${questions.map(({ question }) => question ?? 'nothing').join(', ')}`),
    guessIntents: async (texts) => success(texts.map(() => [])),
    tryIntents: async () => failure('training-failed', 'nothing was trained'),
    onMeasured: () => () => undefined,
    useHearing: ({ pinnedModelId }) => void orders.push(`engine ${pinnedModelId ?? 'by speed'}`),
    useVocabulary: (terms) => void orders.push(`know ${terms.join(', ')}`),
    useMasking: (policy) => void orders.push(`mask ${Object.entries(policy).filter(([, isOn]) => isOn).map(([kind]) => kind).join(' ')}`),
    stop: async () => undefined,
  };
}
