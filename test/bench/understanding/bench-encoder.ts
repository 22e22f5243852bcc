import { join } from 'node:path';
import { loadSentenceEncoder, sentenceOf, type Encoding, type SentenceEncoder } from '../../../main/assist/understanding/encoder.ts';

/** The product's encoder, keeping every encoding: a bench meets the same sentences again and again, and is timed where that matters. */
export async function loadBenchEncoder(): Promise<SentenceEncoder> {
  const encoder = await loadSentenceEncoder(join(process.cwd(), 'models', 'files'));
  const known = new Map<string, Promise<Encoding>>();
  return {
    encode(text, form) {
      const sentence = sentenceOf(text, form);
      const kept = known.get(sentence) ?? encoder.encode(text, form);
      known.set(sentence, kept);
      return kept;
    },
  };
}

/** Encodes ahead, telling how far it is. */
export async function encodeAll(texts: readonly string[], encoder: SentenceEncoder, say: (line: string) => void): Promise<void> {
  for (const [index, text] of texts.entries()) {
    await encoder.encode(text);
    if ((index + 1) % 5_000 === 0) say(`${index + 1} of ${texts.length} sentences encoded`);
  }
}
