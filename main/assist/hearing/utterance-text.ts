/** A partial without its last word: that one is often half heard. Empty for a single word. */
export function withoutLastWord(text: string): string {
  return text.replace(/\s*\S+\s*$/, '');
}

/** exp of the mean log-probability, for the screen; null where the engine gave none. */
export function confidenceOf(meanLogProbability: number | null): number | null {
  return meanLogProbability === null ? null : Math.min(1, Math.exp(meanLogProbability));
}
