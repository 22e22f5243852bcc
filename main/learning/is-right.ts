import type { AskingUtterance } from './asking-utterances.ts';

/** The intent that a verdict names; null is "none of these". */
export function truthOf(verdict: AskingUtterance['verdict']): string | null {
  return verdict?.kind === 'intent' ? verdict.intentId : null;
}

/** Whether the assist said in the call what the person says now. */
export function isRight({ finding, verdict }: Pick<AskingUtterance, 'finding' | 'verdict'>): boolean {
  return (finding?.intentId ?? null) === truthOf(verdict);
}
