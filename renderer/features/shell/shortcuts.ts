export type Shortcut = 'answer' | 'decline' | 'hang-up' | 'mute' | 'hold' | 'record';

const KEYS: Readonly<Record<string, Shortcut>> = { KeyA: 'answer', KeyD: 'decline', KeyH: 'hang-up', KeyM: 'mute', KeyL: 'hold', KeyR: 'record' };

/** Ctrl (or Cmd) and Shift with a letter, by the key's place, so that every keyboard layout has them. */
export function shortcutOf(event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): Shortcut | null {
  if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey) return null;
  return KEYS[event.code] ?? null;
}
