import { ENCODING_SIZE, type Encoding, type SentenceEncoder } from '../../main/assist/understanding/encoder.ts';
import { wordsOf } from '../../main/assist/understanding/text/normal-form.ts';

/** Encodes a text as the sum of a fixed pseudo-random vector per word: texts with common words are near each other. */
export const fakeEncoder: SentenceEncoder = {
  encode(text) {
    const vector = new Float32Array(ENCODING_SIZE);
    for (const word of wordsOf(text)) {
      let state = [...word].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
      for (let index = 0; index < ENCODING_SIZE; index += 1) {
        state = Math.imul(state, 1_664_525) + 1_013_904_223;
        vector[index]! += (state >>> 8) / 0x800000 - 1;
      }
    }
    const length = Math.hypot(...vector) || 1;
    const encoding: Encoding = { pooled: vector, embedding: vector.map((value) => value / length) };
    return Promise.resolve(encoding);
  },
};
