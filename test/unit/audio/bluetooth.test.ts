import { describe, expect, it } from 'vitest';
import { SYSTEM_DEFAULTS, type DeviceChoice } from '../../../preload/contract/audio.ts';
import { adviceFor, endpointOf, partnerOf } from '../../../renderer/audio/bluetooth.ts';
import type { Device } from '../../../renderer/audio/devices.ts';

const device = (kind: MediaDeviceKind, deviceId: string, label: string, groupId: string): Device => ({ kind, deviceId, label, groupId });
const BUILT_IN_MIC = device('audioinput', 'in', 'Microphone Array (Realtek Audio)', 'board');
const BUILT_IN = device('audiooutput', 'out', 'Speakers (Realtek Audio)', 'board');
const HF_MIC = device('audioinput', 'hf-in', 'Headset (WH-1000XM4 Hands-Free AG Audio)', 'bt');
const HF = device('audiooutput', 'hf-out', 'Headset (WH-1000XM4 Hands-Free AG Audio)', 'bt');
const STEREO = device('audiooutput', 'a2dp', 'Headphones (WH-1000XM4 Stereo)', 'bt');
const MIX = device('audioinput', 'mix', 'Stereo Mix (Realtek Audio)', 'board');
const ALL = [BUILT_IN_MIC, BUILT_IN, HF_MIC, STEREO, HF, MIX];
const chosen = ({ deviceId, label }: Device): DeviceChoice => ({ deviceId, label });

describe('the two endpoints of a Bluetooth headset', () => {
  it('are told apart, and nothing else is taken for one (T14)', () => {
    expect(ALL.map((each) => endpointOf(each, ALL))).toEqual([null, null, 'hands-free', 'stereo', 'hands-free', null]);
    expect(endpointOf(STEREO, [BUILT_IN, STEREO])).toBeNull();
    expect(endpointOf(device('audiooutput', 'x', 'WH-1000XM4 (A2DP)', ''), [])).toBe('stereo');
  });

  it('are paired by group, and by name where the system groups them apart, hands-free first (T14)', () => {
    expect(partnerOf(HF_MIC, 'speaker', ALL)).toBe(HF);
    expect(partnerOf(STEREO, 'microphone', ALL)).toBe(HF_MIC);
    const apart = [BUILT_IN, { ...STEREO, groupId: 'g1' }, { ...HF, groupId: 'g2' }, { ...HF_MIC, groupId: 'g2' }];
    expect(endpointOf(apart[1]!, apart)).toBe('stereo');
    expect(partnerOf(apart[1]!, 'microphone', apart)?.deviceId).toBe('hf-in');
    expect(partnerOf(BUILT_IN_MIC, 'speaker', ALL)).toBe(BUILT_IN);
  });
});

describe('advice on the choice of devices', () => {
  it('warns of a stereo endpoint beside the same headset\'s microphone, and names the one to take (T14)', () => {
    expect(adviceFor({ ...SYSTEM_DEFAULTS, microphone: chosen(HF_MIC), speaker: chosen(STEREO) }, ALL)).toEqual({ kind: 'stereo-speaker', headset: 'WH-1000XM4', partner: HF });
  });

  it('warns also where the system\'s default is meant (T14)', () => {
    const withDefaults = [...ALL, device('audioinput', 'default', `Default - ${HF_MIC.label}`, 'bt'), device('audiooutput', 'default', `Default - ${STEREO.label}`, 'bt')];
    expect(adviceFor(SYSTEM_DEFAULTS, withDefaults)).toMatchObject({ kind: 'stereo-speaker', partner: HF });
  });

  it('offers the other half of a headset (T14)', () => {
    expect(adviceFor({ ...SYSTEM_DEFAULTS, microphone: chosen(HF_MIC), speaker: chosen(BUILT_IN) }, ALL)).toEqual({ kind: 'other-half', role: 'speaker', partner: HF });
  });

  it.each([
    ['both halves hands-free', { microphone: chosen(HF_MIC), speaker: chosen(HF) }],
    ['music on the headset with the machine\'s own microphone by the system\'s choice', { microphone: null, speaker: null }],
    ['the machine\'s own of both', { microphone: chosen(BUILT_IN_MIC), speaker: chosen(BUILT_IN) }],
  ])('is none for %s', (_name, choice) => {
    expect(adviceFor({ ...SYSTEM_DEFAULTS, ...choice }, ALL)).toBeNull();
  });

  it('is none where there are no devices', () => {
    expect(adviceFor(SYSTEM_DEFAULTS, [])).toBeNull();
  });
});
