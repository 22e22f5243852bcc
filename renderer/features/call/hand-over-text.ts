import { isStepDone } from '../../../preload/contract/checklist.ts';
import type { HandOver } from '../../../preload/contract/hand-over.ts';
import type { Messages } from '../../locales/en.ts';

export interface HandOverSection {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The card section by section; what is not known has no section. */
export function handOverSections(handOver: HandOver, t: Messages): HandOverSection[] {
  const { reason, details, open, tried, checklists, promisedActions, entities, mood, article } = handOver;
  const textOf = ({ text }: { readonly text: string }): string => text;
  const sections: HandOverSection[] = [
    { title: t.wrapUp.reason, lines: reason === null ? [] : [reason.text] },
    { title: t.wrapUp.details, lines: details.map(textOf) },
    { title: t.handOver.tried, lines: tried.map(textOf) },
    ...checklists.map(({ title, steps }) => ({ title: `${t.assist.steps}, ${title}`, lines: steps.map((step) => `${isStepDone(step) ? '✓' : '☐'} ${step.text}`) })),
    { title: t.wrapUp.promised, lines: promisedActions.map(({ text, due }) => (due === null ? text : `${text} (${due})`)) },
    { title: t.handOver.open, lines: open.map(textOf) },
    { title: t.wrapUp.entities, lines: entities.length === 0 ? [] : [entities.map(textOf).join(', ')] },
    { title: t.wrapUp.mood, lines: mood === null || mood.value === 'neutral' ? [] : [t.wrapUp.moods[mood.value]] },
    { title: t.handOver.article, lines: article === null ? [] : [`${article.title} (${article.source})`] },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** The card as text, for a message to the colleague. */
export function handOverText(handOver: HandOver, party: string, t: Messages): string {
  return [t.handOver.title(party), ...handOverSections(handOver, t).map(({ title, lines }) => `${title}: ${lines.join(' ')}`)].join('\n');
}
