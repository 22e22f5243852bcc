import { describe, expect, it } from 'vitest';
import { withChecklists, withHeardSteps, withKnownSteps, withTickedStep } from '../../../main/calls/checklists.ts';
import { EMPTY_SUMMARY, Suggestion, Summary } from '../../../preload/contract/assist.ts';
import type { ChecklistStep } from '../../../preload/contract/checklist.ts';
import { SuggestionId, UtteranceId } from '../../../preload/contract/primitives.ts';

const stepsOf = (...texts: string[]): ChecklistStep[] => texts.map((text) => ({ text, state: 'open', utteranceId: null }));
const card = (id: string, articleId = 'reset', steps = stepsOf('Ask for the address', 'Send the link')): Suggestion => ({
  suggestionId: SuggestionId.parse(id), articleId, title: `About ${articleId}`, heading: 'h', excerpt: 'e', source: 'a.md', utteranceId: null, triggerText: '', confidence: 0.8, latencyMs: 1, state: 'shown', steps,
});
const states = (cards: readonly Suggestion[] | null): string[][] => (cards ?? []).map(({ steps }) => steps.map(({ state }) => state));

describe('the checklist of an article', () => {
  it('is ticked and cleared by the agent, on every card of its article', () => {
    const cards = [card('s1'), card('s2', 'other'), card('s3')];
    const ticked = withTickedStep(cards, 's1', 1, true)!;
    expect(states(ticked)).toEqual([['open', 'ticked'], ['open', 'open'], ['open', 'ticked']]);
    expect(states(withTickedStep(ticked, 's3', 1, false))).toEqual([['open', 'unticked'], ['open', 'open'], ['open', 'unticked']]);
  });

  it.each([['nobody', 0], ['s1', 2]])('knows no card %s with step %i', (suggestionId, step) => {
    expect(withTickedStep([card('s1')], suggestionId, step, true)).toBeNull();
  });

  it('is ticked by what the agent was heard to say, with the words that did it, unless the agent has judged the step', () => {
    const said = UtteranceId.parse('u1');
    const heard = [{ articleId: 'reset', text: 'Send the link' }];
    expect(withHeardSteps([card('s1')], heard, said)[0]!.steps[1]).toEqual({ text: 'Send the link', state: 'heard', utteranceId: said });
    expect(states(withHeardSteps(withTickedStep([card('s1')], 's1', 1, false)!, heard, said))).toEqual([['open', 'unticked']]);
    expect(states(withHeardSteps([{ ...card('s1'), state: 'dismissed' }, card('s2', 'other')], heard, said))).toEqual([['open', 'open'], ['open', 'open']]);
    expect(states(withHeardSteps([{ ...card('s1'), state: 'used' }], [...heard, { articleId: 'reset', text: 'Edited away' }], said))).toEqual([['open', 'heard']]);
  });

  it('goes on as it stands when the article is shown again, also where it was edited meanwhile', () => {
    const before = withTickedStep([card('s1')], 's1', 0, true)!;
    expect(states(withKnownSteps([card('s2'), card('s3', 'other')], before))).toEqual([['ticked', 'open'], ['open', 'open']]);
    expect(withKnownSteps([card('s4', 'reset', stepsOf('Send the link', 'Ask for the address'))], before)[0]!.steps.map(({ state }) => state)).toEqual(['open', 'ticked']);
  });

  it('is in the summary once, where at least one step was done', () => {
    const cards = [...withTickedStep([card('s1'), card('s3')], 's1', 0, true)!, card('s2', 'other')];
    expect(withChecklists(EMPTY_SUMMARY, cards).checklists).toEqual([{ articleId: 'reset', title: 'About reset', steps: cards[0]!.steps }]);
    expect(withChecklists(EMPTY_SUMMARY, [card('s1')]).checklists).toEqual([]);
  });

  it('is empty in cards and summaries that were kept before there were any', () => {
    const { steps: _steps, ...oldCard } = card('s1');
    const { checklists: _checklists, ...oldSummary } = EMPTY_SUMMARY;
    expect([Suggestion.parse(oldCard).steps, Summary.parse(oldSummary).checklists]).toEqual([[], []]);
  });
});
