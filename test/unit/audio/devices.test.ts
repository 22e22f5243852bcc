import { describe, expect, it } from 'vitest';
import { defaultLabel, devicesFor, resolveDevice, watchDevices, type Device } from '../../../renderer/audio/devices.ts';
import { levelOf } from '../../../renderer/audio/sound-check.ts';
import { SYSTEM_DEFAULTS } from '../../../preload/contract/audio.ts';

const input = (deviceId: string, label: string, groupId = deviceId): Device => ({ deviceId, label, groupId, kind: 'audioinput' });
const output = (deviceId: string, label: string): Device => ({ deviceId, label, groupId: deviceId, kind: 'audiooutput' });
const DESK = [input('default', 'Default - Built-in', 'built-in'), input('built-in', 'Built-in'), input('jabra', 'Jabra Evolve 20'), output('default', 'Default - Speakers'), output('speakers', 'Speakers')];
const JABRA = { deviceId: 'jabra', label: 'Jabra Evolve 20' };

describe('the device of a role', () => {
  it('is the chosen one, found by its id (T15)', () => {
    expect(resolveDevice('microphone', JABRA, DESK)).toEqual({ deviceId: 'jabra', key: 'jabra', isMissing: false });
  });

  it('is found by its name where the system gave it a new id', () => {
    const renumbered = DESK.map((device) => (device.deviceId === 'jabra' ? { ...device, deviceId: 'usb-7' } : device));
    expect(resolveDevice('microphone', JABRA, renumbered)).toMatchObject({ deviceId: 'usb-7', isMissing: false });
  });

  it('is the system\'s while the chosen one is unplugged, and the chosen one again after it', () => {
    const without = DESK.filter(({ deviceId }) => deviceId !== 'jabra');
    expect(resolveDevice('microphone', JABRA, without)).toMatchObject({ deviceId: '', isMissing: true });
    expect(resolveDevice('microphone', JABRA, DESK).isMissing).toBe(false);
  });

  it('follows the system: another default is another key, a new device alone is not (T16, T17)', () => {
    const before = resolveDevice('microphone', null, DESK).key;
    expect(resolveDevice('microphone', null, [...DESK, input('tv', 'AirPlay')]).key).toBe(before);
    expect(resolveDevice('microphone', null, [input('default', 'Default - Jabra Evolve 20', 'jabra'), ...DESK.slice(1)]).key).not.toBe(before);
  });

  it('is never one of another kind, and never none', () => {
    expect(resolveDevice('speaker', JABRA, DESK)).toMatchObject({ deviceId: '', isMissing: true });
    expect(resolveDevice('ringer', null, [])).toEqual({ deviceId: '', key: 'default::', isMissing: false });
  });

  it('is shown without the browser\'s own aliases', () => {
    expect(devicesFor('microphone', DESK).map(({ label }) => label)).toEqual(['Built-in', 'Jabra Evolve 20']);
    expect([defaultLabel('microphone', DESK), defaultLabel('speaker', DESK), defaultLabel('speaker', [])]).toEqual(['Built-in', 'Speakers', '']);
  });
});

describe('watching devices', () => {
  it('tells of plugs and of choices, until it is told not to', async () => {
    const media = Object.assign(new EventTarget(), { enumerateDevices: async () => DESK as MediaDeviceInfo[] });
    const watch = watchDevices(media, SYSTEM_DEFAULTS);
    let told = 0;
    const stop = watch.onChange(() => { told += 1; });
    media.dispatchEvent(new Event('devicechange'));
    watch.setChoices({ ...SYSTEM_DEFAULTS, microphone: JABRA });
    expect(told).toBe(2);
    expect((await watch.resolved('microphone')).deviceId).toBe('jabra');
    stop();
    media.dispatchEvent(new Event('devicechange'));
    expect(told).toBe(2);
  });
});

describe('the level of a microphone', () => {
  it.each([[0, 0], [0.001, 0], [0.0316, 0.5], [1, 1]])('of a steady %s is %s', (sample, level) => {
    expect(levelOf(new Float32Array(256).fill(sample))).toBeCloseTo(level, 1);
  });
});
