import type { DispositionId, Summary } from '../../preload/contract/assist.ts';
import type { CallEnd } from '../../preload/contract/calls.ts';
import type { CallId } from '../../preload/contract/primitives.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import { newOutboxEntry } from './outbox.ts';
import type { StoreData } from './record-store.ts';

/*
 * The life of a record. What completes it also queues its event, in the same StoreData and so in the same write.
 *
 *   withStartedCall → running ──withEndedCall──► open ──withConfirmed──────► confirmed  + OutboxEntry
 *                        │           │             └──withAutomaticWrapUps─► automatic  + OutboxEntry
 *                        │           └ never answered ─────────────────────► automatic  + OutboxEntry
 *                        └──withInterruptedCalls (at start-up) ────────────► automatic  + OutboxEntry
 */

export type NewEntryId = () => string;
/** How a call came out: everything that is known when it has ended. */
export type EndedCall = Pick<CallRecord, 'answeredAtMs' | 'codec' | 'quality' | 'transcript' | 'intents' | 'suggestions' | 'summary'> & { readonly endedAtMs: number; readonly end: CallEnd };
export type StartedCall = Pick<CallRecord, 'callId' | 'accountId' | 'direction' | 'local' | 'remote' | 'startedAtMs'>;

/** The record of a call that has just begun. */
export function newCallRecord(call: StartedCall): CallRecord {
  return {
    ...call,
    answeredAtMs: null, endedAtMs: null, end: null, codec: null, quality: null, recording: null,
    transcript: [], transcriptAbsence: null, intents: [], suggestions: [], searches: [], labels: [], summary: null, disposition: null, wrapUp: 'open',
  };
}

export function findRecord(data: StoreData, callId: CallId): CallRecord | null {
  return data.records.find((record) => record.callId === callId) ?? null;
}

/** Adds the record of a running call; one that is known already stays. */
export function withStartedCall(data: StoreData, record: CallRecord): StoreData {
  return findRecord(data, record.callId) === null ? { ...data, records: [...data.records, record] } : data;
}

/** Writes into the record of a running or open call: its answer, its codec, words so far, a summary that came late. */
export function withCallProgress(data: StoreData, callId: CallId, progress: Partial<Omit<CallRecord, 'callId' | 'end' | 'wrapUp' | 'disposition'>>): StoreData {
  const record = findRecord(data, callId);
  return record === null || record.wrapUp !== 'open' ? data : replaceRecord(data, { ...record, ...progress });
}

/** What became of a call's recording, whatever the state of its wrap-up; null where there is none, or none any more. */
export function withRecording(data: StoreData, callId: CallId, recording: CallRecord['recording']): StoreData {
  const record = findRecord(data, callId);
  return record === null ? data : replaceRecord(data, { ...record, recording });
}

/** Ends a call. Answered: the wrap-up is open. Never answered: nothing to wrap up, so it completes at once. A second end is ignored. */
export function withEndedCall(data: StoreData, callId: CallId, ended: EndedCall, nowMs: number, newEntryId: NewEntryId): StoreData {
  const record = findRecord(data, callId);
  if (record === null || record.end !== null) return data;
  const endedRecord = { ...record, ...ended };
  return ended.answeredAtMs === null
    ? completeRecord(data, { ...endedRecord, wrapUp: 'automatic' }, newEntryId(), nowMs)
    : replaceRecord(data, endedRecord);
}

/** A call that began and ended without ever ringing here (refused, busy): record and event in one. */
export function withRefusedCall(data: StoreData, call: StartedCall, end: CallEnd, nowMs: number, newEntryId: NewEntryId): StoreData {
  const started = withStartedCall(data, { ...newCallRecord(call), transcriptAbsence: { kind: 'not-answered' } });
  return withEndedCall(started, call.callId, { answeredAtMs: null, endedAtMs: nowMs, end, codec: null, quality: null, transcript: [], intents: [], suggestions: [], summary: null }, nowMs, newEntryId);
}

