import type { Intent, IntentDraft } from '../../../preload/contract/intents.ts';

/** Fewer than these teach little; the assist learns from them all the same. */
export const FEW_EXAMPLES = 5;
/** As the contract has it. */
export const LONGEST_NAME = 60;
export const LONGEST_EXAMPLE = 300;

/** What the form holds. */
export interface IntentForm {
  readonly label: string;
  readonly disposition: Intent['disposition'];
  /** One example a line. */
  readonly examples: string;
}

export function formOf(intent: Intent | null): IntentForm {
  return { label: intent?.label ?? '', disposition: intent?.disposition ?? 'information', examples: intent?.examples.join('\n') ?? '' };
}

/** The form as main takes it; `tooLong` is the first example that is. */
export function draftOf(form: IntentForm, intentId: string | null): { readonly draft: IntentDraft; readonly tooLong: string | null } {
  const examples = form.examples.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return { draft: { intentId, label: form.label.trim(), disposition: form.disposition, examples }, tooLong: examples.find((example) => example.length > LONGEST_EXAMPLE) ?? null };
}
