import { isStepDone, type Checklist, type ChecklistStep } from '../../preload/contract/checklist.ts';
import type { Suggestion, Summary } from '../../preload/contract/assist.ts';

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
