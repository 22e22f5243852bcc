import { describe, expect, it } from 'vitest';
import { duration, moment } from '../../../../renderer/locales/moments.ts';

describe('duration', () => {
  it.each([
    [0, '0:00'], [999, '0:00'], [7_000, '0:07'], [65_400, '1:05'], [725_000, '12:05'], [3_599_999, '59:59'], [3_729_000, '1:02:09'], [-500, '0:00'],
  ])('writes %d ms as %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});

describe('moment', () => {
  const now = new Date(2026, 2, 14, 0, 20).getTime();
  const words = { yesterday: 'Yesterday' };

  it('gives the time alone for today', () => {
    expect(moment(new Date(2026, 2, 14, 0, 5).getTime(), now, 'en', words)).toBe('00:05');
  });

  it('counts calendar days, so half an hour ago can be yesterday', () => {
    expect(moment(new Date(2026, 2, 13, 23, 50).getTime(), now, 'en', words)).toBe('Yesterday 23:50');
  });

  it('gives the date before that, with the year when it is another one', () => {
    expect(moment(new Date(2026, 2, 2, 9, 0).getTime(), now, 'en', words)).toBe('Mar 2 09:00');
    expect(moment(new Date(2025, 11, 31, 9, 0).getTime(), now, 'en', words)).toContain('2025');
    expect(moment(new Date(2026, 2, 2, 9, 0).getTime(), now, 'zh-CN', words)).toBe('3月2日 09:00');
  });
});
