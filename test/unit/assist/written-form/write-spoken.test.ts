import { describe, expect, it } from 'vitest';
import { writeSpoken } from '../../../../main/assist/written-form/write-spoken.ts';
import sentences from '../../../fixtures/written-forms/sentences.json' with { type: 'json' };

describe('what was said, as people write it', () => {
  it.each(sentences)('%j is written %j', (said, written) => {
    expect(writeSpoken(said ?? '')).toBe(written);
  });

  it.each(sentences)('%j is not changed further when it is written twice', (said) => {
    const once = writeSpoken(said ?? '');
    expect(writeSpoken(once)).toBe(once);
  });
});
