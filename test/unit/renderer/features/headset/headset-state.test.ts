import { describe, expect, it } from 'vitest';
import { FRESH_HEADSET, headsetCalls, isHeadsetWanted, lampsFor, pressed, withLamps, type HeadsetCalls, type HeadsetState } from '../../../../../renderer/features/headset/headset-state.ts';
import { call, callId } from '../../../../support/fake-sidetone-data.ts';

const LIVE = callId('live');
const NEXT = callId('next');
const idle: HeadsetCalls = { ringing: null, talking: null };
const ringing: HeadsetCalls = { ringing: LIVE, talking: null };
const talking = (isMuted = false, isHeld = false): HeadsetCalls => ({ ringing: null, talking: { callId: LIVE, isMuted, isHeld } });
const waiting: HeadsetCalls = { ...talking(), ringing: NEXT };

/** A headset that was told of the calls long ago, and whose buttons say the same. */
function settled(calls: HeadsetCalls, isHookDown = lampsFor(calls).offHook): HeadsetState {
  const state = withLamps(FRESH_HEADSET, lampsFor(calls), 0);
  return { hook: { ...state.hook, isDown: isHookDown, downAtMs: 0 }, mute: state.mute };
}

describe('the lamps of a headset', () => {
  it.each([
    ['nothing', idle, ''], ['a ringing call', ringing, 'ring'], ['a call', talking(), 'offHook'], ['a muted call', talking(true), 'offHook mute'],
    ['a call on hold', talking(false, true), 'offHook hold'], ['a call with another that waits', waiting, 'offHook ring'],
  ])('for %s: %s (T18)', (_name, calls, lit) => {
    expect(Object.entries(lampsFor(calls)).filter(([, isOn]) => isOn).map(([lamp]) => lamp).sort().join(' ')).toBe(lit.split(' ').sort().join(' '));
  });

  it('follow the call that is heard, not the one on hold', () => {
    const held = call({ kind: 'active', answeredAtMs: 1 }, 0, { callId: NEXT, hold: { byUs: true, byPeer: false } });
    const heard = call({ kind: 'active', answeredAtMs: 1 }, 0, { isMuted: true });
    const done = call({ kind: 'ringing-in' }, 0, { callId: NEXT });
    expect(headsetCalls([held, heard])).toEqual(talking(true));
    expect(headsetCalls([held]).talking?.isHeld).toBe(true);
    expect(headsetCalls([done])).toEqual({ ringing: NEXT, talking: null });
    expect([idle, ringing, talking()].map(isHeadsetWanted)).toEqual([false, true, true]);
  });
});

describe('a press on a headset', () => {
  const answer = { kind: 'answer', callId: LIVE };
  const hangUp = { kind: 'hang-up', callId: LIVE };
  const mute = (isMuted: boolean) => ({ kind: 'mute', callId: LIVE, isMuted });
  it.each([
    ['the hook goes off while a call rings', ringing, 'hook', true, true, answer],
    ['the hook goes on during a call', talking(), 'hook', false, true, hangUp],
    ['the hook goes on with another call waiting', waiting, 'hook', false, true, hangUp],
    ['the hook goes off with no call of ours', idle, 'hook', true, true, null],
    ['a hook that only tells presses, while a call rings', ringing, 'hook', true, false, answer],
    ['mute is pressed', talking(), 'mute', true, false, mute(true)],
    ['mute is pressed when muted', talking(true), 'mute', true, false, mute(false)],
    ['a mute switch is put on', talking(), 'mute', true, true, mute(true)],
    ['a mute switch says what is so already', talking(true), 'mute', true, true, null],
    ['mute while a call only rings', ringing, 'mute', true, false, null],
  ] as const)('%s (T18)', (_name, calls, button, isDown, isState, order) => {
    expect(pressed(settled(calls), button, isDown, isState, calls, 10_000).order).toEqual(order);
  });

  it('hangs up on a hook that only tells presses', () => {
    expect(pressed(settled(talking(), false), 'hook', true, false, talking(), 10_000).order).toEqual(hangUp);
  });

  it('is not seen in a report that repeats itself, nor in the release of a button', () => {
    const first = pressed(settled(ringing), 'hook', true, true, ringing, 10_000);
    expect(pressed(first.state, 'hook', true, true, ringing, 10_005).order).toBeNull();
    const muted = pressed(settled(talking()), 'mute', true, false, talking(), 10_000);
    expect(pressed(muted.state, 'mute', false, false, talking(true), 10_200).order).toBeNull();
  });

  it('is not seen in the echo of our own lamp, late or early (T18)', () => {
    // Answered on the screen: the headset follows.
    const answered = withLamps(settled(ringing), lampsFor(talking()), 5_000);
    expect(pressed(answered, 'hook', true, true, talking(), 5_060).order).toBeNull();
    // That call is over at once and the next one rings before the echo of the first lamp arrives.
    const over = withLamps(answered, lampsFor(ringing), 5_040);
    expect(pressed(over, 'hook', true, true, ringing, 5_060).order).toBeNull();
    // A headset that answers the mute lamp with a press of mute.
    const muted = withLamps(settled(talking()), lampsFor(talking(true)), 5_000);
    expect(pressed(muted, 'mute', true, false, talking(true), 5_050).order).toBeNull();
    expect(pressed(muted, 'mute', true, false, talking(true), 5_400).order).toEqual(mute(false));
  });

  it('does not hang up when a button that calls itself a switch is let go, and hangs up at its next press', () => {
    const down = pressed(settled(ringing), 'hook', true, true, ringing, 10_000);
    const lamp = withLamps(down.state, lampsFor(talking()), 10_050);
    const up = pressed(lamp, 'hook', false, true, talking(), 10_180);
    expect([down.order, up.order]).toEqual([answer, null]);
    expect(pressed(up.state, 'hook', true, true, talking(), 60_000).order).toEqual(hangUp);
  });
});
