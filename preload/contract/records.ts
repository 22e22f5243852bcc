import { z } from 'zod';
import { DispositionId, IntentFinding, Suggestion, Summary, Utterance } from './assist.ts';
import { CallEnd, CallMedia, RemoteParty } from './calls.ts';
import { HandSearch, UtteranceLabel } from './learning.ts';
import { AccountId, CallId, EpochMs, Nothing, Revision } from './primitives.ts';
import { RecordedAudio } from './recording.ts';
import { event, request } from './definition.ts';

/** The line's figures at the end of a call. */
export const LineQuality = CallMedia.pick({ packetsOut: true, packetsIn: true, packetsLost: true, jitterMs: true, roundTripMs: true, mos: true });
export type LineQuality = z.infer<typeof LineQuality>;

/** Why a record has no words of its call; the kinds are part of the CRM event. */
export const TranscriptAbsence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-answered') }),
  /** The code says why the assist was off. */
  z.strictObject({ kind: z.literal('assist-off'), code: z.string() }),
  /** The call was over before the speech models were loaded. */
  z.strictObject({ kind: z.literal('assist-starting') }),
  /** Nothing came from the other side. */
  z.strictObject({ kind: z.literal('no-audio') }),
  z.strictObject({ kind: z.literal('nothing-said') }),
  /** The app stopped during the call, and its words with it. */
  z.strictObject({ kind: z.literal('interrupted') }),
]);
export type TranscriptAbsence = z.infer<typeof TranscriptAbsence>;

/** Everything we keep of one call; also the `data` of the CRM event. */
export const CallRecord = z.strictObject({
  callId: CallId,
  accountId: AccountId,
  direction: z.enum(['outgoing', 'incoming']),
  local: z.strictObject({ uri: z.string(), displayName: z.string() }),
  remote: RemoteParty,
  startedAtMs: EpochMs,
  answeredAtMs: EpochMs.nullable(),
  endedAtMs: EpochMs.nullable(),
  /** null while the call is running: such a record found at start-up belongs to a call that a crash cut off. */
  end: CallEnd.nullable(),
  codec: z.string().nullable(),
  /** null where no audio was measured. */
  quality: LineQuality.nullable().default(null),
  /** null where the call was not recorded, or its file was deleted. */
  recording: RecordedAudio.nullable().default(null),
  transcript: z.array(Utterance),
  /** null where there is a transcript, while the call runs, and in records of before this was kept. */
  transcriptAbsence: TranscriptAbsence.nullable().default(null),
  intents: z.array(IntentFinding),
  suggestions: z.array(Suggestion),
  /** What the agent searched for by hand. */
  searches: z.array(HandSearch).default([]),
  /** What a person said afterwards that utterances were. */
  labels: z.array(UtteranceLabel).default([]),
  summary: Summary.nullable(),
  disposition: DispositionId.nullable(),
  /** open: waits for the agent; confirmed: by the agent; automatic: completed without one (missed, interrupted, timed out). */
  wrapUp: z.enum(['open', 'confirmed', 'automatic']),
});
export type CallRecord = z.infer<typeof CallRecord>;

export const DeliveryState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('waiting'), attempts: z.number().int(), nextAttemptAtMs: EpochMs, lastError: z.string().nullable() }),
  z.strictObject({ kind: z.literal('delivered'), attempts: z.number().int(), deliveredAtMs: EpochMs, httpStatus: z.number().int() }),
  z.strictObject({ kind: z.literal('dead'), attempts: z.number().int(), lastError: z.string() }),
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One row of the history list. */
export const RecordRow = CallRecord.pick({ callId: true, direction: true, remote: true, startedAtMs: true, answeredAtMs: true, endedAtMs: true, end: true, disposition: true, wrapUp: true })
  .extend({ reason: z.string().nullable(), delivery: DeliveryState });
export type RecordRow = z.infer<typeof RecordRow>;

export const HistorySnapshot = z.strictObject({ revision: Revision, rows: z.array(RecordRow), total: z.number().int() });
export type HistorySnapshot = z.infer<typeof HistorySnapshot>;

export const recordRequests = {
  /** The newest rows first, up to 200. */
  getHistory: request({ channel: 'records.getHistory', input: Nothing, output: HistorySnapshot, errors: [] }),
  get: request({ channel: 'records.get', input: z.strictObject({ callId: CallId }), output: z.strictObject({ record: CallRecord, delivery: DeliveryState }), errors: ['unknown-call'] }),
  /** Keeps an edit without ending the wrap-up. */
  saveSummary: request({ channel: 'records.saveSummary', input: z.strictObject({ callId: CallId, summary: Summary }), output: Nothing, errors: ['unknown-call', 'already-confirmed', 'store-failed'] }),
  /** The agent's last word: completes the record and queues it for the CRM in one update. */
  confirm: request({ channel: 'records.confirm', input: z.strictObject({ callId: CallId, summary: Summary.nullable(), disposition: DispositionId }), output: Nothing, errors: ['unknown-call', 'already-confirmed', 'store-failed'] }),
  remove: request({ channel: 'records.remove', input: z.strictObject({ callId: CallId }), output: Nothing, errors: ['unknown-call', 'call-in-progress', 'store-failed'] }),
} as const;

export const recordEvents = { changed: event({ channel: 'records.changed', snapshot: HistorySnapshot }) } as const;
