import type { RtpHeader } from 'werift';
import { createReception, type Reception } from './reception.ts';

/** Everything received in a call: one reception per SSRC, with the sums over all of them. */
export interface IncomingStreams {
  /** Notes a packet; `arrivalTicks` as in Reception. True when it is the first of another source. */
  note(header: RtpHeader, arrivalTicks: number | null): boolean;
  current(): Reception | null;
  received(): number;
  lost(): number;
}

export function createIncomingStreams(): IncomingStreams {
  let current: Reception | null = null;
  let past = { received: 0, lost: 0 };
  const received = (): number => past.received + (current?.received() ?? 0);
  const lost = (): number => past.lost + (current?.lost() ?? 0);

  return {
    note(header, arrivalTicks) {
      const isNew = current === null || current.ssrc !== header.ssrc;
      if (current === null || isNew) {
        past = { received: received(), lost: lost() };
        current = createReception(header.ssrc);
      }
      current.note(header, arrivalTicks);
      return isNew;
    },
    current: () => current,
    received,
    lost,
  };
}
