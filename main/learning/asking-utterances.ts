import type { IntentFinding, Utterance } from '../../preload/contract/assist.ts';
import type { Verdict } from '../../preload/contract/learning.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import { shareOf } from './share-of.ts';

/** Fewer words than this are about nothing ("yes", "my name is"); the assist looks at no shorter ones either. */
const LEAST_WORDS = 4;
/** One utterance in twenty is looked at whatever the assist made of it. */
const SAMPLE_SHARE = 0.05;

/** One utterance of a caller that is long enough to be about something, with all that is known of it. */
export interface AskingUtterance {
  readonly record: CallRecord;
  readonly utterance: Utterance;
  /** The surest of the intents that it was given in the call. */
  readonly finding: IntentFinding | null;
  readonly verdict: Verdict | null;
}

/** The caller's utterances of ended calls, in the order of the records. */
export function askingUtterances(records: readonly CallRecord[]): AskingUtterance[] {
  return records.filter(({ end }) => end !== null).flatMap((record) => record.transcript
    .filter(({ speaker, state, text }) => speaker === 'caller' && state === 'final' && text.split(/\s+/).filter((word) => word !== '').length >= LEAST_WORDS)
    .map((utterance): AskingUtterance => ({
      record,
      utterance,
      finding: surest(record.intents.filter(({ utteranceId }) => utteranceId === utterance.utteranceId)),
      verdict: record.labels.find(({ utteranceId }) => utteranceId === utterance.utteranceId)?.verdict ?? null,
    })));
}

/** Whether it is one of those that are looked at whatever the assist made of them. */
export function isSampled({ record, utterance }: AskingUtterance): boolean {
  return shareOf(`${record.callId}/${utterance.utteranceId}`) < SAMPLE_SHARE;
}

function surest(findings: readonly IntentFinding[]): IntentFinding | null {
  return findings.reduce<IntentFinding | null>((best, finding) => (best === null || finding.confidence > best.confidence ? finding : best), null);
}
