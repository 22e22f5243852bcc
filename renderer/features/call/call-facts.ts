import type { CallSnapshot, RemoteParty } from '../../../preload/contract/calls.ts';
import type { Messages } from '../../locales/en.ts';

/** How a person reads the other side: the name, else the number; null for a caller who hides both. */
export function partyName(remote: Pick<RemoteParty, 'displayName' | 'user'>): string | null {
  const name = remote.displayName?.trim() ?? '';
  if (name !== '') return name;
  return remote.user === '' || remote.user.toLowerCase() === 'anonymous' ? null : remote.user;
}

/** The second line under the name: the number, where the first was a name. */
export function partyNumber(remote: RemoteParty): string | null {
  const name = partyName(remote);
  return name === null || name === remote.user || remote.user === '' ? null : remote.user;
}

/** For whom a call was that was sent on to us, and by whom; null for one that came straight. */
export function forwardedWords({ forwarded }: RemoteParty, { call }: Pick<Messages, 'call'>): string | null {
  if (forwarded === undefined) return null;
  return forwarded.by === forwarded.for ? call.calledFor(forwarded.for) : call.calledForBy(forwarded.for, forwarded.by);
}

export function isEnded(call: CallSnapshot): boolean {
  return call.state.kind === 'ended';
}

/** Epoch milliseconds of the 200 OK, or null before it. */
export function answeredAtMs(call: CallSnapshot): number | null {
  return 'answeredAtMs' in call.state ? call.state.answeredAtMs : null;
}

export function talkedMs(call: CallSnapshot, nowMs: number): number {
  const answered = answeredAtMs(call);
  if (answered === null) return 0;
  return Math.max(0, (call.state.kind === 'ended' ? call.state.endedAtMs : nowMs) - answered);
}

/** What a keypad can send of a typed or pasted string; null where it holds anything else than digits and their usual writing. */
export function dtmfDigits(text: string): string | null {
  const compact = text.replace(/[\s().\-/,;]/g, '').toUpperCase();
  return /^[0-9A-D*#]{1,64}$/.test(compact) ? compact : null;
}
