import { describe, expect, it } from 'vitest';
import { keepAwake } from '../../../main/app/keep-awake.ts';
import { missedLines, PRESENT, stepAway, type AwayEvent } from '../../../main/app/missed-while-away.ts';
import type { CallEnd, CallState } from '../../../preload/contract/calls.ts';
import { call } from '../../support/fake-sidetone-data.ts';

const party = (user: string, displayName: string | null = null) => ({ uri: `sip:${user}@trunk.example`, user, displayName });
const end = (result: CallEnd['result']): CallState => ({ kind: 'ended', answeredAtMs: null, endedAtMs: 2, end: { result, endedBy: 'remote', sipStatus: 487, reason: '', failure: null } });
const missed = (user: string, result: CallEnd['result'] = 'missed'): AwayEvent => ({ kind: 'call-ended', call: call(end(result), 2, { remote: party(user) }) });
const left = (absence: 'asleep' | 'locked'): AwayEvent => ({ kind: 'left', absence });
const back = (absence: 'asleep' | 'locked'): AwayEvent => ({ kind: 'back', absence });
/** Who is told of, at which of the events. */
function told(...events: readonly AwayEvent[]): readonly (readonly string[])[] {
  let away = PRESENT;
  return events.map((event) => {
    const step = stepAway(away, event);
    away = step.away;
    return step.tell.map(({ user }) => user);
  });
}

describe('calls missed while nobody could see the screen', () => {
  it('are told once, when the machine wakes or is unlocked (T21)', () => {
    expect(told(left('locked'), missed('1'), missed('2', 'busy'), back('locked'), back('locked'))).toEqual([[], [], [], ['1', '2'], []]);
    expect(told(left('asleep'), missed('1'), back('asleep'))).toEqual([[], [], ['1']]);
  });

  it('wait for the unlocking where the machine wakes locked (T21)', () => {
    expect(told(left('locked'), left('asleep'), missed('1'), back('asleep'), missed('2'), back('locked'))).toEqual([[], [], [], [], [], ['1', '2']]);
    expect(told(left('asleep'), left('locked'), missed('1'), back('locked'))).toEqual([[], [], [], ['1']]);
  });

  it('are no others: neither those missed in front of the screen, nor declined, answered or outgoing ones', () => {
    const outgoing: AwayEvent = { kind: 'call-ended', call: call(end('missed'), 2, { direction: 'outgoing' }) };
    const running: AwayEvent = { kind: 'call-ended', call: call({ kind: 'ringing-in' }, 2) };
    const answered: AwayEvent = { kind: 'call-ended', call: call({ ...end('completed'), answeredAtMs: 1 } as CallState, 2) };
    expect(told(missed('1'), left('locked'), missed('2', 'rejected'), outgoing, running, answered, back('locked')).at(-1)).toEqual([]);
  });

  it('are listed by caller, each once with how often', () => {
    expect(missedLines([party('1', 'Emma'), party('2'), party('1', 'Emma'), party('3', '3')])).toEqual(['Emma 1 (2)', '2', '3']);
  });
});

describe('a call', () => {
  it('keeps the machine from sleeping while it rings or runs, and no longer (T21)', () => {
    const steps: string[] = [];
    const note = keepAwake({ start: (type) => steps.push(type), stop: (id) => { steps.push(`stop ${id}`); } } as Parameters<typeof keepAwake>[0]);
    const ringing = call({ kind: 'ringing-in' }, 1);
    const active = call({ kind: 'active', answeredAtMs: 1 }, 1);
    for (const calls of [[], [ringing], [active], [call(end('missed'), 2), active], [call(end('missed'), 2)], []]) note(calls);
    expect(steps).toEqual(['prevent-app-suspension', 'stop 1']);
    note([ringing]);
    expect(steps.at(-1)).toBe('prevent-app-suspension');
  });
});