/** The agent edits the summary without ending the wrap-up. */
export function withSavedSummary(data: StoreData, callId: CallId, summary: Summary): Result<StoreData, 'unknown-call' | 'already-confirmed'> {
  const open = openRecord(data, callId);
  return open.ok ? success(replaceRecord(data, { ...open.value, summary })) : open;
}

/** The agent's last word: completes the record and queues its event. A null summary keeps the one the record has. */
export function withConfirmed(
  data: StoreData, callId: CallId, summary: Summary | null, disposition: DispositionId, nowMs: number, newEntryId: NewEntryId,
): Result<StoreData, 'unknown-call' | 'already-confirmed'> {
  const open = openRecord(data, callId);
  if (!open.ok) return open;
  if (open.value.end === null) return failure('unknown-call', 'This call has not ended yet.');
  return success(completeRecord(data, { ...open.value, summary: summary ?? open.value.summary, disposition, wrapUp: 'confirmed' }, newEntryId(), nowMs));
}

/** Completes wrap-ups that nobody confirmed within `afterMs` of the call's end. The disposition stays null: it is the agent's alone. */
export function withAutomaticWrapUps(data: StoreData, nowMs: number, afterMs: number, newEntryId: NewEntryId): StoreData {
  const stale = data.records.filter((record) => record.wrapUp === 'open' && record.endedAtMs !== null && record.endedAtMs + afterMs <= nowMs);
  return stale.reduce((current, record) => completeRecord(current, { ...record, wrapUp: 'automatic' }, newEntryId(), nowMs), data);
}

/** At start-up: a record without an end belongs to a call that a crash cut off. */
export function withInterruptedCalls(data: StoreData, nowMs: number, newEntryId: NewEntryId): StoreData {
  const cutOff = data.records.filter((record) => record.end === null);
  return cutOff.reduce((current, record) => completeRecord(current, interrupted(record), newEntryId(), nowMs), data);
}

/** Forgets a call for good, its event too, even one that still waits: the person asked that nothing of it remains. */
export function withoutRecord(data: StoreData, callId: CallId): Result<StoreData, 'unknown-call' | 'call-in-progress'> {
  const record = findRecord(data, callId);
  if (record === null) return unknownCall();
  if (record.end === null) return failure('call-in-progress', 'This call is still running. It can be removed once it has ended.');
  return success({ ...data, records: data.records.filter((other) => other !== record), outbox: data.outbox.filter((entry) => entry.callId !== callId) });
}

function completeRecord(data: StoreData, record: CallRecord, entryId: string, nowMs: number): StoreData {
  const replaced = replaceRecord(data, record);
  return { ...replaced, outbox: [...replaced.outbox, newOutboxEntry(record, entryId, nowMs)] };
}

function replaceRecord(data: StoreData, record: CallRecord): StoreData {
  return { ...data, records: data.records.map((other) => (other.callId === record.callId ? record : other)) };
}

/** Nobody saw when it ended; the last thing that is known of it is the honest answer. */
function interrupted(record: CallRecord): CallRecord {
  const answeredAtMs = record.answeredAtMs ?? record.startedAtMs;
  const lastWordMs = record.transcript.reduce((latest, utterance) => Math.max(latest, utterance.endMs), 0);
  return {
    ...record,
    endedAtMs: Math.round(answeredAtMs + lastWordMs),
    end: { result: 'interrupted', endedBy: 'system', sipStatus: null, reason: 'Sidetone stopped during the call', failure: null },
    transcriptAbsence: record.transcript.length === 0 ? { kind: 'interrupted' } : null,
    wrapUp: 'automatic',
  };
}

function openRecord(data: StoreData, callId: CallId): Result<CallRecord, 'unknown-call' | 'already-confirmed'> {
  const record = findRecord(data, callId);
  if (record === null) return unknownCall();
  if (record.wrapUp !== 'open') return failure('already-confirmed', 'This call is wrapped up already.');
  return success(record);
}

function unknownCall(): ReturnType<typeof failure<'unknown-call'>> {
  return failure('unknown-call', 'There is no record of this call.');
}
