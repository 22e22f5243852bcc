import { describe, expect, it } from 'vitest';
import { risingQuestions } from '../../../main/records/rising-questions.ts';
import type { CallRecord } from '../../../preload/contract/records.ts';
import { suggestions } from '../../support/fake-sidetone-data.ts';
import { runningRecord } from './sample-record.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 6, 15, 12);
const calls = (count: number, daysAgo: number, intentIds: readonly string[], change: Partial<CallRecord> = {}): CallRecord[] => Array.from({ length: count }, (_unused, index) => runningRecord(`${intentIds.join()}-${daysAgo}-${index}`, {
  startedAtMs: NOW - daysAgo * DAY_MS, answeredAtMs: NOW - daysAgo * DAY_MS,
  intents: intentIds.map((intentId) => ({ utteranceId: 'u' as never, intentId, label: intentId, confidence: 0.9 })), ...change,
}));
const named = (...records: CallRecord[][]) => risingQuestions(records.flat(), NOW).map(({ intentId }) => intentId);

describe('a question that callers ask more often than before', () => {
  it('is told with its counts, the most frequent first', () => {
    expect(risingQuestions([...calls(6, 2, ['outage']), ...calls(9, 3, ['refund']), ...calls(3, 1, []), ...calls(40, 12, ['hours']), ...calls(2, 15, ['refund'])], NOW)).toEqual([
      { intentId: 'refund', calls: 9, ofCalls: 18, callsBefore: 2, ofCallsBefore: 42 }, { intentId: 'outage', calls: 6, ofCalls: 18, callsBefore: 0, ofCallsBefore: 42 },
    ]);
  });

  it.each([
    ['is asked in fewer than five calls', [calls(4, 1, ['outage']), calls(40, 10, [])]],
    ['is asked as often as before, call for call', [calls(10, 1, ['hours']), calls(10, 1, []), calls(10, 10, ['hours']), calls(10, 10, [])]],
    ['has no weeks before it to compare with', [calls(10, 1, ['hours'])]],
    ['rose four weeks ago', [calls(10, 29, ['hours']), calls(10, 10, []), calls(3, 1, [])]],
    ['was not talked about', [calls(10, 1, ['hours'], { answeredAtMs: null }), calls(10, 10, [])]],
  ])('is not one that %s', (_why, records) => {
    expect(named(...records)).toEqual([]);
  });

  it('counts a call once, however often it was asked in it', () => {
    expect(named(calls(4, 1, ['outage', 'outage']), calls(20, 10, []))).toEqual([]);
  });

  it('is not told again in the week in which its card was put away', () => {
    const [card] = suggestions;
    const rising = { intentId: 'outage', calls: 6, ofCalls: 8, callsBefore: 0, ofCallsBefore: 9 };
    const putAway = (daysAgo: number, state: 'dismissed' | 'used') => calls(1, daysAgo, [], { suggestions: [{ ...card!, rising, state, isJudged: true }] });
    const asked = [calls(6, 1, ['outage']), calls(20, 10, [])];
    expect(named(...asked, putAway(3, 'dismissed'))).toEqual([]);
    expect(named(...asked, putAway(3, 'used'))).toEqual(['outage']);
    expect(named(...asked, putAway(8, 'dismissed'))).toEqual(['outage']);
  });
});
