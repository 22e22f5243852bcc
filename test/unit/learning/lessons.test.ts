import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withLessons, withoutLessons } from '../../../main/learning/learned-set.ts';
import { lessonsOf } from '../../../main/learning/lessons.ts';
import type { IntentSet } from '../../../preload/contract/intents.ts';
import type { Verdict } from '../../../preload/contract/learning.ts';
import { endedCall, meant } from './sample-calls.ts';

const intent = (intentId: string, examples: string[]) => ({ intentId, label: intentId, disposition: 'information' as const, articles: [], examples });
const set: IntentSet = { intents: [intent('refund', ['I want my money back']), intent('repair', ['the pump leaks'])], otherUtterances: ['hello there'] };
const judged = (text: string, verdict: Verdict) => endedCall(`call of ${text.slice(0, 20)}`, [{ text, verdict }]);
const all = (...records: ReturnType<typeof judged>[]) => {
  const { toLearn, heldOut } = lessonsOf(records, set);
  return [...toLearn, ...heldOut];
};

describe('what is learned from verdicts', () => {
  it('is the utterance under its intent, or under none', () => {
    expect(all(judged('the machine drips on the floor', meant('repair')), judged('nice weather we are having', { kind: 'none' }))).toEqual(expect.arrayContaining([
      { intentId: 'repair', text: 'the machine drips on the floor' }, { intentId: null, text: 'nice weather we are having' },
    ]));
  });

  it.each([
    ['was not usable', judged('and then the of it', { kind: 'unusable' })],
    ['is an example already', judged('The pump leaks', meant('repair'))],
    ['was given to an intent that is gone', judged('the machine drips on the floor', meant('merged-away'))],
    ['is longer than an example may be', judged('word '.repeat(80), meant('repair'))],
    ['has no verdict', endedCall('c', [{ text: 'the machine drips on the floor' }])],
  ])('is nothing where the utterance %s', (_why, record) => {
    expect(all(record)).toEqual([]);
  });

  it('has no masked data in it, and the newest verdict on the same words counts', () => {
    expect(all(judged('my card [card number] was charged twice', meant('repair')), judged('my card was charged twice', meant('refund')))).toEqual([{ intentId: 'refund', text: 'my card was charged twice' }]);
  });

  it('keeps about one verdict in four as an examination, always the same ones', () => {
    const records = Array.from({ length: 200 }, (_unused, index) => judged(`caller number ${index} wants it repaired`, meant('repair')));
    const { toLearn, heldOut } = lessonsOf(records, set);
    expect(toLearn.length + heldOut.length).toBe(200);
    expect(heldOut.length).toBeGreaterThan(30);
    expect(heldOut.length).toBeLessThan(70);
    const later = lessonsOf(records, withLessons(set, toLearn));
    expect(later.toLearn).toEqual([]);
    expect(later.heldOut).toEqual(heldOut);
  });
});

describe('a set that has learned', () => {
  it('is the set before when it forgets again, whatever was learned', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).filter((words) => !['I want my money back', 'the pump leaks', 'hello there'].includes(words));
    fc.assert(fc.property(fc.array(fc.record({ intentId: fc.constantFrom('refund', 'repair', null), text }), { maxLength: 30 }), (lessons) => {
      expect(withoutLessons(withLessons(set, lessons), lessons)).toEqual(set);
    }));
  });

  it('keeps to what an intent can hold', () => {
    const lessons = Array.from({ length: 400 }, (_unused, index) => ({ intentId: 'repair', text: `repair number ${index}` }));
    expect(withLessons(set, lessons).intents[1]!.examples).toHaveLength(300);
  });
});
