import { planEvents, type EventPacket } from './telephone-event.ts';

/** The silence after each tone. */
const GAP_MS = 60;
const FRAME_MS = 20;

/** The tones being sent, one run of digits after another. */
export interface ToneQueue {
  /** From the first packet of a run to the end of its last gap: nothing else may be sent meanwhile. */
  isBusy(): boolean;
  /** Queues digits behind those that are being sent. */
  add(digits: string, eventClockHz: number, toneMs: number): void;
  clear(): void;
}

/**
 * @param send one packet, due now; `afterMs` is how far its timestamp is after the last packet's: 0 within a digit (RFC 4733 s. 2.5.1.2),
 * one frame for the first digit, the distance of their starts for the next ones
 */
export function createToneQueue(send: (packet: EventPacket, afterMs: number) => void): ToneQueue {
  const timers = new Set<NodeJS.Timeout>();
  let freeAtMs = -Infinity;
  let lastStartMs: number | null = null;

  function at(dueMs: number, action: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, dueMs - performance.now());
    timers.add(timer);
  }

  return {
    isBusy: () => timers.size > 0,
    add(digits, eventClockHz, toneMs) {
      const runStartMs = Math.max(performance.now(), freeAtMs);
      for (const packet of planEvents(digits, eventClockHz, toneMs, GAP_MS)) {
        const dueMs = runStartMs + packet.atMs;
        at(dueMs, () => {
          const afterMs = !packet.isFirst ? 0 : lastStartMs === null ? FRAME_MS : dueMs - lastStartMs;
          if (packet.isFirst) lastStartMs = dueMs;
          send(packet, afterMs);
        });
      }
      freeAtMs = runStartMs + digits.length * (toneMs + GAP_MS);
      // Timers left over are a run that was queued meanwhile: its first digit is timed from ours.
      at(freeAtMs, () => { if (timers.size === 0) lastStartMs = null; });
    },
    clear() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      lastStartMs = null;
      freeAtMs = -Infinity;
    },
  };
}
