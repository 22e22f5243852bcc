import type { Clock, Timer } from '../../platform/clock.ts';
import type { SipRequest, SipResponse } from '../wire/message.ts';
import { T1_MS, T2_MS, TRANSACTION_TIMEOUT_MS } from './client-retransmission.ts';
import { branchOf, methodOf } from './via.ts';

/** Sends our refusal of an INVITE again until its ACK; sip.js repeats only 2xx. */
export interface RefusalRetransmission {
  /** A response left; `resend` sends the same bytes once more. */
  sent(response: SipResponse, resend: () => void): void;
  /** A request arrived: an ACK ends the repetition of its INVITE's refusal. */
  received(request: SipRequest): void;
  stop(): void;
}

/** Timer G (RFC 3261 s. 17.2.1): T1, doubling up to T2, until the ACK or Timer H. */
export function createRefusalRetransmission(clock: Clock): RefusalRetransmission {
  const timers = new Map<string, Timer>();

  function end(branch: string): void {
    timers.get(branch)?.cancel();
    timers.delete(branch);
  }

  return {
    sent(response, resend) {
      const branch = branchOf(response);
      // A refusal that is already being repeated is one that sip.js sent again for a repeated INVITE.
      if (branch === null || response.statusCode < 300 || methodOf(response) !== 'INVITE' || timers.has(branch)) return;
      const endsAtMs = clock.monotonicMs() + TRANSACTION_TIMEOUT_MS;
      const startTimer = (pauseMs: number): Timer => clock.startTimer(Math.min(pauseMs, endsAtMs - clock.monotonicMs()), () => {
        if (clock.monotonicMs() >= endsAtMs) return end(branch);
        resend();
        timers.set(branch, startTimer(Math.min(pauseMs * 2, T2_MS)));
      });
      timers.set(branch, startTimer(T1_MS));
    },
    received(request) {
      const branch = request.method === 'ACK' ? branchOf(request) : null;
      if (branch !== null) end(branch);
    },
    stop() {
      for (const branch of [...timers.keys()]) end(branch);
    },
  };
}
