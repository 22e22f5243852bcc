import { describe, expect, it } from 'vitest';
import { FAREWELL_WAIT_MS, LONGEST_TURN_MS, startPacing, stepPacing, TURN_END_QUIET_MS, type Pacing } from '../../../../main/practice/far-end/script-pacing.ts';

const LINES = [{ durationMs: 1_000, maxWaitMs: 2_000 }, { durationMs: 500, maxWaitMs: 3_000 }];

/** Runs until the kind changes; the agent speaks in the given spans of this stretch. */
function run(pacing: Pacing, ...spans: readonly (readonly [fromMs: number, toMs: number])[]): { pacing: Pacing; tookMs: number } {
  let tookMs = 0;
  let next = pacing;
  while (next.kind === pacing.kind && tookMs < 60_000) {
    next = stepPacing(next, LINES, spans.some(([fromMs, toMs]) => tookMs >= fromMs && tookMs < toMs));
    tookMs += 20;
  }
  return { pacing: next, tookMs };
}

describe('the pacing of a recorded caller', () => {
  it('waits for a silent agent no longer than the line says', () => {
    expect(run(startPacing())).toEqual({ pacing: { kind: 'speaking', line: 0, elapsedMs: 0 }, tookMs: 2_000 });
  });

  it('answers soon after the agent has spoken', () => {
    expect(run(startPacing(), [200, 1_000]).tookMs).toBe(1_000 + TURN_END_QUIET_MS);
  });

  it('lets the agent pause within a sentence and speak longer than the wait', () => {
    expect(run(startPacing(), [500, 3_000], [3_400, 6_000]).tookMs).toBe(6_000 + TURN_END_QUIET_MS);
  });

  it('takes a cough for no turn', () => {
    expect(run(startPacing(), [200, 400]).tookMs).toBe(2_000);
  });

  it('does not break into a word begun just before the wait ends', () => {
    expect(run(startPacing(), [1_900, 2_500]).tookMs).toBe(2_500 + TURN_END_QUIET_MS);
  });

  it('answers in the end an agent who never pauses', () => {
    expect(run(startPacing(), [0, 60_000]).tookMs).toBe(LONGEST_TURN_MS);
  });

  it('speaks each line to its end, hears the goodbye and finishes', () => {
    const first = run(run(startPacing()).pacing, [0, 9_999]);
    expect(first).toMatchObject({ pacing: { kind: 'listening', next: 1 }, tookMs: 1_000 });
    const second = run(run(first.pacing).pacing);
    expect(second).toMatchObject({ pacing: { kind: 'listening', next: 2 }, tookMs: 500 });
    const end = run(second.pacing);
    expect(end).toEqual({ pacing: { kind: 'finished' }, tookMs: FAREWELL_WAIT_MS });
    expect(stepPacing(end.pacing, LINES, true)).toEqual({ kind: 'finished' });
  });
});
