import { describe, expect, it } from 'vitest';
import { assertNever } from '../../../main/platform/assert-never.ts';
import { systemClock } from '../../../main/platform/clock.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

describe('the system clock', () => {
  it('fires a timer once its delay is over, a negative one at once', async () => {
    const startMs = systemClock.monotonicMs();
    await new Promise<void>((resolve) => void systemClock.startTimer(30, resolve));
    expect(systemClock.monotonicMs() - startMs).toBeGreaterThanOrEqual(29);
    await new Promise<void>((resolve) => void systemClock.startTimer(-5, resolve));
    expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(1_000);
  });

  it('does not fire a cancelled timer', async () => {
    let hasFired = false;
    systemClock.startTimer(5, () => { hasFired = true; }).cancel();
    await new Promise<void>((resolve) => void systemClock.startTimer(20, resolve));
    expect(hasFired).toBe(false);
  });
});

describe('the fake clock', () => {
  it('fires what falls due in the order of time, each at its own instant, timers of timers too', () => {
    const clock = createFakeClock(1_000);
    const fired: [string, number][] = [];
    clock.startTimer(20, () => fired.push(['late', clock.nowMs()]));
    clock.startTimer(10, () => {
      fired.push(['early', clock.nowMs()]);
      clock.startTimer(5, () => fired.push(['from early', clock.nowMs()]));
    });
    clock.startTimer(30, () => fired.push(['never', clock.nowMs()])).cancel();
    clock.advance(25);
    expect(fired).toEqual([['early', 1_010], ['from early', 1_015], ['late', 1_020]]);
    expect([clock.nowMs(), clock.monotonicMs(), clock.pendingTimers()]).toEqual([1_025, 25, 0]);
  });

  it('lets promises settle between timers when it is advanced asynchronously', async () => {
    const clock = createFakeClock();
    let count = 0;
    const tick = (): void => void clock.startTimer(10, () => void Promise.resolve().then(() => { count++; tick(); }));
    tick();
    await clock.advanceAsync(50);
    expect(count).toBe(5);
  });

  it('jumps with the system’s clock and leaves monotonic time and timers alone', () => {
    const clock = createFakeClock(1_000);
    let hasFired = false;
    clock.startTimer(10, () => { hasFired = true; });
    clock.setNowMs(9_000_000);
    expect([clock.nowMs(), clock.monotonicMs(), hasFired]).toEqual([9_000_000, 0, false]);
    clock.advance(10);
    expect([clock.nowMs(), hasFired]).toEqual([9_000_010, true]);
  });
});

describe('assertNever', () => {
  it('throws with the value that could not be', () => {
    expect(() => assertNever({ kind: 'odd' } as never)).toThrow('{"kind":"odd"}');
  });
});
