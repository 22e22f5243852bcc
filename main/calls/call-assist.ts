import type { AssistSnapshot, AssistStatus, IntentFinding, Suggestion, Summary, Utterance } from '../../preload/contract/assist.ts';
import { NO_BACKGROUND, type CallBackground } from '../../preload/contract/call-background.ts';
import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { HandOver } from '../../preload/contract/hand-over.ts';
import type { HandSearch } from '../../preload/contract/learning.ts';
import type { CallId, SuggestionId, UtteranceId } from '../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Assist, AssistFact } from '../assist/assist.ts';
import { createEmitter, type Unsubscribe } from '../platform/emitter.ts';
import { advanceAssistView, beginAssistView, emptyAssistView, judgeSuggestion, type AssistView } from './assist-view.ts';
import { checklistsOf, withChecklists, withTickedStep } from './checklists.ts';
import { handOverOf } from './hand-over.ts';

/** What the assist made of a call, ready for its record. */
export interface AssistHarvest {
  readonly transcript: readonly Utterance[];
  readonly intents: readonly IntentFinding[];
  readonly suggestions: readonly Suggestion[];
  readonly searches: readonly HandSearch[];
  readonly summary: Summary;
}

/** The assist beside the running calls: keeps what it said of each, gives the taps, survives the assist's restarts. */
export interface CallAssist {
  /** What the screen shows: the call in front, after the last one's end still that one. */
  view(): AssistView;
  viewOf(callId: CallId): AssistView;
  subscribe(listener: () => void): Unsubscribe;
  begin(call: CallSnapshot, answeredAtMs: number): void;
  /** What is known of the parties has changed. */
  refreshBackgrounds(): void;
  /** Shows this one of several running calls. */
  bringToFront(callId: CallId): void;
  /** The page is ready to be heard; the ports are made once the call is answered and the assist is up. */
  openTaps(callId: CallId): Result<void, 'unknown-call' | 'assist-off'>;
  end(callId: CallId): Promise<AssistHarvest>;
  judge(callId: CallId, suggestionId: SuggestionId, verdict: 'used' | 'dismissed'): Result<void, 'unknown-suggestion'>;
  /** The agent's verdict on a step (from 0) of a card's checklist. */
  tickStep(callId: CallId, suggestionId: SuggestionId, step: number, isDone: boolean): Result<void, 'unknown-suggestion'>;
  search(query: string): ReturnType<Assist['search']>;
  /** What a colleague must know who takes this running call over. */
  handOver(callId: CallId): Promise<Result<HandOver, 'unknown-call' | 'assist-off'>>;
}

/** Makes the two ports of a call's taps and sends the page its ends. */
export type ConnectTaps = (callId: CallId) => void;

/**
 * @param namesFor the names that may be said in this call
 * @param backgroundOf what is known before it
 */
