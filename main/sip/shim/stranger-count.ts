import type { Clock, Timer } from '../../platform/clock.ts';

/** A flood is told of no more often. */
const TELL_EVERY_MS = 1_000;

/** How many messages of strangers were turned away; told at once, and then once a second at most. */
export interface StrangerCount {
  note(): void;
  stop(): void;
}

export function createStrangerCount(clock: Clock, tell: (total: number) => void): StrangerCount {
  let total = 0;
  let told = 0;
  let pause: Timer | null = null;

  function tellNow(): void {
    told = total;
    tell(total);
    pause = clock.startTimer(TELL_EVERY_MS, () => {
      pause = null;
      if (told !== total) tellNow();
    });
  }

  return {
    note() {
      total += 1;
      if (pause === null) tellNow();
    },
    stop: () => pause?.cancel(),
  };
}
