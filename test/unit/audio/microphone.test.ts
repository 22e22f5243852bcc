import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ALL_PROCESSING, SYSTEM_DEFAULTS } from '../../../preload/contract/audio.ts';
import { watchDevices } from '../../../renderer/audio/devices.ts';
import { openMicrophone, useVoiceProcessing } from '../../../renderer/audio/microphone.ts';
import { keepMicrophone } from '../../../renderer/audio/keep-microphone.ts';

/** What was asked of the browser, and which devices another program holds. */
let asked: MediaTrackConstraints[] = [];
let busy = new Set<string>();
const DEVICES = [{ kind: 'audioinput', deviceId: 'default' }, { kind: 'audioinput', deviceId: 'desk' }, { kind: 'audiooutput', deviceId: 'speakers' }, { kind: 'audioinput', deviceId: 'webcam' }].map((device) => ({ ...device, label: device.deviceId, groupId: device.deviceId }));

function trackOf(label: string): MediaStreamTrack {
  return Object.assign(new EventTarget(), { label, readyState: 'live', stop: () => undefined }) as unknown as MediaStreamTrack;
}
const idOf = ({ deviceId }: MediaTrackConstraints): string => (deviceId as { exact: string } | undefined)?.exact ?? 'default';
const devices = Object.assign(new EventTarget(), {
  enumerateDevices: async () => DEVICES as MediaDeviceInfo[],
  async getUserMedia({ audio }: { audio: MediaTrackConstraints }) {
    asked.push(audio);
    if (busy.has(idOf(audio))) throw new DOMException('Could not start audio source', 'NotReadableError');
    return { getAudioTracks: () => [trackOf(idOf(audio))] };
  },
});

beforeEach(() => {
  asked = [];
  busy = new Set();
  vi.stubGlobal('navigator', { mediaDevices: devices });
  vi.stubGlobal('AudioContext', class {
    createMediaStreamDestination = () => ({ stream: { getAudioTracks: () => [trackOf('silence')] } });
    resume = async () => undefined;
    close = async () => undefined;
  });
});
afterEach(() => {
  useVoiceProcessing(ALL_PROCESSING);
  vi.unstubAllGlobals();
});

describe('the voice of a microphone', () => {
  it('has its echo, noise and loudness taken care of unless the person says otherwise (T33)', async () => {
    await openMicrophone();
    await openMicrophone('desk');
    expect(asked).toEqual([{ echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 }, { deviceId: { exact: 'desk' }, echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 }]);
  });

  it('is opened anew in a running call when the person switches a part of it off (T33)', async () => {
    const watch = watchDevices(devices, SYSTEM_DEFAULTS);
    const used: string[] = [];
    const kept = keepMicrophone({ wanted: () => watch.resolved('microphone'), open: openMicrophone, onChange: watch.onChange, use: ({ state }) => used.push(state) });
    await vi.waitFor(() => expect(used).toHaveLength(1));
    watch.setProcessing({ ...ALL_PROCESSING, echoCancellation: false });
    await vi.waitFor(() => expect(used).toHaveLength(2));
    expect(asked.map(({ echoCancellation, noiseSuppression }) => [echoCancellation, noiseSuppression])).toEqual([[true, true], [false, true]]);
    watch.setProcessing({ ...ALL_PROCESSING, echoCancellation: false });
    await Promise.resolve();
    expect(asked).toHaveLength(2);
    kept.close();
  });
});

describe('a microphone that another program holds', () => {
  it('is stood in for by the next one, and that is said (T34)', async () => {
    busy = new Set(['desk']);
    const microphone = await openMicrophone('desk');
    expect([microphone.state, microphone.track.label]).toEqual(['busy', 'webcam']);
    expect(asked.map(idOf)).toEqual(['desk', 'webcam']);
  });

  it('as the system\'s default is stood in for too (T34)', async () => {
    busy = new Set(['default', 'desk']);
    const microphone = await openMicrophone();
    expect([microphone.state, microphone.track.label]).toEqual(['busy', 'webcam']);
  });

  it('leaves the call going on in silence where all are held, with the system\'s own words (T34)', async () => {
    busy = new Set(['default', 'desk', 'webcam']);
    const microphone = await openMicrophone('desk');
    expect([microphone.state, microphone.track.label, microphone.detail]).toEqual(['failed', 'silence', 'Could not start audio source']);
  });

  it('is taken again once devices change and it is free (T34)', async () => {
    busy = new Set(['desk']);
    const watch = watchDevices(devices, { ...SYSTEM_DEFAULTS, microphone: { deviceId: 'desk', label: 'desk' } });
    const used: string[] = [];
    const kept = keepMicrophone({ wanted: () => watch.resolved('microphone'), open: openMicrophone, onChange: watch.onChange, use: ({ track }) => used.push(track.label) });
    await vi.waitFor(() => expect(used).toEqual(['webcam']));
    busy = new Set();
    devices.dispatchEvent(new Event('devicechange'));
    await vi.waitFor(() => expect(used).toEqual(['webcam', 'desk']));
    kept.close();
  });
});
