/**
 * Why one side hears nothing.
 *
 * never-arrived: no packet since the call was answered. stopped: packets came, and come no more. not-decrypted: packets come that the agreed key does not open.
 * other-format: packets come in a codec that was not agreed. not-received: the peer's reports say that our packets no longer reach it.
 */
export type FlowCause = 'never-arrived' | 'stopped' | 'not-decrypted' | 'other-format' | 'not-received';

/** Audio that flows in one direction alone; `direction` is the one that is silent. */
export interface OneWayAudio {
  readonly direction: 'from-trunk' | 'to-trunk';
  readonly cause: FlowCause;
}

/** Silence for this long is no gap of the network's; judged four times a second, it is told within 3 s (T08). */
const SILENT_MS = 2_700;
/** So many packets of ours between two reports, and none arrived: two seconds of audio. */
const ENOUGH_SENT = 100;

/** Watches one leg's packets. Times are milliseconds of any one clock. */
export interface FlowWatch {
  /** Whether audio of the peer is due: the call is answered and nobody holds it. Silence counts from the change. */
  expect(isDue: boolean, atMs: number): void;
  noteHeard(kind: 'audio' | 'comfort-noise' | 'tone', atMs: number): void;
  noteRefused(cause: 'not-decrypted' | 'other-format', atMs: number): void;
  /** A report of the peer's on our stream (RFC 3550 s. 6.4.1), and how many packets we had sent by then. */
  noteReport(highestSequence: number, packetsOut: number): void;
  judge(atMs: number): OneWayAudio | null;
}

export function createFlowWatch(): FlowWatch {
  let dueFromMs: number | null = null;
  let heardAtMs: number | null = null;
  let isResting = false;
  let refused: { readonly cause: 'not-decrypted' | 'other-format'; readonly atMs: number } | null = null;
  let report: { readonly highestSequence: number; readonly packetsOut: number } | null = null;
  let isUnheard = false;

  return {
    expect(isDue, atMs) {
      if (!isDue) dueFromMs = null;
      else dueFromMs ??= atMs;
    },
    noteHeard(kind, atMs) {
      heardAtMs = atMs;
      // A peer that sends comfort noise may say nothing at all until somebody speaks (RFC 3389 s. 5).
      isResting = kind === 'comfort-noise';
      refused = null;
    },
    noteRefused: (cause, atMs) => { refused = { cause, atMs }; },
    noteReport(highestSequence, packetsOut) {
      const before = report;
      if (before === null || before.highestSequence !== highestSequence) {
        report = { highestSequence, packetsOut };
        isUnheard = false;
      } else if (packetsOut - before.packetsOut >= ENOUGH_SENT) isUnheard = true;
    },
    judge(atMs) {
      if (dueFromMs === null) return null;
      const silentFromMs = Math.max(dueFromMs, heardAtMs ?? dueFromMs);
      if (!isResting && atMs - silentFromMs >= SILENT_MS) {
        const cause = refused !== null && atMs - refused.atMs < SILENT_MS ? refused.cause : heardAtMs === null ? 'never-arrived' : 'stopped';
        return { direction: 'from-trunk', cause };
      }
      return isUnheard ? { direction: 'to-trunk', cause: 'not-received' } : null;
    },
  };
}
