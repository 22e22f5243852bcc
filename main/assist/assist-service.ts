import type { MessagePortMain } from 'electron';
import type { Utterance } from '../../preload/contract/assist.ts';
import type { CallId, Speaker } from '../../preload/contract/primitives.ts';
import { MEASURE_FIRST, type HearingSettings } from '../../preload/contract/hearing.ts';
import type { TrialFigures } from '../../preload/contract/learning.ts';
import { DEFAULT_MASKING } from '../../preload/contract/privacy.ts';
import type { Result } from '../../preload/contract/result.ts';
import { assertNever } from '../platform/assert-never.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { readTapFrame } from '../platform/tap-frame.ts';
import { fallbackSummary } from './fallback-summary.ts';
import { createBehindWatch } from './hearing/behind-watch.ts';
import type { EngineInUse } from './hearing/engine-keeper.ts';
import { createHearing, type Hearing, type HearingFact } from './hearing/hearing.ts';
import { NOTHING_SETTLED, settle, type Settling } from './hearing/settled-words.ts';
import { transcribeHere } from './hearing/transcribe-here.ts';
import type { EngineFailure, Engines } from './load-engines.ts';
import { createTranscriptMask, type TranscriptMask } from './privacy/transcript-mask.ts';
import type { AssistOrder, AssistReply } from './protocol.ts';
import { repairNames } from './vocabulary/repair-names.ts';
import { createVocabulary, type Vocabulary } from './vocabulary/vocabulary.ts';
import { writeSpoken } from './written-form/write-spoken.ts';

/** What is still being recognised so long after the hang-up keeps the words of its last partial; the summary must be there within 2 s. */
const FLUSH_WITHIN_MS = 1_200;

type IntentsOrder = Pick<Extract<AssistOrder, { kind: 'use-intents' }>, 'intents' | 'headFile'>;

interface Options {
  readonly load: (order: Extract<AssistOrder, { kind: 'start' }>, given: { readonly hearing: HearingSettings; readonly intents: IntentsOrder; readonly onFallBack: (inUse: EngineInUse) => void }) => Promise<Result<Engines, EngineFailure>>;
  readonly reply: (message: AssistReply) => void;
  readonly clock: Clock;
  readonly log: Log;
}

type Loaded = Engines;

interface RunningCall {
  readonly hearing: Hearing;
  readonly nowMs: () => number;
  /** What leaves this process goes through it, as people write it; what is understood is what was said. */
  readonly mask: TranscriptMask;
  /** The newest state of every utterance, by id. */
  readonly utterances: Map<string, Utterance>;
  /** What the screen shows of utterances that go on, by id. */
  readonly settling: Map<string, Settling>;
  readonly taps: Map<Speaker, (message: unknown) => void>;
  /** What is made of the words, one utterance after the other. */
  understood: Promise<void>;
}

