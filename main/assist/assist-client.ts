import type { AssistStatus, Suggestion, Summary, Utterance } from '../../preload/contract/assist.ts';
import { MEASURE_FIRST, type SpeedMeasurement } from '../../preload/contract/hearing.ts';
import { NO_BACKGROUND } from '../../preload/contract/call-background.ts';
import type { IntentSet, TrainingState } from '../../preload/contract/intents.ts';
import { NOTHING_READ, type KnowledgeState } from '../../preload/contract/knowledge.ts';
import type { JudgedQuestion } from '../../preload/contract/questions.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import { DEFAULT_MASKING } from '../../preload/contract/privacy.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import { createEmitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { ProcessLauncher, ProcessLink } from '../platform/process-link.ts';
import type { Assist, AssistFact } from './assist.ts';
import { fallbackSummary } from './fallback-summary.ts';
import type { AssistOrder, AssistReply } from './protocol.ts';

/** A summary must be there within 2 s of the hang-up; this leaves time to store it. */
const SUMMARY_WITHIN_MS = 1_800;
const SEARCH_WITHIN_MS = 3_000;
/** Two hundred intents of three hundred examples on a slow machine. */
const TRIAL_WITHIN_MS = 600_000;
const KNOWLEDGE_WITHIN_MS = 60_000;
/** Pauses before the first, second, ... restart of a process that keeps dying; the last one is used from then on. */
const RESTART_AFTER_MS = [200, 1_000, 5_000, 30_000];
/** A process that lived this long had a good start: the pauses begin anew. */
const SETTLED_AFTER_MS = 60_000;

interface Options {
  readonly launch: ProcessLauncher;
  readonly entry: string;
  readonly modelsDirectory: string;
  /** The models that the person added; need not exist. */
  readonly addedModelsDirectory: string;
  readonly starterDirectory: string;
  /** Where the trained head of the intents is kept. */
  readonly headFile: string;
  readonly log: Log;
  readonly clock: Clock;
}

type Harvest = Awaited<ReturnType<Assist['endCall']>>;

/** main's side of the assist process. Whatever happens to the process, every question here is answered in time. */
export function createAssist({ launch, entry, modelsDirectory, addedModelsDirectory, starterDirectory, headFile, log, clock }: Options): Assist {
  const facts = createEmitter<AssistFact>();
  const measurements = createEmitter<SpeedMeasurement>();
  const trainingChanges = createEmitter<TrainingState>();
  const knowledgeChanges = createEmitter<KnowledgeState>();
  /** Questions on their way, by id; null is the answer of a process that is gone or too slow. */
  const questions = new Map<number, (reply: AssistReply | null) => void>();
  /** What was heard of each running call: the ground of a summary when the process cannot give one. */
  const heard = new Map<CallId, { readonly utterances: Map<string, Utterance>; wasRestarted: boolean }>();
  let link: ProcessLink | null = null;
  let status: AssistStatus = { kind: 'starting' };
  let knowledgeFolder: string | null = null;
  let masking = DEFAULT_MASKING;
  let hearing = MEASURE_FIRST;
  let knowledge = NOTHING_READ;
  let terms: readonly string[] = [];
  let questionsInUse: readonly JudgedQuestion[] = [];
  let intents: IntentSet | null = null;
  let training: TrainingState = { kind: 'not-begun' };
  let lastRequestId = 0;
  let restarts = 0;
  let startedAtMs = 0;
  let isStopping = false;

  function setStatus(next: AssistStatus): void {
    status = next;
    facts.emit({ kind: 'status-changed', status });
  }

  function setTraining(next: TrainingState): void {
    training = next;
    trainingChanges.emit(training);
  }

  function startProcess(): void {
    startedAtMs = clock.monotonicMs();
    const child = launch(entry, { name: 'Sidetone assist' });
    link = child;
    child.onMessage((message) => receive(message as AssistReply));
    child.onExit((exitCode) => { if (link === child && !isStopping) restart(exitCode); });
    send({ kind: 'use-masking', policy: masking });
    send({ kind: 'use-vocabulary', terms });
    send({ kind: 'use-hearing', hearing });
    send({ kind: 'use-intents', intents, headFile });
    send({ kind: 'use-questions', questions: questionsInUse });
    send({ kind: 'start', modelsDirectory, addedModelsDirectory, starterDirectory, knowledgeFolder });
  }

  function restart(exitCode: number): void {
    log.error('assist.process-gone', { exitCode });
    link = null;
    for (const answer of questions.values()) answer(null);
    for (const call of heard.values()) call.wasRestarted = true;
    if (clock.monotonicMs() - startedAtMs > SETTLED_AFTER_MS) restarts = 0;
    const pauseMs = RESTART_AFTER_MS[Math.min(restarts, RESTART_AFTER_MS.length - 1)] ?? 0;
    restarts += 1;
    setStatus({ kind: 'starting' });
    setTraining({ kind: 'not-begun' });
    clock.startTimer(pauseMs, () => { if (!isStopping) startProcess(); });
  }

  function send(order: AssistOrder, ports?: Parameters<ProcessLink['send']>[1]): void {
    link?.send(order, ports);
  }

  /** Sends an order and waits for its reply; null after `withinMs` or when the process is gone. */
  function ask(order: (requestId: number) => AssistOrder, withinMs: number): Promise<AssistReply | null> {
    if (link === null || status.kind === 'off') return Promise.resolve(null);
    const requestId = (lastRequestId += 1);
    return new Promise((resolve) => {
      const answer = (reply: AssistReply | null): void => {
        timer.cancel();
        questions.delete(requestId);
        resolve(reply);
      };
      const timer = clock.startTimer(withinMs, () => answer(null));
      questions.set(requestId, answer);
      send(order(requestId));
    });
  }

  function receive(reply: AssistReply): void {
    switch (reply.kind) {
      case 'status': return setStatus(reply.status);
      case 'measured':
        hearing = { ...hearing, measured: reply.measured };
        return measurements.emit(reply.measured);
      case 'log': return log[reply.level](reply.event, reply.fields);
      case 'utterance':
        heard.get(reply.callId)?.utterances.set(reply.utterance.utteranceId, reply.utterance);
        return facts.emit(reply);
      case 'knowledge-state':
        knowledge = reply.state;
        return knowledgeChanges.emit(knowledge);
      case 'training': return setTraining(reply.state);
      case 'intents': case 'suggestions': case 'steps-heard': case 'behind': return facts.emit(reply);
      case 'call-ended': case 'summed-up': case 'found': case 'knowledge': case 'drafted-questions': case 'guessed-intents': case 'tried-intents': return questions.get(reply.requestId)?.(reply);
    }
  }

  async function endCall(callId: CallId): Promise<Harvest> {
    const known = heard.get(callId);
    // Nobody else listens: an answer would only come late.
    const isListening = status.kind === 'ready' || status.kind === 'degraded';
    const reply = isListening ? await ask((requestId) => ({ kind: 'end-call', callId, requestId }), SUMMARY_WITHIN_MS) : null;
    heard.delete(callId);
    if (reply?.kind === 'call-ended') return { utterances: reply.utterances, intents: reply.intents, summary: reply.summary };
    const utterances = [...(known?.utterances.values() ?? [])].filter((utterance) => utterance.state === 'final').sort((a, b) => a.startMs - b.startMs);
    return { utterances, intents: [], summary: fallbackSummary(utterances, known?.wasRestarted === true ? 'assist-restarted' : 'assist-was-off') };
  }

  return {
    get status() { return status; },
    get knowledge() { return knowledge; },
    onKnowledge: (listener) => knowledgeChanges.subscribe(listener),
    subscribe: (listener) => facts.subscribe(listener),
    start: startProcess,
    beginCall(callId, answeredAtMs, transcript, background = NO_BACKGROUND) {
      const wasRestarted = heard.get(callId)?.wasRestarted ?? false;
      heard.set(callId, { utterances: new Map(transcript.map((utterance) => [utterance.utteranceId, utterance])), wasRestarted });
      send({ kind: 'begin-call', callId, nowOnCallMs: clock.nowMs() - answeredAtMs, transcript, background });
    },
    useBackground: (callId, background) => send({ kind: 'use-background', callId, background }),
    attachTap: (callId, speaker, port) => send({ kind: 'attach-tap', callId, speaker }, [port]),
    endCall,
    async sumUp(callId): Promise<Result<Summary, 'assist-off'>> {
      const reply = await ask((requestId) => ({ kind: 'sum-up', callId, requestId }), SEARCH_WITHIN_MS);
      return reply?.kind === 'summed-up' && reply.summary !== null ? success(reply.summary) : failure('assist-off', 'The assist cannot sum this call up right now.');
    },
    async search(query): Promise<Result<Suggestion[], 'assist-off'>> {
      const reply = await ask((requestId) => ({ kind: 'search', query, requestId }), SEARCH_WITHIN_MS);
      if (reply?.kind !== 'found' || reply.suggestions === null) return failure('assist-off', 'The assist cannot search right now.');
      return success([...reply.suggestions]);
    },
    reportFeedback: (callId, suggestionId, verdict) => send({ kind: 'feedback', callId, suggestionId, verdict }),
    async useKnowledgeFolder(folder) {
      knowledgeFolder = folder;
      const reply = await ask((requestId) => ({ kind: 'use-knowledge', folder, requestId }), KNOWLEDGE_WITHIN_MS);
      if (reply?.kind !== 'knowledge') return failure('assist-off', 'The assist is off; it reads the articles when it is back.');
      return reply.articles === null ? failure('folder-unreadable', reply.message) : success({ articles: reply.articles });
    },
    get training() { return training; },
    onTraining: (listener) => trainingChanges.subscribe(listener),
    useIntents(set) {
      intents = set;
      send({ kind: 'use-intents', intents, headFile });
    },
    async draftQuestions(): Promise<Awaited<ReturnType<Assist['draftQuestions']>>> {
      const reply = await ask((requestId) => ({ kind: 'draft-questions', requestId }), SEARCH_WITHIN_MS);
      return reply?.kind === 'drafted-questions' && reply.articles !== null ? success([...reply.articles]) : failure('assist-off', 'The assist cannot draft questions right now.');
    },
    useQuestions(judged) {
      questionsInUse = judged;
      send({ kind: 'use-questions', questions: questionsInUse });
    },
    async guessIntents(texts): Promise<Awaited<ReturnType<Assist['guessIntents']>>> {
      const reply = await ask((requestId) => ({ kind: 'guess-intents', texts, requestId }), SEARCH_WITHIN_MS);
      return reply?.kind === 'guessed-intents' && reply.guesses !== null ? success(reply.guesses) : failure('assist-off', 'The assist cannot name intents right now.');
    },
    async tryIntents(trial): Promise<Awaited<ReturnType<Assist['tryIntents']>>> {
      const reply = await ask((requestId) => ({ kind: 'try-intents', trial, requestId }), TRIAL_WITHIN_MS);
      if (reply?.kind !== 'tried-intents') return failure('assist-off', 'The assist is off, or went away while it learned.');
      return reply.figures === null ? failure('training-failed', reply.message) : success(reply.figures);
    },
    onMeasured: (listener) => measurements.subscribe(listener),
    useHearing(settings) {
      hearing = settings;
      send({ kind: 'use-hearing', hearing });
    },
    useMasking(policy) {
      masking = policy;
      send({ kind: 'use-masking', policy });
    },
    useVocabulary(names) {
      terms = names;
      send({ kind: 'use-vocabulary', terms });
    },
    async stop() {
      isStopping = true;
      link?.kill();
    },
  };
}
