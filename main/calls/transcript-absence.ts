import type { AssistStatus, Utterance } from '../../preload/contract/assist.ts';
import type { CallRecord, TranscriptAbsence } from '../../preload/contract/records.ts';

/** Why an answered call has no words (T48); null: it has some. */
export function transcriptAbsenceOf(transcript: readonly Utterance[], status: AssistStatus, quality: CallRecord['quality']): TranscriptAbsence | null {
  if (transcript.length > 0) return null;
  if (status.kind === 'off') return { kind: 'assist-off', code: status.failure.code };
  if (status.kind === 'starting') return { kind: 'assist-starting' };
  if (quality === null || quality.packetsIn === 0) return { kind: 'no-audio' };
  return { kind: 'nothing-said' };
}
