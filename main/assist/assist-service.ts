import type { MessagePortMain } from 'electron';
import type { Utterance } from '../../preload/contract/assist.ts';
import type { CallId, Speaker } from '../../preload/contract/primitives.ts';
import { DEFAULT_MASKING } from '../../preload/contract/privacy.ts';
import type { Result } from '../../preload/contract/result.ts';
import { assertNever } from '../platform/assert-never.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { fallbackSummary } from './fallback-summary.ts';
import { createHearing, type Hearing, type HearingFact } from './hearing/hearing.ts';
import { readTapFrame } from './hearing/tap-frame.ts';
import { transcribeHere } from './hearing/transcribe-here.ts';
import type { EngineFailure, Engines } from './load-engines.ts';
import { createTranscriptMask, type TranscriptMask } from './privacy/transcript-mask.ts';
import type { AssistOrder, AssistReply } from './protocol.ts';

/** What is still being recognised so long after the hang-up keeps the words of its last partial; the summary must be there within 2 s. */
const FLUSH_WITHIN_MS = 1_200;

interface Options {
  readonly load: (order: Extract<AssistOrder, { kind: 'start' }>) => Promise<Result<Engines, EngineFailure>>;
  readonly reply: (message: AssistReply) => void;
  readonly clock: Clock;
  readonly log: Log;
}

type Loaded = Pick<Engines, 'detector' | 'recogniser' | 'understanding'>;

interface RunningCall {
  readonly hearing: Hearing;
  readonly nowMs: () => number;
  /** What leaves this process goes through it; what is understood is what was said. */
  readonly mask: TranscriptMask;
  /** The newest state of every utterance, by id. */
  readonly utterances: Map<string, Utterance>;
  readonly taps: Map<Speaker, (message: unknown) => void>;
  /** What is made of the words, one utterance after the other. */
  understood: Promise<void>;
}

/** What the assist process does with main's orders. Orders wait until the models are loaded; nothing here throws. */
export function createAssistService({ load, reply, clock, log }: Options): { handle(order: AssistOrder, ports: readonly MessagePortMain[]): void } {
  const calls = new Map<CallId, RunningCall>();
  let loaded: Promise<Loaded | null> = Promise.resolve(null);
  let masking = DEFAULT_MASKING;
  const fail = (error: unknown): void => log.error('assist.failed', { reason: error instanceof Error ? error.message : String(error) });

  async function start(order: Extract<AssistOrder, { kind: 'start' }>): Promise<Loaded | null> {
    const engines = await load(order);
    reply({ kind: 'status', status: engines.ok ? engines.value.status : { kind: 'off', failure: engines.error } });
    return engines.ok ? engines.value : null;
  }

  function beginCall({ callId, nowOnCallMs, transcript }: Extract<AssistOrder, { kind: 'begin-call' }>, { detector, recogniser, understanding }: Loaded): void {
    const zeroMs = clock.monotonicMs() - nowOnCallMs;
    const nowMs = (): number => clock.monotonicMs() - zeroMs;
    const call: RunningCall = {
      nowMs, mask: createTranscriptMask(masking, transcript), taps: new Map(), understood: Promise.resolve(),
      utterances: new Map(transcript.map((utterance) => [utterance.utteranceId, utterance])),
      hearing: createHearing({ callId, detector, transcriber: transcribeHere(recogniser), nowMs, transcript, onFact: (fact) => takeFact(callId, call, fact, understanding) }),
    };
    calls.set(callId, call);
    understanding?.beginCall(callId, transcript);
  }

  function takeFact(callId: CallId, call: RunningCall, fact: HearingFact, understanding: Loaded['understanding']): void {
    switch (fact.kind) {
      case 'broken': return fail(fact.error);
      case 'behind': return reply({ kind: 'behind', callId, behindMs: fact.behindMs });
      case 'utterance':
        for (const utterance of call.mask.take(fact.utterance)) reply({ kind: 'utterance', callId, utterance });
        call.utterances.set(fact.utterance.utteranceId, fact.utterance);
        call.understood = call.understood.then(() => understand(callId, call, fact.utterance, understanding)).catch(fail);
        return;
      default: return assertNever(fact);
    }
  }

  async function understand(callId: CallId, { nowMs, utterances, mask }: RunningCall, utterance: Utterance, understanding: Loaded['understanding']): Promise<void> {
    // A partial that was overtaken while it waited is not worth the time.
    if (understanding === null || (utterance.state === 'partial' && utterances.get(utterance.utteranceId) !== utterance)) return;
    const { intents, suggestions } = await understanding.observe(callId, utterance, nowMs());
    if (intents.length > 0) reply({ kind: 'intents', callId, intents });
    if (suggestions !== null) reply({ kind: 'suggestions', callId, suggestions: suggestions.map((suggestion) => mask.maskSuggestion(suggestion)) });
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

  async function obey(order: Exclude<AssistOrder, { kind: 'start' | 'use-masking' }>, ports: readonly MessagePortMain[], engines: Loaded): Promise<void> {
    switch (order.kind) {
      case 'begin-call': return beginCall(order, engines);
      case 'attach-tap': return attachTap(order, ports[0]);
      case 'frame': return calls.get(order.callId)?.taps.get(order.speaker)?.(order.frame);
      case 'feedback': return engines.understanding?.reportFeedback(order.callId, order.suggestionId, order.verdict);
      case 'end-call': return endCall(order, engines);
      case 'sum-up': return sumUp(order, engines);
      case 'search': return reply({ kind: 'found', requestId: order.requestId, suggestions: await engines.understanding?.search(order.query) ?? null });
      case 'use-knowledge': return useKnowledge(order, engines);
      default: return assertNever(order);
    }
  }

  return {
    handle(order, ports) {
      if (order.kind === 'use-masking') masking = order.policy;
      else if (order.kind === 'start') loaded = start(order).catch((error: unknown) => { fail(error); return null; });
      else void loaded.then((engines) => (engines === null ? undefined : obey(order, ports, engines))).catch(fail);
    },
  };
}

/** What was said to the end, as it may be kept, by start. */
function finalsOf({ utterances, mask }: RunningCall): Utterance[] {
  return mask.masked([...utterances.values()].filter(({ state, text }) => state === 'final' && text !== '').sort((a, b) => a.startMs - b.startMs));
}
