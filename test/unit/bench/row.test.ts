import { describe, expect, it } from 'vitest';
import { formatTable, median, quantile, row } from '../../bench/row.ts';

describe('a bench row', () => {
  it.each([
    ['at-most', 0.1, true], ['at-most', 0.12, true], ['at-most', 0.13, false], ['at-most', Number.NaN, false],
    ['at-least', 0.1, false], ['at-least', 0.12, true], ['at-least', Number.NaN, false],
  ] as const)('%s 0.12 of %d is met: %s', (direction, value, met) => {
    expect(row('wer', value, 'ratio', 1, { direction, floor: 0.12, aim: 0.06 }).met).toBe(met);
  });

  it('has no verdict without a floor', () => {
    expect(row('rss', 10, 'MB', 1).met).toBeNull();
  });
});

describe('quantiles', () => {
  it.each([[[3, 1, 2], 0.5, 2], [[1, 2, 3, 4], 0.5, 2], [[5], 0.95, 5], [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10]])('of %j at %d is %d', (values, q, expected) => {
    expect(quantile(values, q)).toBe(expected);
  });

  it('of nothing is not a number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('the table', () => {
  it('shows a missed floor so that nobody can overlook it', () => {
    expect(formatTable([row('wer', 0.2, 'ratio', 3, { direction: 'at-most', floor: 0.12, aim: 0.06 })])).toBe('wer  0.2  ratio  n=3  floor 0.12  aim 0.06  MISSED');
  });
});
