/** Chinese and Japanese have no spaces between words: there the last character counts as the word. */
const LAST_WORD = /\s*(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|(?:(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])\S)+)[、。，？！]*\s*$/u;

/** A partial without its last word: that one is often half heard. Empty for a single word. */
export function withoutLastWord(text: string): string {
  return text.replace(LAST_WORD, '');
}

/** exp of the mean log-probability, for the screen; null where the engine gave none. */
export function confidenceOf(meanLogProbability: number | null): number | null {
  return meanLogProbability === null ? null : Math.min(1, Math.exp(meanLogProbability));
}

const FINISHED = /\p{L}[.?!]["'”’]?$/u;
/** Whoever reads a number out pauses between its parts; so does who leaves a sentence hanging. */
const HANGS_ON = /(?:\d|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|hundred|thousand|point|dash|dot|at|and|or|but|so|because|um|uh|the|a|to|my|is))\P{L}*$/iu;
const LEAST_WORDS = 3;
const LEAST_CONFIDENCE = 0.7;

/** Whether the words before a pause read like a whole sentence, so that the turn may end without waiting for more silence. */
export function isFinishedSentence(text: string, confidence: number | null): boolean {
  return (confidence ?? 0) >= LEAST_CONFIDENCE && text.split(' ').length >= LEAST_WORDS && FINISHED.test(text) && !text.endsWith('..') && !HANGS_ON.test(text);
}
