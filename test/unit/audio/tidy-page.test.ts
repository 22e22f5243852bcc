import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPageTidier } from '../../../renderer/audio/tidy-page.ts';

describe('the page between calls', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it.each([
    ['collects its garbage a moment after a call', true, 1],
    ['does not while another call runs', false, 0],
  ] as const)('%s', (_title, isIdle, times) => {
    const gc = vi.fn();
    vi.stubGlobal('gc', gc);
    createPageTidier(() => isIdle)();
    expect(gc).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5_000);
    expect(gc).toHaveBeenCalledTimes(times);
  });

  it('does without where the collector is not exposed', () => {
    vi.stubGlobal('gc', undefined);
    createPageTidier(() => true)();
    expect(() => vi.advanceTimersByTime(5_000)).not.toThrow();
  });
});
