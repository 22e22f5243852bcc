import type { Clock, Timer } from '../../platform/clock.ts';
import type { SipRequest, SipResponse } from '../wire/message.ts';
import { branchOf, methodOf } from './via.ts';

/** RFC 3261 s. 17.1.1.1: the round-trip estimate, and the longest pause between two copies of a request other than INVITE. */
export const T1_MS = 500;
export const T2_MS = 4_000;
/** Timers B, F and H: after this long nobody waits for the transaction. */
export const TRANSACTION_TIMEOUT_MS = 64 * T1_MS;

/** Sends requests again over an unreliable transport until they are answered; sip.js sends each once. */
export interface ClientRetransmission {
  /** A request left for the first time; `resend` sends the same bytes once more. */
  sent(request: SipRequest, resend: () => void): void;
  received(response: SipResponse): void;
  stop(): void;
}

interface Pending {
  readonly isInvite: boolean;
  isProceeding: boolean;
  timer: Timer;
}

/** Timers A (INVITE: doubling until any response, s. 17.1.1.2) and E (others: doubling up to T2, T2 after a 1xx, until the final response, s. 17.1.2.2). */
export function createClientRetransmission(clock: Clock): ClientRetransmission {
  const pending = new Map<string, Pending>();

  function end(key: string): void {
    pending.get(key)?.timer.cancel();
    pending.delete(key);
  }

  return {
    sent(request, resend) {
      const branch = branchOf(request);
      if (request.method === 'ACK' || branch === null) return; // an ACK is repeated only when its response is
      const key = `${branch} ${request.method}`;
      end(key);
      const endsAtMs = clock.monotonicMs() + TRANSACTION_TIMEOUT_MS;
      const startTimer = (pauseMs: number): Timer => clock.startTimer(Math.min(pauseMs, endsAtMs - clock.monotonicMs()), () => {
        const state = pending.get(key);
        if (state === undefined || clock.monotonicMs() >= endsAtMs) return end(key);
        resend();
        state.timer = startTimer(nextPauseMs(pauseMs, state));
      });
      pending.set(key, { isInvite: request.method === 'INVITE', isProceeding: false, timer: startTimer(T1_MS) });
    },
    received(response) {
      const key = `${branchOf(response) ?? ''} ${methodOf(response)}`;
      const state = pending.get(key);
      if (state === undefined) return;
      if (state.isInvite || response.statusCode >= 200) return end(key);
      state.isProceeding = true;
    },
    stop() {
      for (const key of [...pending.keys()]) end(key);
    },
  };
}

function nextPauseMs(pauseMs: number, { isInvite, isProceeding }: Pending): number {
  if (isInvite) return pauseMs * 2;
  return isProceeding ? T2_MS : Math.min(pauseMs * 2, T2_MS);
}
