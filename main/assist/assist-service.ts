import type { MessagePortMain } from 'electron';
import type { Utterance } from '../../preload/contract/assist.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import type { Result } from '../../preload/contract/result.ts';
import { assertNever } from '../platform/assert-never.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { fallbackSummary } from './fallback-summary.ts';
import { createHearing, type Hearing } from './hearing/hearing.ts';
import { readTapFrame } from './hearing/tap-frame.ts';
import type { EngineFailure, Engines } from './load-engines.ts';
import type { AssistOrder, AssistReply } from './protocol.ts';

/** What is still being recognised so long after the hang-up keeps the words of its last partial; the summary must be there within 2 s. */
const FLUSH_WITHIN_MS = 1_200;

interface Options {
  readonly load: (order: Extract<AssistOrder, { kind: 'start' }>) => Promise<Result<Engines, EngineFailure>>;
  readonly reply: (message: AssistReply) => void;
  readonly clock: Clock;
  readonly log: Log;
}

interface Parts extends Pick<Engines, 'understanding'> {
  readonly hearing: Hearing;
}

interface RunningCall {
  /** Monotonic time at the zero of the call's clock. */
  readonly zeroMs: number;
  readonly finals: Map<string, Utterance>;
  readonly taps: Map<string, (message: unknown) => void>;
  /** What is made of the words, one utterance after the other. */
  understood: Promise<void>;
}

/** What the assist process does with main's orders. Orders wait until the models are loaded; nothing here throws. */
export function createAssistService({ load, reply, clock, log }: Options): { handle(order: AssistOrder, ports: readonly MessagePortMain[]): void } {
  const calls = new Map<CallId, RunningCall>();
  let loaded: Promise<Parts | null> = Promise.resolve(null);
  const fail = (error: unknown): void => log.error('assist.failed', { reason: error instanceof Error ? error.message : String(error) });

  async function start(order: Extract<AssistOrder, { kind: 'start' }>): Promise<Parts | null> {
    const engines = await load(order);
    if (!engines.ok) {
      reply({ kind: 'status', status: { kind: 'off', failure: engines.error } });
      return null;
    }
    const { status, detector, recogniser, understanding } = engines.value;
    const hearing = createHearing({
      detector, recogniser, clock, onFailure: fail,
      onUtterance: (callId, utterance) => noteUtterance(callId, utterance, understanding),
      onBehind: (callId, behindMs) => reply({ kind: 'behind', callId, behindMs }),
    });
    reply({ kind: 'status', status });
    return { hearing, understanding };
  }

  function noteUtterance(callId: CallId, utterance: Utterance, understanding: Parts['understanding']): void {
    reply({ kind: 'utterance', callId, utterance });
    const call = calls.get(callId);
    if (call === undefined) return;
    if (utterance.state === 'final' && utterance.text !== '') call.finals.set(utterance.utteranceId, utterance);
    call.understood = call.understood.then(async () => {
      const seen = await understanding?.observe(callId, utterance, clock.monotonicMs() - call.zeroMs);
      if (seen === undefined) return;
      if (seen.intents.length > 0) reply({ kind: 'intents', callId, intents: seen.intents });
      if (seen.suggestions !== null) reply({ kind: 'suggestions', callId, suggestions: seen.suggestions });
    }).catch(fail);
  }

  function attachTap({ callId, speaker }: Extract<AssistOrder, { kind: 'attach-tap' }>, { hearing }: Parts, port: MessagePortMain | undefined): void {
    const call = calls.get(callId);
    if (call === undefined) return port?.close();
    const hear = hearing.openLine(callId, speaker);
    const take = (message: unknown): void => {
      const frame = readTapFrame(message);
      if (frame !== null) hear(frame);
    };
    call.taps.set(speaker, take);
    port?.on('message', ({ data }) => take(data));
    port?.start();
  }

  async function endCall({ callId, requestId }: Extract<AssistOrder, { kind: 'end-call' }>, { hearing, understanding }: Parts): Promise<void> {
    const call = calls.get(callId);
    await hearing.endCall(callId, FLUSH_WITHIN_MS);
    await call?.understood;
    const utterances = [...(call?.finals.values() ?? [])].sort((a, b) => a.startMs - b.startMs);
    const made = await understanding?.summarise(callId);
    understanding?.endCall(callId);
    calls.delete(callId);
    reply({ kind: 'call-ended', requestId, utterances, intents: made?.intents ?? [], summary: made?.summary ?? fallbackSummary(utterances, 'assist-was-off') });
  }

  async function useKnowledge({ folder, requestId }: Extract<AssistOrder, { kind: 'use-knowledge' }>, { understanding }: Parts): Promise<void> {
    try {
      const articles = (await understanding?.loadKnowledge(folder))?.articles ?? null;
      reply({ kind: 'knowledge', requestId, articles, message: articles === null ? 'The assist cannot read articles right now.' : '' });
    } catch (error) {
      reply({ kind: 'knowledge', requestId, articles: null, message: error instanceof Error ? error.message : String(error) });
    }
  }

  async function obey(order: AssistOrder, ports: readonly MessagePortMain[], parts: Parts): Promise<void> {
    switch (order.kind) {
      case 'start': return;
      case 'begin-call': {
        const zeroMs = clock.monotonicMs() - order.nowOnCallMs;
        calls.set(order.callId, { zeroMs, finals: new Map(order.transcript.map((utterance) => [utterance.utteranceId, utterance])), taps: new Map(), understood: Promise.resolve() });
        parts.hearing.beginCall(order.callId, zeroMs, order.transcript);
        return parts.understanding?.beginCall(order.callId, order.transcript);
      }
      case 'attach-tap': return attachTap(order, parts, ports[0]);
      case 'frame': return calls.get(order.callId)?.taps.get(order.speaker)?.(order.frame);
      case 'feedback': return parts.understanding?.reportFeedback(order.callId, order.suggestionId, order.verdict);
      case 'end-call': return endCall(order, parts);
      case 'search': return reply({ kind: 'found', requestId: order.requestId, suggestions: await parts.understanding?.search(order.query) ?? null });
      case 'use-knowledge': return useKnowledge(order, parts);
      default: return assertNever(order);
    }
  }

  return {
    handle(order, ports) {
      if (order.kind === 'start') loaded = start(order).catch((error: unknown) => { fail(error); return null; });
      else void loaded.then((parts) => (parts === null ? undefined : obey(order, ports, parts))).catch(fail);
    },
  };
}
