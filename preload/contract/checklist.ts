import { z } from 'zod';
import { UtteranceId } from './primitives.ts';

/** One step of an article's checklist in a call. */
export const ChecklistStep = z.strictObject({
  text: z.string().max(300),
  /** heard: the agent's words said that it is done; ticked, unticked: the agent's own verdict, which stands. */
  state: z.enum(['open', 'heard', 'ticked', 'unticked']),
  /** The words that did it; null unless heard. */
  utteranceId: UtteranceId.nullable(),
});
export type ChecklistStep = z.infer<typeof ChecklistStep>;

/** Whether a step counts as done. */
export const isStepDone = ({ state }: ChecklistStep): boolean => state === 'heard' || state === 'ticked';

/** A checklist that was begun in a call. */
export const Checklist = z.strictObject({ articleId: z.string(), title: z.string(), steps: z.array(ChecklistStep) });
export type Checklist = z.infer<typeof Checklist>;
