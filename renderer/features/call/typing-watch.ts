/** How long after the last key a person still counts as typing, milliseconds. */
const TYPING_MS = 4_000;

const NOT_TYPED = ['checkbox', 'radio', 'button', 'submit', 'range'];

export function isTextField(element: Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLInputElement) return !NOT_TYPED.includes(element.type);
  return element instanceof HTMLSelectElement || (element instanceof HTMLElement && element.isContentEditable);
}

/** Whether taking the focus now would take it from someone who types: words in the field, or a key a moment ago. */
export function isTyping(element: Element | null, nowMs: number, lastKeyAtMs: number): boolean {
  if (!isTextField(element)) return false;
  const text = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : '';
  return text !== '' || nowMs - lastKeyAtMs < TYPING_MS;
}
