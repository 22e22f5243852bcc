import { describe, expect, it } from 'vitest';
import { endOfFirstTurn } from '../../../../../main/assist/hearing/moonshine/repetition.ts';

const turns = (cycle: readonly number[], count: number): number[] => Array.from({ length: count }, () => cycle).flat();

describe('a circle in the tokens', () => {
  it('is cut so that it stands once, after what came before it', () => {
    expect(endOfFirstTurn([1, 2, 3, ...turns([4, 5, 6, 7, 8], 3)])).toBe(8);
    expect(endOfFirstTurn([9, ...turns([4], 6)])).toBe(2);
  });

  it.each([
    ['"no no no no"', turns([7], 4)],
    ['a sentence said twice', turns([4, 5, 6, 7, 8, 9], 2)],
    ['two words three times', turns([4, 5], 3)],
    ['plain speech', [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 10, 11, 12]],
    ['nothing', []],
  ])('is not seen in %s', (_, ids) => {
    expect(endOfFirstTurn(ids)).toBeNull();
  });

  it('is found however long it is, up to forty tokens', () => {
    const long = Array.from({ length: 40 }, (_, index) => index + 100);
    expect(endOfFirstTurn(turns(long, 3))).toBe(40);
  });
});
