import { randomUUID } from 'node:crypto';
import type { DispositionId, Summary } from '../../preload/contract/assist.ts';
import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import type { CallRecord, DeliveryState, HistorySnapshot } from '../../preload/contract/records.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import {
  findRecord, newCallRecord, withAutomaticWrapUps, withCallProgress, withConfirmed, withEndedCall, withInterruptedCalls, withoutRecord, withRefusedCall,
  withSavedSummary, withStartedCall, type StartedCall,
} from '../records/call-transitions.ts';
import { historySnapshot } from '../records/history.ts';
import { withLearnedDisposition } from '../records/learned-dispositions.ts';
import { deliveryState } from '../records/outbox.ts';
import type { RecordStore, StoreData } from '../records/record-store.ts';
import type { Accounts } from './accounts.ts';
import { answeredAtMs } from './call-state.ts';
import type { CallAssist } from './call-assist.ts';
import { transcriptAbsenceOf } from './transcript-absence.ts';
import { noteTransfer } from './transferred-summary.ts';

/** A wrap-up that nobody confirmed completes by itself after this long, so that the CRM hears of the call. */
const AUTOMATIC_WRAP_UP_MS = 30 * 60_000;
const WRAP_UP_CHECK_MS = 60_000;

/** Writes every call into the store. Nothing here is waited for by a call. */
export interface CallJournal {
  history(): Omit<HistorySnapshot, 'revision'>;
  find(callId: CallId): Result<{ record: CallRecord; delivery: DeliveryState }, 'unknown-call'>;
  /** At start: calls that a crash cut off are completed, stale wrap-ups too. */
  recover(): Promise<void>;
  /** Answered: from here on a crash leaves a trace. */
  begin(call: CallSnapshot): Promise<void>;
  /** Ended after an answer: the record first, then what the assist made of it. */
  end(call: CallSnapshot): Promise<void>;
  /** Ended without one. */
  noteUnanswered(call: CallSnapshot): Promise<void>;
  saveSummary(callId: CallId, summary: Summary): Promise<Result<void, 'unknown-call' | 'already-confirmed' | 'store-failed'>>;
  confirm(callId: CallId, summary: Summary | null, disposition: DispositionId): Promise<Result<void, 'unknown-call' | 'already-confirmed' | 'store-failed'>>;
  remove(callId: CallId): Promise<Result<void, 'unknown-call' | 'call-in-progress' | 'store-failed'>>;
}

interface Dependencies {
  readonly store: RecordStore;
  readonly callAssist: CallAssist;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly log: Log;
  readonly onStoreFailed: (message: string) => void;
}

export function createCallJournal({ store, callAssist, accounts, clock, log, onStoreFailed }: Dependencies): CallJournal {
  const nowMs = (): number => Math.round(clock.nowMs());

  function started(call: CallSnapshot): StartedCall {
    const settings = accounts.views().find((view) => view.settings.accountId === call.accountId)?.settings;
    const local = { uri: settings === undefined ? '' : `sip:${settings.user}@${settings.domain}`, displayName: settings?.displayName ?? '' };
    const { callId, accountId, direction, remote, startedAtMs } = call;
    return { callId, accountId, direction, local, remote, startedAtMs };
  }

  /** A write that no one waits for: its failure is told, the call goes on. */
  async function write(what: string, change: (data: StoreData) => StoreData): Promise<void> {
    const kept = await store.update(change);
    if (kept.ok) return;
    log.error('journal.store-failed', { what, detail: kept.error.detail });
    onStoreFailed(kept.error.message);
  }

  /** A change that may be refused: refusals change nothing and are the answer. */
  async function tryChange<Code extends string>(change: (data: StoreData) => Result<StoreData, Code>): Promise<Result<void, Code | 'store-failed'>> {
    let refusal: Result<StoreData, Code> | null = null;
    const kept = await store.update((data) => {
      const changed = change(data);
      if (changed.ok) return changed.value;
      refusal = changed;
      return data;
    });
    return (refusal as Result<never, Code> | null) ?? kept;
  }

  function watchWrapUps(): void {
    clock.startTimer(WRAP_UP_CHECK_MS, () => {
      const isStale = store.read().records.some((record) => record.wrapUp === 'open' && record.endedAtMs !== null && record.endedAtMs + AUTOMATIC_WRAP_UP_MS <= nowMs());
      if (isStale) void write('automatic wrap-up', (data) => withAutomaticWrapUps(data, nowMs(), AUTOMATIC_WRAP_UP_MS, randomUUID));
      watchWrapUps();
    });
  }

  return {
    history() {
      const { revision: _revision, ...history } = historySnapshot(store.read(), 0);
      return history;
    },
    find(callId) {
      const record = findRecord(store.read(), callId);
      if (record === null) return failure('unknown-call', 'There is no record of this call.');
      return success({ record, delivery: deliveryState(store.read().outbox.find((entry) => entry.callId === callId)) });
    },
    async recover() {
      await write('calls that were cut off', (data) => withAutomaticWrapUps(withInterruptedCalls(data, nowMs(), randomUUID), nowMs(), AUTOMATIC_WRAP_UP_MS, randomUUID));
      watchWrapUps();
    },
    begin: (call) => write('a call began', (data) => withStartedCall(data, { ...newCallRecord(started(call)), answeredAtMs: answeredAtMs(call) })),
    async end(call) {
      if (call.state.kind !== 'ended') return;
      const { endedAtMs, end } = call.state;
      const { utterances, intents, suggestions, status } = callAssist.viewOf(call.callId);
      const transcript = utterances.filter((utterance) => utterance.state === 'final');
      const answered = answeredAtMs(call);
      // Two writes on purpose: the call itself is safe before the assist is asked for anything.
      const recorded = write('a call ended', (data) => withEndedCall(
        withStartedCall(data, newCallRecord(started(call))), call.callId,
        { answeredAtMs: answered, endedAtMs, end, codec: call.media.codec, quality: qualityOf(call), transcript, intents: [...intents], suggestions: [...suggestions], summary: null }, nowMs(), randomUUID,
      ));
      const harvest = await callAssist.end(call.callId);
      await recorded;
      await write('the summary of a call', (data) => withCallProgress(data, call.callId, {
        transcript: [...harvest.transcript], transcriptAbsence: transcriptAbsenceOf(harvest.transcript, status, qualityOf(call)), intents: [...harvest.intents], suggestions: [...harvest.suggestions], searches: [...harvest.searches], summary: withLearnedDisposition(noteTransfer(harvest.summary, call), harvest.intents, data.records),
      }));
    },
    async noteUnanswered(call) {
      if (call.state.kind !== 'ended') return;
      const { end } = call.state;
      await write('an unanswered call', (data) => withRefusedCall(data, started(call), end, nowMs(), randomUUID));
    },
    saveSummary: (callId, summary) => tryChange((data) => withSavedSummary(data, callId, summary)),
    confirm: (callId, summary, disposition) => tryChange((data) => withConfirmed(data, callId, summary, disposition, nowMs(), randomUUID)),
    remove: (callId) => tryChange((data) => withoutRecord(data, callId)),
  };
}

function qualityOf({ media: { packetsOut, packetsIn, packetsLost, jitterMs, roundTripMs, mos } }: CallSnapshot): CallRecord['quality'] {
  return packetsIn + packetsOut === 0 ? null : { packetsOut, packetsIn, packetsLost, jitterMs, roundTripMs, mos };
}
