import { describe, expect, it } from 'vitest';
import { reviewQueue, unjudgedUtterances, type GuessesOf } from '../../../main/learning/review-queue.ts';
import type { CallRecord } from '../../../preload/contract/records.ts';
import { suggestions } from '../../support/fake-sidetone-data.ts';
import { DAY_MS, endedCall, idOf, meant, NOW } from './sample-calls.ts';

const noGuess: GuessesOf = () => [];
const queue = (records: readonly CallRecord[], guessesOf: GuessesOf = noGuess) => reviewQueue(unjudgedUtterances(records, NOW), guessesOf);
const SURE = ['refund', 0.95] as const;
/** The first utterance of this call is not in the sample, by the hash of its name. */
const UNSAMPLED = 'c-1';

describe('the queue of utterances that wait for a verdict', () => {
  it('holds what went wrong in sight first, then the nearest misses, then the sample', () => {
    const [card] = suggestions;
    const records = [
      ...Array.from({ length: 60 }, (_unused, index) => endedCall(`s-${index}`, [{ text: 'I want my money back please', heard: SURE }])),
      endedCall('unsure', [{ text: 'it might be about a refund', heard: ['refund', 0.6] }]),
      endedCall('missed', [{ text: 'somebody should look at the pump' }]),
      endedCall('searched', [{ text: 'do you take old machines back', heard: SURE }], { searches: [{ query: 'disposal', utteranceId: idOf('searched', 0), title: null }] }),
      endedCall('dismissed', [{ text: 'I moved house last week', heard: SURE }], { suggestions: [{ ...card!, utteranceId: idOf('dismissed', 0), state: 'dismissed', isJudged: true }] }),
    ];
    const items = queue(records, (text) => (text.includes('pump') ? [{ intentId: 'repair', confidence: 0.31 }] : [{ intentId: 'refund', confidence: 0.9 }]));
    expect(items.map(({ callId }) => callId).slice(0, 4).sort()).toEqual(['dismissed', 'missed', 'searched', 'unsure']);
    expect(items.map(({ reason }) => reason.kind).slice(2, 4)).toEqual(['unsure', 'unsure']);
    expect(items[2]).toMatchObject({ callId: 'unsure', reason: { confidence: 0.6 }, heard: 'refund' });
    expect(items[3]).toMatchObject({ callId: 'missed', heard: null, guesses: [{ intentId: 'repair', confidence: 0.31 }] });
    const sampled = items.slice(4);
    expect(sampled.every(({ reason }) => reason.kind === 'sample')).toBe(true);
    expect(sampled.length).toBeGreaterThan(0);
    expect(sampled.length).toBeLessThan(10); // one in twenty of sixty
  });

  it('shows each with the two utterances before it', () => {
    const call = endedCall('c', [{ text: 'Good morning, front desk.', speaker: 'agent' }, { text: 'Hello.' }, { text: 'How can I help?', speaker: 'agent' }, { text: 'the thing you sold me leaks', heard: ['repair', 0.5] }]);
    expect(queue([call])).toMatchObject([{ text: 'the thing you sold me leaks', before: [{ speaker: 'caller', text: 'Hello.' }, { speaker: 'agent', text: 'How can I help?' }] }]);
  });

  it.each([
    ['a verdict', endedCall(UNSAMPLED, [{ text: 'it might be about a refund', heard: ['refund', 0.6], verdict: meant('refund') }])],
    ['confidence enough', endedCall(UNSAMPLED, [{ text: 'I want my money back please', heard: SURE }])],
    ['fewer than four words', endedCall(UNSAMPLED, [{ text: 'my name is', heard: ['refund', 0.5] }])],
    ['the agent as its speaker', endedCall(UNSAMPLED, [{ text: 'it might be about a refund', speaker: 'agent', heard: ['refund', 0.5] }])],
    ['four weeks behind it', endedCall(UNSAMPLED, [{ text: 'it might be about a refund', heard: ['refund', 0.5] }], { startedAtMs: NOW - 29 * DAY_MS })],
    ['a call that still runs', { ...endedCall(UNSAMPLED, [{ text: 'it might be about a refund', heard: ['refund', 0.5] }]), end: null }],
  ])('leaves out what has %s', (_what, record) => {
    expect(queue([record])).toEqual([]);
  });

  it('leaves out what the assist, asked again, takes for nothing', () => {
    expect(queue([endedCall(UNSAMPLED, [{ text: 'the weather has been so nice' }])], () => [{ intentId: null, confidence: 0.6 }, { intentId: 'hours', confidence: 0.3 }])).toEqual([]);
    expect(queue([endedCall(UNSAMPLED, [{ text: 'the weather has been so nice' }])], () => [{ intentId: 'hours', confidence: 0.2 }])).toEqual([]);
  });

  it('never grows beyond fifty', () => {
    const calls = Array.from({ length: 90 }, (_unused, index) => endedCall(`u-${index}`, [{ text: 'it might be about a refund', heard: ['refund', 0.5] }]));
    expect(queue(calls)).toHaveLength(50);
  });
});
