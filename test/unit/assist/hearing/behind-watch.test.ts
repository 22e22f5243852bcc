import { describe, expect, it } from 'vitest';
import { BEHIND_IN_EARNEST_MS, createBehindWatch, HOPELESSLY_BEHIND_MS } from '../../../../main/assist/hearing/behind-watch.ts';

describe('the watch on falling behind', () => {
  it('raises its hand the third time that the transcript falls behind in earnest, and counts anew after that (S06)', () => {
    const watch = createBehindWatch();
    const fall = (): boolean[] => [watch(BEHIND_IN_EARNEST_MS), watch(BEHIND_IN_EARNEST_MS + 500), watch(0)];
    expect([fall(), fall()].flat()).not.toContain(true);
    expect(fall()).toEqual([true, false, false]);
    expect([fall(), fall()].flat()).not.toContain(true);
  });

  it('forgives what is caught up soon', () => {
    const watch = createBehindWatch();
    for (let time = 0; time < 10; time++) expect([watch(1_000), watch(BEHIND_IN_EARNEST_MS - 500), watch(0)]).not.toContain(true);
  });

  it('does not wait for the third time where the first never ends', () => {
    const watch = createBehindWatch();
    expect(watch(BEHIND_IN_EARNEST_MS)).toBe(false);
    expect(watch(HOPELESSLY_BEHIND_MS)).toBe(true);
  });
});
