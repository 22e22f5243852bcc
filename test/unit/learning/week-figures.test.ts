import { describe, expect, it } from 'vitest';
import { errorLog } from '../../../main/learning/error-log.ts';
import { weekFigures } from '../../../main/learning/week-figures.ts';
import { EMPTY_SUMMARY } from '../../../preload/contract/assist.ts';
import { suggestions } from '../../support/fake-sidetone-data.ts';
import { DAY_MS, endedCall, idOf, meant, NOW } from './sample-calls.ts';

const [card] = suggestions;

describe('the figures of a week', () => {
  it('are those of twelve weeks from Monday, empty ones too', () => {
    const weeks = weekFigures([], NOW);
    expect(weeks).toHaveLength(12);
    expect(weeks.every(({ startMs, calls }) => new Date(startMs).getDay() === 1 && calls === 0)).toBe(true);
    expect(NOW - weeks.at(-1)!.startMs).toBeLessThan(7 * DAY_MS);
  });

  it('count utterances that got an intent, and cards that were used', () => {
    const call = endedCall('c', [{ text: 'I want my money back', heard: ['refund', 0.9] }, { text: 'and it is raining here' }, { text: 'Yes.' }], { suggestions: [{ ...card!, state: 'used' }, { ...card!, state: 'shown' }] });
    expect(weekFigures([call, { ...call, startedAtMs: NOW - 7 * DAY_MS }], NOW).slice(-2)).toMatchObject([{ calls: 1 }, { calls: 1, utterances: 2, named: 1, cards: 2, cardsUsed: 1 }]);
  });

  it('take the accuracy from the sample alone', () => {
    const calls = Array.from({ length: 400 }, (_unused, index) => endedCall(`c-${index}`, [{ text: 'I want my money back', heard: ['refund', 0.9], verdict: meant(index % 4 === 0 ? 'repair' : 'refund') }]));
    const { sampleLabelled, sampleRight } = weekFigures(calls, NOW).at(-1)!;
    expect(sampleLabelled).toBeGreaterThan(8);
    expect(sampleLabelled).toBeLessThan(40);
    expect(sampleRight).toBeLessThan(sampleLabelled);
    expect(sampleRight).toBeGreaterThan(sampleLabelled / 3);
  });
});

describe('the error log', () => {
  it('tells of wrong and missing intents, dismissed cards, searches by hand and poor summaries, the newest first', () => {
    const call = endedCall('c', [
      { text: 'I want my money back', heard: ['refund', 0.9], verdict: meant('refund') }, { text: 'the pump leaks again today', heard: ['refund', 0.8], verdict: meant('repair') },
      { text: 'do you sell old machines', verdict: meant('stock') }, { text: 'what a lovely day it is', heard: ['hours', 0.7], verdict: { kind: 'none' } }, { text: 'and then the of it', heard: ['hours', 0.7], verdict: { kind: 'unusable' } },
    ], {
      suggestions: [{ ...card!, title: 'Opening hours', triggerText: 'what a lovely day it is', state: 'dismissed', isJudged: true }, { ...card!, state: 'dismissed', isJudged: false }],
      summary: { ...EMPTY_SUMMARY, rating: 'poor', reason: { text: 'The caller asked for the time.', utteranceIds: [] } },
      searches: [{ query: 'old machines', utteranceId: idOf('c', 2), title: 'Second hand' }, { query: 'typed before a word', utteranceId: null, title: null }],
    });
    expect(errorLog([call])).toMatchObject([
      { kind: 'poor-summary', text: 'The caller asked for the time.' }, { kind: 'searched', text: 'typed before a word', title: null }, { kind: 'searched', text: 'do you sell old machines', title: 'Second hand' },
      { kind: 'dismissed-card', text: 'what a lovely day it is', title: 'Opening hours' },
      { kind: 'wrong-intent', text: 'what a lovely day it is', heard: 'hours', truth: null }, { kind: 'wrong-intent', text: 'do you sell old machines', heard: null, truth: 'stock' }, { kind: 'wrong-intent', text: 'the pump leaks again today', heard: 'refund', truth: 'repair' },
    ]);
  });
});
