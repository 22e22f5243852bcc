/** What a Session-Expires header says (RFC 4028 s. 4). */
export interface SessionInterval {
  readonly sec: number;
  readonly refresher: 'uac' | 'uas' | null;
}

/** What we ask for; the value that RFC 4028 s. 4 recommends. */
export const WANTED_SEC = 1_800;
/** The shortest that anybody may ask for (s. 5), and with it the shortest that we take. */
export const LEAST_SEC = 90;
/** A guard against a peer that answers with nonsense: two requests a second at most would be a flood. */
const SHORTEST_ANSWERED_SEC = 4;

/** Null: no such header, or none that can be read. */
export function parseSessionExpires(value: string | undefined): SessionInterval | null {
  const match = /^\s*(\d{1,8})\s*(?:;(.*))?$/s.exec(value ?? '');
  if (match === null) return null;
  const refresher = /(?:^|;)\s*refresher\s*=\s*"?(uac|uas)\b/i.exec(match[2] ?? '')?.[1]?.toLowerCase();
  return { sec: Math.max(Number(match[1]), SHORTEST_ANSWERED_SEC), refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null };
}

/** When a session is refreshed by us, half way (s. 10), and when it is ended where no refresh came: a third of it or 32 s before its end, whichever is shorter. */
export function sessionTimes(sec: number): { readonly refreshAfterMs: number; readonly endAfterMs: number } {
  return { refreshAfterMs: sec * 500, endAfterMs: (sec - Math.min(32, sec / 3)) * 1_000 };
}
