/**
 * A partial's text without its last word: what a cut-off sound ends on is seldom the word that was begun.
 * A single word is held back whole.
 */
export function withoutLastWord(text: string): string {
  return text.trim().split(/\s+/).slice(0, -1).join(' ').replace(/[\s,;:]+$/, '');
}
