import { describe, expect, it } from 'vitest';
import { OwnTerms } from '../../../../preload/contract/vocabulary.ts';
import { termsOfLines } from '../../../../renderer/features/settings/vocabulary-lines.ts';

describe('the list of names in the settings', () => {
  it('holds one name a line, without empty lines, double spaces and repetitions', () => {
    expect(termsOfLines(' Kowalski \n\nQuick  Ledger\r\nKowalski')).toEqual({ terms: ['Kowalski', 'Quick Ledger'], tooLong: null });
  });

  it('names the line that is too long to be kept', () => {
    const long = 'x'.repeat(61);
    expect(termsOfLines(`Kowalski\n${long}`).tooLong).toBe(long);
    expect(OwnTerms.safeParse([long]).success).toBe(false);
    expect(OwnTerms.safeParse(['x'.repeat(60)]).success).toBe(true);
  });

  it('gives no more names than are kept', () => {
    expect(OwnTerms.safeParse(termsOfLines(Array.from({ length: 600 }, (_, index) => `name ${index}`).join('\n')).terms).success).toBe(true);
  });
});
