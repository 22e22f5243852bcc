import type { Clock, Timer } from '../../platform/clock.ts';

/** RFC 5626 s. 4.4.2 asks for 24 to 29 s over UDP; routers forget a UDP flow after 30 s and more. */
export const PING_EVERY_MS = 25_000;
/** RFC 5626 s. 3.5.1: the double CRLF. */
export const PING = Buffer.from('\r\n\r\n');

/** Keeps the way from the trunk to us open: a router on it forgets a flow that is silent. */
export function startPings(clock: Clock, ping: () => void): { stop(): void } {
  let timer: Timer;
  const schedule = (): void => {
    timer = clock.startTimer(PING_EVERY_MS, () => {
      ping();
      schedule();
    });
  };
  schedule();
  return { stop: () => timer.cancel() };
}

/** A ping, its answer, or the zero bytes that some routers send: not a message. */
export function isPing(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x0d || byte === 0x0a || byte === 0);
}

/** The message without line ends before its start line (RFC 3261 s. 7.5). */
export function withoutLeadingLineEnds(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
  return start <= 0 ? bytes : bytes.subarray(start);
}
