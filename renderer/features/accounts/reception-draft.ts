import type { Reception } from '../../../preload/contract/reception.ts';
import { isDiallable } from '../../../preload/contract/written-number.ts';
import type { Messages } from '../../locales/en.ts';

type Fault = keyof Messages['accounts']['reception']['errors'];
export type ReceptionErrors = Partial<Record<'always' | 'busy' | 'unanswered' | 'unansweredAfterSec' | 'autoAnswerAfterSec', Fault>>;

export const ALL_AUTO_ANSWERS: readonly Reception['autoAnswer'][] = ['never', 'when-asked', 'always'];

/** What is wrong with each field, by the rules of Reception in the contract. */
export function receptionErrors({ forward, autoAnswerAfterSec }: Reception): ReceptionErrors {
  const errors: ReceptionErrors = {};
  for (const when of ['always', 'busy', 'unanswered'] as const) {
    const target = forward[when].trim();
    if (target !== '' && (target.length > 256 || !isDiallable(target))) errors[when] = 'target';
  }
  if (!isBetween(forward.unansweredAfterSec, 5, 120)) errors.unansweredAfterSec = 'unansweredAfterSec';
  if (!isBetween(autoAnswerAfterSec, 0, 60)) errors.autoAnswerAfterSec = 'autoAnswerAfterSec';
  return errors;
}

const isBetween = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;
