import type { CallSnapshot, RemoteParty } from '../../preload/contract/calls.ts';

/** Why nobody sees the screen. */
export type Absence = 'asleep' | 'locked';

export type AwayEvent =
  | { readonly kind: 'left'; readonly absence: Absence }
  | { readonly kind: 'back'; readonly absence: Absence }
  | { readonly kind: 'call-ended'; readonly call: CallSnapshot };

export interface Away {
  readonly absences: readonly Absence[];
  /** Whom the person missed meanwhile, in their order. */
  readonly missed: readonly RemoteParty[];
}

export const PRESENT: Away = { absences: [], missed: [] };

/** Keeps the calls that were missed while nobody could see the screen; `tell` once somebody can again (T21). */
export function stepAway(away: Away, event: AwayEvent): { readonly away: Away; readonly tell: readonly RemoteParty[] } {
  switch (event.kind) {
    case 'left':
      return { away: { ...away, absences: [...new Set([...away.absences, event.absence])] }, tell: [] };
    case 'call-ended':
      return { away: isMissed(event.call) && away.absences.length > 0 ? { ...away, missed: [...away.missed, event.call.remote] } : away, tell: [] };
    case 'back': {
      // Whoever unlocks a screen is awake, even where the system told of no waking.
      const absences = event.absence === 'locked' ? [] : away.absences.filter((absence) => absence !== event.absence);
      return absences.length > 0 ? { away: { ...away, absences }, tell: [] } : { away: PRESENT, tell: away.missed };
    }
  }
}

/** Busy: a call that the line could not take; to the person it is as much a missed one. */
function isMissed({ direction, state }: CallSnapshot): boolean {
  return direction === 'incoming' && state.kind === 'ended' && state.answeredAtMs === null && (state.end.result === 'missed' || state.end.result === 'busy');
}

/** Each caller once, with how often they called. */
export function missedLines(missed: readonly RemoteParty[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { displayName, user } of missed) {
    const name = displayName === null || displayName === user ? user : `${displayName} ${user}`.trim();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
}
