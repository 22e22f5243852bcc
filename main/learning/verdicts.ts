import type { Verdict } from '../../preload/contract/learning.ts';
import type { CallId, UtteranceId } from '../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { StoreData } from '../records/record-store.ts';

/** Keeps a person's verdict on an utterance in the record of its call; null takes it back. */
export function withVerdict(data: StoreData, { callId, utteranceId, verdict }: { callId: CallId; utteranceId: UtteranceId; verdict: Verdict | null }, nowMs: number): Result<StoreData, 'unknown-utterance'> {
  const record = data.records.find((other) => other.callId === callId);
  const isKnown = record?.transcript.some((utterance) => utterance.utteranceId === utteranceId && utterance.speaker === 'caller') === true;
  if (record === undefined || !isKnown) return failure('unknown-utterance', 'This utterance is gone; its call was removed meanwhile.');
  const others = record.labels.filter((label) => label.utteranceId !== utteranceId);
  const labels = verdict === null ? others : [...others, { utteranceId, verdict, labelledAtMs: nowMs }];
  return success({ ...data, records: data.records.map((other) => (other === record ? { ...record, labels } : other)) });
}
