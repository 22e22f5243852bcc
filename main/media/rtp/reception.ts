import { sequenceDistance } from './sequence.ts';

/** What we received of one source since the last report (RFC 3550 s. 6.4.1). */
export interface ReceptionReport {
  /** 0 to 255: the fraction lost since the last report, in 256ths. */
  readonly fractionLost: number;
  readonly packetsLost: number;
  readonly highestSequence: number;
  /** In clock ticks. */
  readonly jitterTicks: number;
}

/** Counts one source's packets: loss by RFC 3550 A.3, jitter by A.8. */
export interface Reception {
  readonly ssrc: number;
  /** `arrivalTicks` is null for packets that are no audio (tones, comfort noise), which say nothing of the jitter: their timestamps need not move with time. */
  note(packet: { readonly sequenceNumber: number; readonly timestamp: number; readonly marker?: boolean }, arrivalTicks: number | null): void;
  /** Packets that came. */
  received(): number;
  /** Packets that should have come and did not; late and doubled ones can bring it down, never below 0. */
  lost(): number;
  jitterTicks(): number;
  /** The report since the last call of this. */
  report(): ReceptionReport;
}

/** A jump of more than this is a source that started anew, not loss (MAX_DROPOUT of A.1). */
const MAX_DROPOUT = 3_000;
/** A packet this much nearer or farther than the one before is a source that set its timestamps anew, not jitter. */
const MOST_TRANSIT_CHANGE_TICKS = 480_000;
/** At the beginning of a talk spurt (RFC 3551 s. 4.1) much less says so: some sources do not count the time in which they were silent. */
const MOST_SPURT_CHANGE_TICKS = 1_600;

export function createReception(ssrc: number): Reception {
  let base = 0;
  let highest = -1;
  let receivedCount = 0;
  let jitter = 0;
  let lastTransit: number | null = null;
  let prior = { expected: 0, received: 0 };

  const expectedCount = (): number => (highest < 0 ? 0 : highest - base + 1);

  function restart(sequenceNumber: number): void {
    // What was expected so far stays counted: the new base is placed so that nothing is lost by the jump itself.
    base = sequenceNumber - expectedCount();
    highest = sequenceNumber;
    lastTransit = null;
  }

  function noteTransit(transit: number, isSpurt: boolean): void {
    const difference = lastTransit === null ? 0 : Math.abs((transit - lastTransit) | 0);
    if (lastTransit !== null && difference < (isSpurt ? MOST_SPURT_CHANGE_TICKS : MOST_TRANSIT_CHANGE_TICKS)) jitter += (difference - jitter) / 16;
    lastTransit = transit;
  }

  return {
    ssrc,
    note({ sequenceNumber, timestamp, marker = false }, arrivalTicks) {
      receivedCount += 1;
      if (highest < 0) {
        base = sequenceNumber;
        highest = sequenceNumber;
      } else {
        const ahead = sequenceDistance(sequenceNumber, highest & 0xffff);
        if (Math.abs(ahead) > MAX_DROPOUT) restart(sequenceNumber);
        else if (ahead > 0) highest += ahead;
      }
      if (arrivalTicks === null) lastTransit = null; // what comes after it is a new talk spurt, marked or not
      else noteTransit(arrivalTicks - timestamp, marker);
    },
    received: () => receivedCount,
    lost: () => Math.max(0, expectedCount() - receivedCount),
    jitterTicks: () => jitter,
    report() {
      const expected = expectedCount() - prior.expected;
      const lost = expected - (receivedCount - prior.received);
      prior = { expected: expectedCount(), received: receivedCount };
      return {
        fractionLost: expected <= 0 || lost <= 0 ? 0 : Math.min(255, Math.floor((lost * 256) / expected)),
        packetsLost: Math.max(0, expectedCount() - receivedCount),
        highestSequence: highest >>> 0,
        jitterTicks: Math.round(jitter),
      };
    },
  };
}
