import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gathered } from '../../../renderer/audio/gathered.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connection() {
  return Object.assign(new EventTarget(), { iceGatheringState: 'gathering' as RTCIceGatheringState, localDescription: { sdp: 'v=0\r\n' } as RTCSessionDescription | null });
}
const withCandidate = { sdp: 'v=0\r\na=candidate:1 1 udp 1 192.0.2.20 5000 typ host\r\n' } as RTCSessionDescription;

/** When it was done, in milliseconds from now. */
async function doneAfter(of: ReturnType<typeof connection>, events: Readonly<Record<number, () => void>>): Promise<number> {
  let doneMs = -1;
  let nowMs = 0;
  void gathered(of, 250).then(() => { doneMs = nowMs; });
  for (; nowMs <= 3_000 && doneMs < 0; nowMs += 10) {
    events[nowMs]?.();
    await vi.advanceTimersByTimeAsync(0);
    if (doneMs < 0) await vi.advanceTimersByTimeAsync(10);
  }
  return doneMs;
}

describe('gathering candidates', () => {
  it('is over at once where it is complete', async () => {
    expect(await doneAfter(Object.assign(connection(), { iceGatheringState: 'complete' as const }), {})).toBe(0);
  });

  it('ends when it is complete', async () => {
    const of = connection();
    expect(await doneAfter(of, { 40: () => { of.iceGatheringState = 'complete'; of.dispatchEvent(new Event('icegatheringstatechange')); } })).toBe(40);
  });

  it('ends with what is there when a server does not answer in time (T12)', async () => {
    const of = connection();
    expect(await doneAfter(of, { 10: () => { of.localDescription = withCandidate; } })).toBeLessThanOrEqual(250);
  });

  it('waits longer for a first candidate, but not for ever', async () => {
    const of = connection();
    expect(await doneAfter(of, { 600: () => { of.localDescription = withCandidate; of.dispatchEvent(new Event('icecandidate')); } })).toBe(600);
    expect(await doneAfter(connection(), {})).toBeGreaterThan(1_900);
  });
});
