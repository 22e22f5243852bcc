import type { Utterance } from '../../../preload/contract/assist.ts';
import type { Verdict } from '../../../preload/contract/learning.ts';
import { UtteranceId } from '../../../preload/contract/primitives.ts';
import type { CallRecord } from '../../../preload/contract/records.ts';
import { plainEnd } from '../../support/fake-sidetone-data.ts';
import { runningRecord } from '../records/sample-record.ts';

export const DAY_MS = 86_400_000;
/** A Wednesday at noon, by this machine's clock. */
export const NOW = new Date(2026, 6, 15, 12).getTime();
export const idOf = (callId: string, index: number): UtteranceId => UtteranceId.parse(`${callId}-${index}`);

interface Said {
  readonly text: string;
  readonly speaker?: Utterance['speaker'];
  /** How it was named in the call, and how surely. */
  readonly heard?: readonly [intentId: string, confidence: number];
  readonly verdict?: Verdict;
}

/** An ended call of these utterances. */
export function endedCall(callId: string, said: readonly Said[], change: Partial<CallRecord> = {}): CallRecord {
  const startedAtMs = NOW - DAY_MS;
  return runningRecord(callId, {
    startedAtMs, answeredAtMs: startedAtMs, endedAtMs: startedAtMs + 60_000, end: plainEnd, wrapUp: 'confirmed',
    transcript: said.map(({ text, speaker = 'caller' }, index) => ({ utteranceId: idOf(callId, index), speaker, state: 'final', text, startMs: index * 1_000, endMs: index * 1_000 + 900, confidence: 0.9 })),
    intents: said.flatMap(({ heard }, index) => (heard === undefined ? [] : [{ utteranceId: idOf(callId, index), intentId: heard[0], label: heard[0], confidence: heard[1] }])),
    labels: said.flatMap(({ verdict }, index) => (verdict === undefined ? [] : [{ utteranceId: idOf(callId, index), verdict, labelledAtMs: NOW }])),
    ...change,
  });
}

export const meant = (intentId: string): Verdict => ({ kind: 'intent', intentId });
