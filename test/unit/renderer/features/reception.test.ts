import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reception } from '../../../../preload/contract/reception.ts';
import { receptionErrors } from '../../../../renderer/features/accounts/reception-draft.ts';
import { directionIcon, resultWords } from '../../../../renderer/features/history/result-words.ts';
import { en } from '../../../../renderer/locales/en.ts';
import { plainEnd } from '../../../support/fake-sidetone-data.ts';

describe('the form of incoming calls', () => {
  it('takes and refuses exactly what main does', () => {
    const target = fc.oneof(fc.constantFrom('', ' ', '200', '+49 (30) 1', 'bob@example.com', 'sip:bob@x', 'a b', 'a@b@c', 'https://x'), fc.string({ maxLength: 270 }));
    const seconds = fc.oneof(fc.integer({ min: -5, max: 200 }), fc.double());
    const drafted = fc.record({ always: target, busy: target, unanswered: target, unansweredAfterSec: seconds }).chain((forward) => seconds.map((autoAnswerAfterSec) => ({ ...Reception.parse({}), forward, autoAnswerAfterSec })));
    fc.assert(fc.property(drafted, (reception) => {
      expect(Object.keys(receptionErrors(reception)).length === 0).toBe(Reception.safeParse(reception).success);
    }), { numRuns: 500 });
  });
});

describe('the call list', () => {
  it.each([
    [{ forwardedTo: '200' }, 'Forwarded to 200', 'incoming'],
    [{ failure: { code: 'answered-elsewhere', message: '' } }, 'Answered on another phone', 'incoming'],
    [{ result: 'busy' as const, failure: { code: 'do-not-disturb', message: '' } }, 'Missed, do not disturb was on', 'missed'],
  ])('%j reads %s and is shown as %s (T50)', (change, words, icon) => {
    const call = { direction: 'incoming' as const, end: { ...plainEnd, result: 'cancelled' as const, ...change } };
    expect([resultWords(call, en), directionIcon(call)]).toEqual([words, icon]);
  });
});