export function createCallAssist(assist: Assist, connectTaps: ConnectTaps, namesFor: (call: CallSnapshot) => readonly string[], backgroundOf: (call: CallSnapshot) => CallBackground = () => NO_BACKGROUND): CallAssist {
  const changes = createEmitter<null>();
  const views = new Map<CallId, AssistView>();
  /** What the agent searched for in each running call. */
  const searches = new Map<CallId, readonly HandSearch[]>();
  const running = new Map<CallId, { readonly call: CallSnapshot; readonly answeredAtMs: number; readonly background: CallBackground }>();
  /** The calls whose page asked for taps; asked again by main after a restart of the assist. */
  const wantTaps = new Set<CallId>();
  let status: AssistStatus = assist.status;
  let front: CallId | null = null;

  const viewOf = (callId: CallId): AssistView => ({ ...(views.get(callId) ?? emptyAssistView), status });

  function advance(callId: CallId, fact: AssistFact): void {
    const view = views.get(callId);
    if (view === undefined) return;
    const next = advanceAssistView(view, fact);
    views.set(callId, next);
    if (next !== view && callId === front) changes.emit(null);
  }

  function show(callId: CallId): void {
    front = callId;
    changes.emit(null);
  }

  function tryConnect(callId: CallId): void {
    if (running.has(callId) && wantTaps.has(callId) && isListening(status)) connectTaps(callId);
  }

  assist.subscribe((fact) => {
    if (fact.kind !== 'status-changed') return advance(fact.callId, fact);
    const wasListening = isListening(status);
    status = fact.status;
    changes.emit(null);
    if (wasListening || !isListening(status)) return;
    // A new process knows nothing of the running calls.
    for (const [callId, { answeredAtMs, background }] of running) {
      const { utterances, suggestions } = viewOf(callId);
      assist.beginCall(callId, answeredAtMs, utterances.filter((utterance) => utterance.state === 'final'), { ...background, checklists: checklistsOf(suggestions) });
      tryConnect(callId);
    }
  });

  return {
    view: () => (front === null ? { ...emptyAssistView, status } : viewOf(front)),
    viewOf,
    subscribe: (listener) => changes.subscribe(() => listener()),
    begin(call, answeredAtMs) {
      const { callId } = call;
      assist.useVocabulary(namesFor(call));
      for (const known of views.keys()) if (!running.has(known)) views.delete(known);
      const background = backgroundOf(call);
      running.set(callId, { call, answeredAtMs, background });
      views.set(callId, beginAssistView(emptyAssistView, callId));
      show(callId);
      if (isListening(status)) assist.beginCall(callId, answeredAtMs, [], background);
      tryConnect(callId);
    },
    refreshBackgrounds() {
      for (const [callId, { call, answeredAtMs }] of running) {
        const background = backgroundOf(call);
        running.set(callId, { call, answeredAtMs, background });
        assist.useBackground(callId, background);
      }
    },
    bringToFront(callId) {
      if (running.has(callId) && front !== callId) show(callId);
    },
    openTaps(callId) {
      wantTaps.add(callId);
      if (status.kind === 'off') return failure('assist-off', status.failure.message);
      tryConnect(callId);
      return success();
    },
    async end(callId) {
      running.delete(callId);
      wantTaps.delete(callId);
      const searched = searches.get(callId) ?? [];
      searches.delete(callId);
      const { utterances, intents, summary } = await assist.endCall(callId);
      // The view has what was seen before a restart of the process, the reply what was flushed at the end: the view takes both.
      for (const utterance of utterances) advance(callId, { kind: 'utterance', callId, utterance });
      if (intents.length > 0) advance(callId, { kind: 'intents', callId, intents });
      const view = views.get(callId);
      const next = [...running.keys()].at(-1);
      if (next !== undefined) {
        views.delete(callId);
        if (front === callId) show(next);
      }
      return {
        transcript: (view?.utterances ?? utterances).filter((utterance) => utterance.state === 'final'),
        intents: view?.intents ?? intents,
        suggestions: view?.suggestions ?? [],
        searches: searched,
        summary: withChecklists(summary, view?.suggestions ?? []),
      };
    },
    judge(callId, suggestionId, verdict) {
      const judged = judgeSuggestion(viewOf(callId), callId, suggestionId, verdict);
      if (judged === null) return failure('unknown-suggestion', 'This card is not there any more.');
      views.set(callId, judged);
      changes.emit(null);
      assist.reportFeedback(callId, suggestionId, verdict);
      return success();
    },
    tickStep(callId, suggestionId, step, isDone) {
      const view = viewOf(callId);
      const suggestions = view.callId === callId ? withTickedStep(view.suggestions, suggestionId, step, isDone) : null;
      if (suggestions === null) return failure('unknown-suggestion', 'This step is not there any more.');
      views.set(callId, { ...view, suggestions });
      changes.emit(null);
      return success();
    },
    async search(query) {
      const asked = front !== null && running.has(front) ? { callId: front, utteranceId: newestOf(viewOf(front).utterances) } : null;
      const found = await assist.search(query);
      if (asked !== null && found.ok && running.has(asked.callId)) searches.set(asked.callId, [...searches.get(asked.callId) ?? [], { query, utteranceId: asked.utteranceId, title: found.value[0]?.title ?? null }]);
      return found;
    },
    async handOver(callId) {
      if (!running.has(callId)) return failure('unknown-call', 'This call is not running any more.');
      const summary = await assist.sumUp(callId);
      const { suggestions } = viewOf(callId);
      return summary.ok ? success(handOverOf(withChecklists(summary.value, suggestions), suggestions)) : summary;
    },
  };
}

/** What the caller said last. */
function newestOf(utterances: readonly Utterance[]): UtteranceId | null {
  return utterances.filter(({ speaker, state }) => speaker === 'caller' && state === 'final').at(-1)?.utteranceId ?? null;
}

function isListening(status: AssistSnapshot['status']): boolean {
  return status.kind === 'ready' || status.kind === 'degraded';
}
