import { isStepDone, type Checklist, type ChecklistStep } from '../../preload/contract/checklist.ts';
import type { Suggestion, Summary } from '../../preload/contract/assist.ts';
import type { CallBackground } from '../../preload/contract/call-background.ts';
import type { UtteranceId } from '../../preload/contract/primitives.ts';
import type { HeardStep } from '../assist/understanding/checklist/hear-steps.ts';

/** New cards of an article go on with the checklist as it stands in this call. */
export function withKnownSteps(now: readonly Suggestion[], before: readonly Suggestion[]): Suggestion[] {
  return now.map((card) => {
    const known = before.find(({ articleId, steps }) => articleId === card.articleId && steps.length > 0);
    if (known === undefined) return card;
    return { ...card, steps: card.steps.map((step) => known.steps.find(({ text }) => text === step.text) ?? step) };
  });
}

/** The cards after the agent's verdict on a step of one of them, on every card of that article; null when there is no such step. */
export function withTickedStep(suggestions: readonly Suggestion[], suggestionId: string, step: number, isDone: boolean): Suggestion[] | null {
  const card = suggestions.find((suggestion) => suggestion.suggestionId === suggestionId);
  if (card?.steps[step] === undefined) return null;
  return changeStep(suggestions, card.articleId, step, (before) => ({ ...before, state: isDone ? 'ticked' : 'unticked', utteranceId: null }));
}

/** The cards after the assist heard that steps are done: those that the agent has not judged, on articles that are not dismissed. */
export function withHeardSteps(suggestions: readonly Suggestion[], heard: readonly HeardStep[], utteranceId: UtteranceId): Suggestion[] {
  return heard.reduce<Suggestion[]>((cards, { articleId, text }) => {
    const card = cards.find((suggestion) => suggestion.articleId === articleId && suggestion.state !== 'dismissed');
    const step = card?.steps.findIndex((known) => known.text === text && known.state === 'open') ?? -1;
    return step < 0 ? cards : changeStep(cards, articleId, step, (before) => ({ ...before, state: 'heard', utteranceId }));
  }, [...suggestions]);
}

/** The checklists that are being worked through, for an assist that has forgotten them. */
export function checklistsOf(suggestions: readonly Suggestion[]): CallBackground['checklists'] {
  return suggestions.filter(({ state, steps }) => state !== 'dismissed' && steps.length > 0).map(({ articleId, steps }) => ({ articleId, steps: steps.map(({ text }) => text) }));
}

/** The summary with the checklists that were begun, each once. */
export function withChecklists(summary: Summary, suggestions: readonly Suggestion[]): Summary {
  const begun = new Map<string, Checklist>();
  for (const { articleId, title, steps } of suggestions) {
    if (steps.some(isStepDone) && !begun.has(articleId)) begun.set(articleId, { articleId, title, steps });
  }
  return { ...summary, checklists: [...begun.values()] };
}

function changeStep(suggestions: readonly Suggestion[], articleId: string, step: number, change: (before: ChecklistStep) => ChecklistStep): Suggestion[] {
  return suggestions.map((card) => (card.articleId === articleId ? { ...card, steps: card.steps.map((before, index) => (index === step ? change(before) : before)) } : card));
}
