import type { IntentFinding, Summary, Utterance } from '../../preload/contract/assist.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { fallbackSummary } from './fallback-summary.ts';
import { createHearing, type Hearing } from './hearing/hearing.ts';
import type { LoadedModels } from './load-models.ts';
import type { AssistReply } from './protocol.ts';

/** What of the summary's two seconds the last words may take. */
const FLUSH_WITHIN_MS = 1_400;

export interface EndedCall {
  readonly utterances: readonly Utterance[];
  readonly intents: readonly IntentFinding[];
  readonly summary: Summary;
}

/** The assist without its process: hearing and understanding of the calls, replies as they come. */
export interface AssistCore {
  beginCall(callId: CallId, nowOnCallMs: number, transcript: readonly Utterance[]): void;
  readonly hearing: Hearing | null;
  endCall(callId: CallId): Promise<EndedCall>;
}

export function createAssistCore({ models, clock, log, reply }: { models: LoadedModels; clock: Clock; log: Log; reply: (message: AssistReply) => void }): AssistCore {
  const { understanding } = models;
  /** Per call: the epoch of its clock, everything heard, and the observations on their way, one after the other. */
  const calls = new Map<CallId, { readonly zeroMs: number; readonly utterances: Map<string, Utterance>; observing: Promise<void> }>();

  const hearing = models.hearing === null ? null : createHearing({
    ...models.hearing,
    clock,
    onUtterance: noteUtterance,
    onBehind: (callId, behindMs) => reply({ kind: 'behind', callId, behindMs }),
    onFailure: (error) => log.error('assist.hearing-failed', { error }),
  });

  function noteUtterance(callId: CallId, utterance: Utterance): void {
    const call = calls.get(callId);
    if (call === undefined) return;
    call.utterances.set(utterance.utteranceId, utterance);
    reply({ kind: 'utterance', callId, utterance });
    call.observing = call.observing.then(() => observe(callId, utterance, call.zeroMs)).catch((error: unknown) => log.error('assist.understanding-failed', { error }));
  }

  async function observe(callId: CallId, utterance: Utterance, zeroMs: number): Promise<void> {
    const known = calls.get(callId)?.utterances.get(utterance.utteranceId);
    // A partial that was overtaken while it waited is not worth the time.
    if (understanding === null || (utterance.state === 'partial' && known !== utterance)) return;
    const { intents, suggestions } = await understanding.observe(callId, utterance, clock.nowMs() - zeroMs);
    if (intents.length > 0) reply({ kind: 'intents', callId, intents });
    if (suggestions !== null) reply({ kind: 'suggestions', callId, suggestions });
  }

  return {
    hearing,
    beginCall(callId, nowOnCallMs, transcript) {
      const zeroMs = clock.nowMs() - nowOnCallMs;
      calls.set(callId, { zeroMs, utterances: new Map(transcript.map((utterance) => [utterance.utteranceId, utterance])), observing: Promise.resolve() });
      hearing?.beginCall(callId, zeroMs, transcript);
      understanding?.beginCall(callId, transcript);
    },
    async endCall(callId) {
      await hearing?.endCall(callId, FLUSH_WITHIN_MS);
      const call = calls.get(callId);
      await call?.observing;
      const utterances = [...(call?.utterances.values() ?? [])].filter((utterance) => utterance.state === 'final').sort((a, b) => a.startMs - b.startMs);
      const summarised = await understanding?.summarise(callId) ?? { intents: [], summary: fallbackSummary(utterances, 'assist-was-off') };
      understanding?.endCall(callId);
      calls.delete(callId);
      return { utterances, ...summarised };
    },
  };
}
