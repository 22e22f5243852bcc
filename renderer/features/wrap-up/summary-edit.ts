import type { PromisedAction, Summary, SummaryLine } from '../../../preload/contract/assist.ts';
import type { Checklist } from '../../../preload/contract/checklist.ts';

/** A line that the agent writes: it rests on no utterance. */
export function newLine(): SummaryLine {
  return { text: '', utteranceIds: [] };
}

export function newAction(): PromisedAction {
  return { text: '', utteranceIds: [], owner: 'agent', due: null };
}

/** The list with the entry at `index` changed. */
export function changedAt<Entry>(entries: readonly Entry[], index: number, change: Partial<Entry>): Entry[] {
  return entries.map((entry, at) => (at === index ? { ...entry, ...change } : entry));
}

export function withoutAt<Entry>(entries: readonly Entry[], index: number): Entry[] {
  return entries.filter((_entry, at) => at !== index);
}

/** The checklists after the agent's verdict on one step. */
export function withStep(checklists: readonly Checklist[], articleId: string, step: number, isDone: boolean): Checklist[] {
  return checklists.map((checklist) => (checklist.articleId === articleId ? { ...checklist, steps: changedAt(checklist.steps, step, { state: isDone ? 'ticked' : 'unticked', utteranceId: null }) } : checklist));
}

/** What is kept: trimmed, without the lines that were left empty. */
export function tidySummary(summary: Summary): Summary {
  const tidy = <Line extends SummaryLine>(lines: readonly Line[]): Line[] => lines.map((line) => ({ ...line, text: line.text.trim() })).filter((line) => line.text !== '');
  const tidyLine = (line: SummaryLine | null): SummaryLine | null => (line === null || line.text.trim() === '' ? null : { ...line, text: line.text.trim() });
  return {
    ...summary,
    reason: tidyLine(summary.reason),
    outcome: tidyLine(summary.outcome),
    asked: tidy(summary.asked),
    details: tidy(summary.details),
    followUp: tidy(summary.followUp),
    answered: tidy(summary.answered),
    promisedActions: tidy(summary.promisedActions).map((action) => ({ ...action, due: action.due?.trim() ? action.due.trim() : null })),
  };
}
