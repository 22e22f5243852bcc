import { describe, expect, it } from 'vitest';
import { advanceAssistView, beginAssistView, emptyAssistView, judgeSuggestion, type AssistView } from '../../../main/calls/assist-view.ts';
import type { AssistFact } from '../../../main/assist/assist.ts';
import type { Suggestion, Utterance } from '../../../preload/contract/assist.ts';
import { CallId, SuggestionId, UtteranceId } from '../../../preload/contract/primitives.ts';

const CALL = CallId.parse('c1');
const utterance = (id: string, text: string, state: 'partial' | 'final' = 'final', startMs = 0): Utterance =>
  ({ utteranceId: UtteranceId.parse(id), speaker: 'caller', state, text, startMs, endMs: startMs + 900, confidence: 0.9 });
const suggestion = (id: string): Suggestion => ({
  suggestionId: SuggestionId.parse(id), articleId: id, title: id, heading: id, excerpt: 'text', source: `${id}.md`,
  utteranceId: null, triggerText: 'words', confidence: 0.8, latencyMs: 100, state: 'shown', steps: [],
});
const heard = (spoken: Utterance): AssistFact => ({ kind: 'utterance', callId: CALL, utterance: spoken });
const view = (...facts: AssistFact[]): AssistView => facts.reduce(advanceAssistView, beginAssistView(emptyAssistView, CALL));

describe('the assist view of a call', () => {
  it('replaces a partial by its final and keeps turns in the order they were spoken', () => {
    const { utterances } = view(heard(utterance('b', 'later', 'final', 2_000)), heard(utterance('a', 'earl', 'partial')), heard(utterance('a', 'earlier')));
    expect(utterances.map((spoken) => [spoken.text, spoken.state])).toEqual([['earlier', 'final'], ['later', 'final']]);
  });

  it('never lets a late partial replace a final', () => {
    expect(view(heard(utterance('a', 'all of it')), heard(utterance('a', 'all', 'partial'))).utterances[0]?.text).toBe('all of it');
  });

  it('drops a partial that turned out to be no speech', () => {
    expect(view(heard(utterance('a', 'hm', 'partial')), heard(utterance('a', ''))).utterances).toEqual([]);
  });

  it('ignores facts of another call', () => {
    const fact: AssistFact = { kind: 'utterance', callId: CallId.parse('other'), utterance: utterance('x', 'foreign') };
    expect(view(fact).utterances).toEqual([]);
  });

  it('remembers cards that made room as dismissed, and used ones as used', () => {
    const shown = view({ kind: 'suggestions', callId: CALL, suggestions: [suggestion('a'), suggestion('b')] });
    const used = judgeSuggestion(shown, 'c1', 'a', 'used')!;
    const later = advanceAssistView(used, { kind: 'suggestions', callId: CALL, suggestions: [suggestion('c')] });
    expect(later.suggestions.map((card) => [card.suggestionId, card.state])).toEqual([['c', 'shown'], ['a', 'used'], ['b', 'dismissed']]);
  });

  it('knows no verdict on a card of another call or none at all', () => {
    const shown = view({ kind: 'suggestions', callId: CALL, suggestions: [suggestion('a')] });
    expect(judgeSuggestion(shown, 'other', 'a', 'used')).toBeNull();
    expect(judgeSuggestion(shown, 'c1', 'z', 'used')).toBeNull();
  });

  it('ticks the steps that the assist heard done, and keeps them when the article comes again', () => {
    const card = (id: string) => ({ ...suggestion('refund'), suggestionId: SuggestionId.parse(id), steps: [{ text: 'Ask', state: 'open' as const, utteranceId: null }] });
    const after = view({ kind: 'suggestions', callId: CALL, suggestions: [card('s1')] }, { kind: 'steps-heard', callId: CALL, utteranceId: UtteranceId.parse('u9'), steps: [{ articleId: 'refund', text: 'Ask' }] }, { kind: 'suggestions', callId: CALL, suggestions: [card('s2')] });
    expect(after.suggestions.map(({ suggestionId, steps }) => [suggestionId, steps[0]?.state, steps[0]?.utteranceId])).toEqual([['s2', 'heard', 'u9'], ['s1', 'heard', 'u9']]);
  });

  it('keep the agent\'s verdict when the assist, which does not know it yet, says them again; one that makes room has none', () => {
    const judged = judgeSuggestion(view({ kind: 'suggestions', callId: CALL, suggestions: [suggestion('a'), suggestion('b')] }), CALL, 'a', 'used')!;
    const after = advanceAssistView(judged, { kind: 'suggestions', callId: CALL, suggestions: [suggestion('a')] });
    expect(after.suggestions.map(({ suggestionId, state, isJudged }) => [suggestionId, state, isJudged])).toEqual([['a', 'used', true], ['b', 'dismissed', undefined]]);
  });
});
