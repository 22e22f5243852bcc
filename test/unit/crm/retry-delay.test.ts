import { describe, expect, it } from 'vitest';
import { LONGEST_DELAY_MS, retryAfterMs, retryDelayMs } from '../../../main/crm/retry-delay.ts';

const HOUR_MS = 3_600_000;
const middle = (): number => 0.5;

describe('retryDelayMs', () => {
  it('grows from seconds to half a day, then gives up after some three days', () => {
    const delays = Array.from({ length: 13 }, (_, index) => retryDelayMs(index + 1, middle));
    expect(delays.slice(0, 8)).toEqual([5_000, 30_000, 120_000, 600_000, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS]);
    expect(delays[12]).toBeNull();
    const total = delays.reduce<number>((sum, delay) => sum + (delay ?? 0), 0);
    expect(total / HOUR_MS).toBeGreaterThan(68);
    expect(total / HOUR_MS).toBeLessThan(72);
  });

  it('is spread by a fifth either way and never beyond the longest delay', () => {
    expect(retryDelayMs(1, () => 0)).toBe(4_000);
    expect(retryDelayMs(1, () => 0.999999)).toBe(6_000);
    expect(retryDelayMs(12, () => 0.999999)).toBeLessThanOrEqual(LONGEST_DELAY_MS);
  });
});

describe('retryAfterMs (RFC 9110 s. 10.2.3)', () => {
  const nowMs = Date.UTC(2026, 2, 14, 9, 30);
  it.each([
    ['seconds', '120', 120_000],
    ['zero', '0', 0],
    ['an HTTP date', 'Sat, 14 Mar 2026 09:31:00 GMT', 60_000],
    ['a date that has passed', 'Sat, 14 Mar 2026 09:00:00 GMT', 0],
    ['more than an hour: capped', '86400', HOUR_MS],
    ['a far date: capped', 'Sun, 14 Mar 2027 09:31:00 GMT', HOUR_MS],
    ['a negative number', '-5', null],
    ['words', 'soon', null],
    ['a date that is none', 'Foo, 99 Bar 2026 09:31:00 GMT', null],
    ['nothing', null, null],
    ['blank', '  ', null],
  ])('reads %s', (_case, value, expected) => {
    expect(retryAfterMs(value, nowMs)).toBe(expected);
  });
});
