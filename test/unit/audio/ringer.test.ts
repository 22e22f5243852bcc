import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRinger } from '../../../renderer/audio/ringer.ts';

/** Every sound that was begun: its highest level, and whether it still sounds. */
let sounds: { level: number; isOpen: boolean }[];

class FakeContext {
  readonly sound = { level: 0, isOpen: true };
  readonly currentTime = 0;
  readonly destination = {};
  get state() { return this.sound.isOpen ? 'running' : 'closed'; }
  constructor() { sounds.push(this.sound); }
  createGain() {
    const note = (level: number): void => { this.sound.level = Math.max(this.sound.level, level); };
    return { gain: { value: 0, setValueAtTime: note, linearRampToValueAtTime: note }, connect: () => undefined };
  }
  createOscillator() { return { frequency: { value: 0 }, connect: () => undefined, start: () => undefined }; }
  setSinkId = async () => undefined;
  close = async () => { this.sound.isOpen = false; };
}

beforeEach(() => {
  sounds = [];
  vi.stubGlobal('AudioContext', FakeContext);
});
afterEach(() => vi.unstubAllGlobals());

describe('the tone of a call that waits', () => {
  it('is softer than the ring, as loud as wanted, and off where that is wanted (T51)', () => {
    const ringer = createRinger(async () => '');
    ringer.set('ring', 1);
    ringer.set('call-waiting', 1);
    ringer.set('call-waiting', 0.5);
    ringer.set('call-waiting', 0);
    const [ring, waiting, softer, ...others] = sounds;
    expect(waiting?.level).toBeLessThan((ring?.level ?? 0) / 2);
    expect(softer?.level).toBeCloseTo((waiting?.level ?? 0) / 2);
    expect([others, sounds.filter(({ isOpen }) => isOpen)]).toEqual([[], []]);
  });

  it('is not begun anew by every snapshot that tells of the same ringing', () => {
    const ringer = createRinger(async () => '');
    for (let n = 0; n < 3; n += 1) ringer.set('ring', 0.6);
    expect(sounds).toHaveLength(1);
    ringer.set(null, 0.6);
    expect(sounds[0]?.isOpen).toBe(false);
  });
});
