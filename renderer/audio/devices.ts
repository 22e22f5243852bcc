import { ALL_PROCESSING, type AudioChoices, type AudioRole, type DeviceChoice, type VoiceProcessing } from '../../preload/contract/audio.ts';
import { useVoiceProcessing } from './microphone.ts';

/** What the browser says of a device (Media Capture and Streams s. 9.2). */
export type Device = Pick<MediaDeviceInfo, 'deviceId' | 'groupId' | 'kind' | 'label'>;

/** Chromium's own names for "whatever the system uses". */
const DEFAULTS: readonly string[] = ['', 'default', 'communications'];

export const KIND_OF: Readonly<Record<AudioRole, MediaDeviceKind>> = { microphone: 'audioinput', speaker: 'audiooutput', ringer: 'audiooutput' };

/** The device that a choice means now. */
export interface ResolvedDevice {
  /** For getUserMedia and setSinkId; the empty string is the system's default. */
  readonly deviceId: string;
  /** Changes whenever other hardware would be used: also when the system's default moves to another device. */
  readonly key: string;
  /** A device was chosen and is not there: the system's default stands in until it comes back. */
  readonly isMissing: boolean;
}

/** The devices a person can choose for a role. */
export function devicesFor(role: AudioRole, devices: readonly Device[]): readonly Device[] {
  return devices.filter((device) => device.kind === KIND_OF[role] && !DEFAULTS.includes(device.deviceId));
}

/**
 * Finds the chosen device by its id, else by its name (some systems number their devices anew), else takes the system's default.
 * A device that only just appeared is never taken unless it was chosen or the system made it its default.
 */
export function resolveDevice(role: AudioRole, choice: DeviceChoice | null, devices: readonly Device[]): ResolvedDevice {
  const candidates = devicesFor(role, devices);
  const found = choice === null ? undefined : candidates.find(({ deviceId }) => deviceId === choice.deviceId) ?? candidates.find(({ label }) => label !== '' && label === choice.label);
  if (found !== undefined) return { deviceId: found.deviceId, key: found.deviceId, isMissing: false };
  const standard = devices.find((device) => device.kind === KIND_OF[role] && DEFAULTS.includes(device.deviceId)) ?? candidates[0];
  return { deviceId: '', key: `default:${standard?.groupId ?? ''}:${standard?.label ?? ''}`, isMissing: choice !== null };
}

/** The name of what the system uses now, as far as the browser tells: "Default - Headset" becomes "Headset". */
export function defaultLabel(role: AudioRole, devices: readonly Device[]): string {
  const standard = devices.find((device) => device.kind === KIND_OF[role] && device.deviceId === 'default');
  return (standard?.label ?? devicesFor(role, devices)[0]?.label ?? '').replace(/^Default - /, '');
}

/** Tells which devices the choices mean, now and after every change of either. */
export interface DeviceWatch {
  resolved(role: AudioRole): Promise<ResolvedDevice>;
  setChoices(choices: AudioChoices): void;
  /** The microphone is opened anew with it, also in a running call. */
  setProcessing(processing: VoiceProcessing): void;
  onChange(listener: () => void): () => void;
}

export function watchDevices(media: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'>, first: AudioChoices): DeviceWatch {
  const listeners = new Set<() => void>();
  let choices = first;
  let processing = JSON.stringify(ALL_PROCESSING);
  const tell = (): void => { for (const listener of listeners) listener(); };
  media.addEventListener('devicechange', tell);
  return {
    async resolved(role) {
      const device = resolveDevice(role, choices[role], await media.enumerateDevices().catch(() => []));
      return role === 'microphone' && processing !== JSON.stringify(ALL_PROCESSING) ? { ...device, key: `${device.key} ${processing}` } : device;
    },
    setChoices(next) {
      choices = next;
      tell();
    },
    setProcessing(next) {
      if (JSON.stringify(next) === processing) return;
      processing = JSON.stringify(next);
      useVoiceProcessing(next);
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
