import { describe, expect, it } from 'vitest';
import { learnCardPreferences } from '../../../main/records/learned-cards.ts';
import type { Suggestion } from '../../../preload/contract/assist.ts';
import { SuggestionId, UtteranceId } from '../../../preload/contract/primitives.ts';
import type { CallRecord } from '../../../preload/contract/records.ts';
import { runningRecord } from './sample-record.ts';

const said = UtteranceId.parse('u-1');
const card = (articleId: string, state: Suggestion['state'], isJudged: boolean | undefined = true): Suggestion => ({
  suggestionId: SuggestionId.parse('s-1'), articleId, title: '', heading: '', excerpt: '', source: '', utteranceId: said, triggerText: '', confidence: 0.8, latencyMs: 1, state, steps: [], isJudged,
});
const call = (state: Suggestion['state'], intentIds = ['refund'], isJudged: boolean | undefined = true): CallRecord => runningRecord('c', {
  suggestions: [card('returns', state, isJudged)], intents: intentIds.map((intentId) => ({ utteranceId: said, intentId, label: intentId, confidence: 0.9 })),
});
const learned = (...records: CallRecord[]) => learnCardPreferences(records);

describe('the preference for an article under an intent', () => {
  it('falls with every dismissal and rises with every use, and is never certain', () => {
    expect(learned(call('dismissed'), call('dismissed'))).toEqual([{ intentId: 'refund', articleId: 'returns', preference: -0.5 }]);
    expect(learned(...Array.from({ length: 8 }, () => call('used')))[0]!.preference).toBe(0.8);
    expect(learned(call('used'), call('used'), call('dismissed'))[0]!.preference).toBeCloseTo(0.2);
  });

  it.each([
    ['one dismissal, which is about one call', [call('dismissed')]],
    ['verdicts that are even', [call('dismissed'), call('used')]],
    ['cards that made room for newer ones', [call('dismissed', ['refund'], false), call('dismissed', ['refund'], undefined)]],
    ['cards that nobody touched', [call('shown'), call('shown')]],
    ['no calls', []],
  ])('is not learned from %s', (_what, records) => {
    expect(learned(...records)).toEqual([]);
  });

  it('is learned under each intent of the words, or under none', () => {
    expect(learned(call('used', ['refund', 'returns']), call('used', ['refund', 'returns'])).map(({ intentId }) => intentId)).toEqual(['refund', 'returns']);
    expect(learned(call('used', []), call('used', []))).toMatchObject([{ intentId: null }]);
    expect(learned(call('used', ['refund']), call('used', ['returns']))).toEqual([]);
  });

  it('follows the newest verdicts: a business changes its ways', () => {
    const changed = [...Array.from({ length: 40 }, () => call('dismissed')), ...Array.from({ length: 20 }, () => call('used'))];
    expect(learned(...changed)[0]!.preference).toBeGreaterThan(0.8);
  });
});