/** What the assist process does with main's orders. Orders wait until the models are loaded; nothing here throws. */
export function createAssistService({ load, reply, clock, log }: Options): { handle(order: AssistOrder, ports: readonly MessagePortMain[]): void } {
  const calls = new Map<CallId, RunningCall>();
  let loaded: Promise<Loaded | null> = Promise.resolve(null);
  const isTooSlow = createBehindWatch();
  let masking = DEFAULT_MASKING;
  let hearing = MEASURE_FIRST;
  let terms: readonly string[] = [];
  /** Made when it is needed: articles come and go. */
  let vocabulary: Vocabulary | null = null;
  let intents: IntentsOrder = { intents: null, headFile: '' };
  let isStarted = false;
  const fail = (error: unknown): void => log.error('assist.failed', { reason: error instanceof Error ? error.message : String(error) });

  async function start(order: Extract<AssistOrder, { kind: 'start' }>): Promise<Loaded | null> {
    const engines = await load(order, { hearing, intents, onFallBack(inUse) {
      log.error('assist.added-model-failed', { reason: inUse.trouble?.detail ?? '' });
      if (engines.ok) tellStatus(engines.value, inUse);
    } });
    if (engines.ok) tellStatus(engines.value, engines.value.engine.inUse);
    else reply({ kind: 'status', status: { kind: 'off', failure: engines.error } });
    return engines.ok ? engines.value : null;
  }

  function tellStatus(engines: Loaded, { modelId, choice, trouble: notChosen }: EngineInUse): void {
    const trouble = notChosen ?? engines.trouble;
    reply({ kind: 'status', status: trouble === null ? { kind: 'ready', engine: modelId, choice } : { kind: 'degraded', engine: modelId, choice, failure: trouble } });
  }

  async function stepDown(engines: Loaded): Promise<void> {
    const before = engines.engine.inUse;
    const inUse = await engines.engine.stepDown();
    if (inUse === before) return;
    log.warn('assist.engine-stepped-down', { from: before.modelId, to: inUse.modelId, realTimeFactor: inUse.choice.realTimeFactor });
    tellStatus(engines, inUse);
  }

  function beginCall({ callId, nowOnCallMs, transcript, background }: Extract<AssistOrder, { kind: 'begin-call' }>, engines: Loaded): void {
    const { detector, understanding } = engines;
    const zeroMs = clock.monotonicMs() - nowOnCallMs;
    const nowMs = (): number => clock.monotonicMs() - zeroMs;
    const call: RunningCall = {
      nowMs, mask: createTranscriptMask(masking, transcript), taps: new Map(), settling: new Map(), understood: Promise.resolve(),
      utterances: new Map(transcript.map((utterance) => [utterance.utteranceId, utterance])),
      hearing: createHearing({ callId, detector, transcriber: transcribeHere(engines.engine.recogniser), nowMs, transcript, onFact: (fact) => takeFact(callId, call, fact, engines) }),
    };
    vocabulary = null;
    calls.set(callId, call);
    const suggestions = understanding?.beginCall(callId, transcript, background) ?? [];
    if (suggestions.length > 0) reply({ kind: 'suggestions', callId, suggestions });
  }

  function takeFact(callId: CallId, call: RunningCall, fact: HearingFact, engines: Loaded): void {
    switch (fact.kind) {
      case 'broken': return fail(fact.error);
      case 'behind':
        reply({ kind: 'behind', callId, behindMs: fact.behindMs });
        if (isTooSlow(fact.behindMs)) void stepDown(engines).catch(fail);
        return;
      case 'utterance':
        takeUtterance(callId, call, fact.utterance, engines);
        return;
      default: return assertNever(fact);
    }
  }

  function takeUtterance(callId: CallId, call: RunningCall, heard: Utterance, { understanding }: Loaded): void {
    vocabulary ??= createVocabulary([...terms, ...(understanding?.terms() ?? [])]);
    const utterance = { ...heard, text: repairNames(heard.text, vocabulary) };
    for (const shown of call.mask.take({ ...utterance, text: writeSpoken(settledText(call, utterance)) })) reply({ kind: 'utterance', callId, utterance: shown });
    call.utterances.set(utterance.utteranceId, utterance);
    call.understood = call.understood.then(() => understand(callId, call, utterance, understanding)).catch(fail);
  }

  /** What is understood needs every word at once; what is read should not change while it is read. */
  function settledText({ settling }: RunningCall, { utteranceId, state, text }: Utterance): string {
    if (state === 'final') {
      settling.delete(utteranceId);
      return text;
    }
    const settled = settle(settling.get(utteranceId) ?? NOTHING_SETTLED, text);
    settling.set(utteranceId, settled);
    return settled.shown;
  }

  async function understand(callId: CallId, { nowMs, utterances, mask }: RunningCall, utterance: Utterance, understanding: Loaded['understanding']): Promise<void> {
    // A partial that was overtaken while it waited is not worth the time.
    if (understanding === null || (utterance.state === 'partial' && utterances.get(utterance.utteranceId) !== utterance)) return;
    const { intents, suggestions, steps } = await understanding.observe(callId, utterance, nowMs());
    if (intents.length > 0) reply({ kind: 'intents', callId, intents });
    if (steps.length > 0) reply({ kind: 'steps-heard', callId, utteranceId: utterance.utteranceId, steps });
    if (suggestions !== null) reply({ kind: 'suggestions', callId, suggestions: suggestions.map((suggestion) => mask.maskSuggestion({ ...suggestion, triggerText: writeSpoken(suggestion.triggerText) })) });
  }

  async function attachTap({ callId, speaker }: Extract<AssistOrder, { kind: 'attach-tap' }>, port: MessagePortMain | undefined): Promise<void> {
    const call = calls.get(callId);
    if (call === undefined) return port?.close();
    const take = (message: unknown): void => {
      const frame = readTapFrame(message);
      if (frame !== null && call.taps.get(speaker) === take) call.hearing.hear(speaker, frame).catch(fail);
    };
    // A page that was loaded anew counts its samples anew.
    if (call.taps.has(speaker)) await call.hearing.restartLine(speaker);
    call.taps.set(speaker, take);
    port?.on('message', ({ data }) => take(data));
    port?.start();
  }

  async function endCall({ callId, requestId }: Extract<AssistOrder, { kind: 'end-call' }>, { understanding }: Loaded): Promise<void> {
    const call = calls.get(callId);
    calls.delete(callId);
    await call?.hearing.finish(FLUSH_WITHIN_MS);
    await call?.understood;
    const utterances = call === undefined ? [] : finalsOf(call);
    const made = await understanding?.summarise(callId, utterances);
    understanding?.endCall(callId);
    reply({ kind: 'call-ended', requestId, utterances, intents: made?.intents ?? [], summary: made?.summary ?? fallbackSummary(utterances, 'assist-was-off') });
  }

  async function sumUp({ callId, requestId }: Extract<AssistOrder, { kind: 'sum-up' }>, { understanding }: Loaded): Promise<void> {
    const call = calls.get(callId);
    const made = call === undefined ? undefined : await understanding?.summarise(callId, finalsOf(call));
    reply({ kind: 'summed-up', requestId, summary: made?.summary ?? null });
  }

  async function useKnowledge({ folder, requestId }: Extract<AssistOrder, { kind: 'use-knowledge' }>, { understanding }: Loaded): Promise<void> {
    try {
      const articles = (await understanding?.loadKnowledge(folder))?.articles ?? null;
      reply({ kind: 'knowledge', requestId, articles, message: articles === null ? 'The assist cannot read articles right now.' : '' });
    } catch (error) {
      reply({ kind: 'knowledge', requestId, articles: null, message: error instanceof Error ? error.message : String(error) });
    }
  }

  async function tryIntents({ trial, requestId }: Extract<AssistOrder, { kind: 'try-intents' }>, { understanding }: Loaded): Promise<void> {
    const tell = (figures: TrialFigures | null, message: string): void => reply({ kind: 'tried-intents', requestId, figures, message });
    if (understanding === null) return tell(null, 'The sentence encoder could not be loaded.');
    await understanding.tryIntents(trial).then((figures) => tell(figures, ''), (error: unknown) => tell(null, error instanceof Error ? error.message : String(error)));
  }

  async function obey(order: Exclude<AssistOrder, { kind: 'start' | 'use-masking' | 'use-vocabulary' }>, ports: readonly MessagePortMain[], engines: Loaded): Promise<void> {
    switch (order.kind) {
      case 'use-hearing': return tellStatus(engines, await engines.engine.choose(order.hearing));
      case 'use-intents': return engines.understanding?.useIntents(order.intents);
      case 'begin-call': return beginCall(order, engines);
      case 'use-background': return engines.understanding?.useBackground(order.callId, order.background);
      case 'attach-tap': return attachTap(order, ports[0]);
      case 'frame': return calls.get(order.callId)?.taps.get(order.speaker)?.(order.frame);
      case 'feedback': return engines.understanding?.reportFeedback(order.callId, order.suggestionId, order.verdict);
      case 'end-call': return endCall(order, engines);
      case 'sum-up': return sumUp(order, engines);
      case 'search': return reply({ kind: 'found', requestId: order.requestId, suggestions: await engines.understanding?.search(order.query) ?? null });
      case 'use-questions': return engines.understanding?.useQuestions(order.questions);
      case 'draft-questions': return reply({ kind: 'drafted-questions', requestId: order.requestId, articles: engines.understanding?.draftQuestions() ?? null });
      case 'guess-intents': return reply({ kind: 'guessed-intents', requestId: order.requestId, guesses: await engines.understanding?.guessIntents(order.texts) ?? null });
      case 'try-intents': return tryIntents(order, engines);
      case 'use-knowledge': return useKnowledge(order, engines);
      default: return assertNever(order);
    }
  }

  return {
    handle(order, ports) {
      if (order.kind === 'use-masking') masking = order.policy;
      else if (order.kind === 'use-vocabulary') [terms, vocabulary] = [order.terms, null];
      else if (order.kind === 'use-hearing' && !isStarted) hearing = order.hearing;
      else if (order.kind === 'use-intents' && !isStarted) intents = order;
      else if (order.kind === 'start') {
        isStarted = true;
        loaded = start(order).catch((error: unknown) => { fail(error); return null; });
      }
      else void loaded.then((engines) => (engines === null ? undefined : obey(order, ports, engines))).catch(fail);
    },
  };
}

/** What was said to the end, as it may be kept, by start. */
function finalsOf({ utterances, mask }: RunningCall): Utterance[] {
  return mask.masked([...utterances.values()].filter(({ state, text }) => state === 'final' && text !== '').sort((a, b) => a.startMs - b.startMs));
}
