import type { AssistSnapshot, IntentFinding, Suggestion, Summary, Utterance } from '../../preload/contract/assist.ts';
import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { CallId, SuggestionId } from '../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Assist } from '../assist/assist.ts';
import { createEmitter, type Unsubscribe } from '../platform/emitter.ts';
import { advanceAssistView, beginAssistView, emptyAssistView, judgeSuggestion, type AssistView } from './assist-view.ts';

/** What the assist made of a call, ready for its record. */
export interface AssistHarvest {
  readonly transcript: readonly Utterance[];
  readonly intents: readonly IntentFinding[];
  readonly suggestions: readonly Suggestion[];
  readonly summary: Summary;
}

/** The assist beside the running call: keeps the snapshot, gives the taps, survives the assist's restarts. */
export interface CallAssist {
  view(): AssistView;
  subscribe(listener: () => void): Unsubscribe;
  begin(call: CallSnapshot, answeredAtMs: number): void;
  /** The page is ready to be heard; the ports are made once the call is answered and the assist is up. */
  openTaps(callId: CallId): Result<void, 'unknown-call' | 'assist-off'>;
  end(callId: CallId): Promise<AssistHarvest>;
  judge(callId: CallId, suggestionId: SuggestionId, verdict: 'used' | 'dismissed'): Result<void, 'unknown-suggestion'>;
  search(query: string): ReturnType<Assist['search']>;
}

/** Makes the two ports of a call's taps and sends the page its ends. */
export type ConnectTaps = (callId: CallId) => void;

export function createCallAssist(assist: Assist, connectTaps: ConnectTaps): CallAssist {
  const changes = createEmitter<AssistView>();
  let view: AssistView = { ...emptyAssistView, status: assist.status };
  let running: { readonly callId: CallId; readonly answeredAtMs: number } | null = null;
  /** The call whose page asked for taps; asked again by main after a restart of the assist. */
  let wantsTaps: CallId | null = null;

  function setView(next: AssistView): void {
    if (next === view) return;
    view = next;
    changes.emit(view);
  }

  function tryConnect(): void {
    if (running !== null && wantsTaps === running.callId && (view.status.kind === 'ready' || view.status.kind === 'degraded')) connectTaps(running.callId);
  }

  assist.subscribe((fact) => {
    const wasListening = isListening(view.status);
    setView(advanceAssistView(view, fact));
    if (fact.kind !== 'status-changed' || running === null || wasListening || !isListening(fact.status)) return;
    // A new process knows nothing of the running call.
    assist.beginCall(running.callId, running.answeredAtMs, view.utterances.filter((utterance) => utterance.state === 'final'));
    tryConnect();
  });

  return {
    view: () => view,
    subscribe: (listener) => changes.subscribe(() => listener()),
    begin(call, answeredAtMs) {
      running = { callId: call.callId, answeredAtMs };
      setView(beginAssistView(view, call.callId));
      if (isListening(view.status)) assist.beginCall(call.callId, answeredAtMs, []);
      tryConnect();
    },
    openTaps(callId) {
      wantsTaps = callId;
      if (view.status.kind === 'off') return failure('assist-off', view.status.failure.message);
      tryConnect();
      return success();
    },
    async end(callId) {
      running = null;
      wantsTaps = null;
      const { utterances, intents, summary } = await assist.endCall(callId);
      const isShown = view.callId === callId;
      // The view has what was seen before a restart of the process, the reply what was flushed at the end: the view takes both.
      for (const utterance of utterances) setView(advanceAssistView(view, { kind: 'utterance', callId, utterance }));
      if (intents.length > 0) setView(advanceAssistView(view, { kind: 'intents', callId, intents }));
      return {
        transcript: (isShown ? view.utterances : utterances).filter((utterance) => utterance.state === 'final'),
        intents: isShown ? view.intents : intents,
        suggestions: isShown ? view.suggestions : [],
        summary,
      };
    },
    judge(callId, suggestionId, verdict) {
      const judged = judgeSuggestion(view, callId, suggestionId, verdict);
      if (judged === null) return failure('unknown-suggestion', 'This card is not there any more.');
      setView(judged);
      assist.reportFeedback(callId, suggestionId, verdict);
      return success();
    },
    search: (query) => assist.search(query),
  };
}

function isListening(status: AssistSnapshot['status']): boolean {
  return status.kind === 'ready' || status.kind === 'degraded';
}
