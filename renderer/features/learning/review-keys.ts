export type ReviewKey = { readonly kind: 'guess'; readonly index: number } | { readonly kind: 'none' | 'unusable' | 'later' | 'undo' };

const LETTERS: Readonly<Record<string, ReviewKey>> = { 0: { kind: 'none' }, x: { kind: 'unusable' }, l: { kind: 'later' }, u: { kind: 'undo' } };

/** What one key says of the utterance on screen; null for any other key, and while something is typed or chosen. */
export function reviewKeyOf({ key, ctrlKey, metaKey, altKey, target }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>): ReviewKey | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (target instanceof HTMLElement && target.closest('input, select, textarea, [role="dialog"], [role="alertdialog"]') !== null) return null;
  if (/^[1-5]$/.test(key)) return { kind: 'guess', index: Number(key) - 1 };
  return LETTERS[key.toLowerCase()] ?? null;
}
