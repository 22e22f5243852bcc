import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantedSecOf, LONGEST_RETRY_MS, refreshDelayMs, retryDelayMs } from '../../../../main/sip/registration/refresh.ts';
import { response } from '../messages.ts';

describe('the refresh of a binding', () => {
  it.each([[3_600, 3_540_000], [300, 240_000], [120, 60_000], [60, 30_000], [20, 10_000], [1, 1_000]])('granted for %i s comes after %i ms', (grantedSec, delayMs) => {
    expect(refreshDelayMs(grantedSec)).toBe(delayMs);
  });

  it('always comes before the end of a binding of two seconds and more, and never at once', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 1e9 }), (grantedSec) => refreshDelayMs(grantedSec) >= 1_000 && refreshDelayMs(grantedSec) < grantedSec * 1_000));
  });
});

describe('the pause after failures', () => {
  it.each([[1, 1_000, 2_000], [2, 2_000, 4_000], [3, 4_000, 8_000], [7, 60_000, 120_000], [50, 60_000, 120_000]])('%i in a row lies between %i and %i ms', (failures, least, most) => {
    expect([retryDelayMs(failures, 0, LONGEST_RETRY_MS.refused), retryDelayMs(failures, 1, LONGEST_RETRY_MS.refused)]).toEqual([least, most]);
  });
});

describe('the pause after silence', () => {
  it('never grows beyond what a person waits for (T04)', () => {
    expect(retryDelayMs(50, 1, LONGEST_RETRY_MS.silent)).toBe(10_000);
  });
});

describe('the time that a 200 to REGISTER grants', () => {
  const ours = 'sip:1001@192.0.2.7:40000;transport=udp';
  it.each([
    ['is expires of our own Contact among others', ['Contact: <sip:1001@192.0.2.8:5060>;expires=10, <sip:1001@192.0.2.7:40000;transport=UDP>;expires=120'], 120],
    ['is Expires when our Contact has none (sip.js would take NaN)', ['Contact: <sip:1001@192.0.2.7:40000>', 'Expires: 90'], 90],
    ['is Expires when our Contact is missing', ['Expires: 90'], 90],
    ['is what we asked for when nothing is said', ['Contact: <sip:1001@192.0.2.7:40000>'], 300],
    ['is what we asked for when what is said is no number', ['Contact: <sip:1001@192.0.2.7:40000>;expires=soon', 'Expires: -1'], 300],
    ['is read from the compact form too', ['m: <sip:1001@192.0.2.7:40000>;expires=77'], 77],
  ])('%s', (_rule, headers, grantedSec) => {
    expect(grantedSecOf(response(200, headers), ours, 300)).toBe(grantedSec);
  });
});
