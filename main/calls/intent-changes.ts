import { IntentSet, type Intent, type IntentDraft } from '../../preload/contract/intents.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';

type Changed<Code extends string> = Result<IntentSet, Code | 'too-many'>;

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
const unknownIntent = () => failure('unknown-intent', 'This intent is gone; it was merged or removed meanwhile.');

/** Each once, without the space around it, in the order of first mention. */
function tidied(examples: readonly string[]): string[] {
  const seen = new Map(examples.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '').map((text) => [text.toLowerCase(), text]));
  return [...seen.values()];
}

/** The set with an intent made or changed. */
export function withIntent(set: IntentSet, draft: IntentDraft, newId: () => string): Changed<'unknown-intent' | 'name-taken'> {
  const label = draft.label.trim();
  const before = set.intents.find(({ intentId }) => intentId === draft.intentId);
  if (draft.intentId !== null && before === undefined) return unknownIntent();
  if (label === '') return failure('name-taken', 'An intent needs a name.');
  if (set.intents.some((other) => other !== before && sameName(other.label, label))) return failure('name-taken', `There is an intent named "${label}" already. Merge the two, or choose another name.`);
  const intent: Intent = { intentId: before?.intentId ?? newId(), label, disposition: draft.disposition, articles: before?.articles ?? [], examples: tidied(draft.examples) };
  return checked({ ...set, intents: before === undefined ? [...set.intents, intent] : set.intents.map((other) => (other === before ? intent : other)) });
}

/** The set with the examples and articles of one intent given to another. */
export function withMerged(set: IntentSet, intentId: string, intoId: string): Changed<'unknown-intent'> {
  const from = set.intents.find((intent) => intent.intentId === intentId);
  const into = set.intents.find((intent) => intent.intentId === intoId);
  if (from === undefined || into === undefined || from === into) return unknownIntent();
  const merged: Intent = { ...into, articles: [...new Set([...into.articles, ...from.articles])], examples: tidied([...into.examples, from.label, ...from.examples]) };
  return checked({ ...set, intents: set.intents.filter((intent) => intent !== from).map((intent) => (intent === into ? merged : intent)) });
}

export function without(set: IntentSet, intentId: string): Result<IntentSet, 'unknown-intent' | 'last-intent'> {
  const intents = set.intents.filter((intent) => intent.intentId !== intentId);
  if (intents.length === set.intents.length) return unknownIntent();
  if (intents.length === 0) return failure('last-intent', 'The last intent stays: without one the assist has nothing to learn.');
  return success({ ...set, intents });
}

function checked(set: IntentSet): Changed<never> {
  return IntentSet.safeParse(set).success ? success(set) : failure('too-many', 'That is more than the assist can learn: at most 200 intents with 300 examples each.');
}
