import { adviceFor, endpointOf, type DeviceAdvice, type Endpoint } from '../../audio/bluetooth.ts';
import type { AudioChoices, AudioRole } from '../../../preload/contract/audio.ts';
import { defaultLabel, devicesFor, resolveDevice, type Device, type ResolvedDevice } from '../../audio/devices.ts';

/** One line of a device list. */
export interface DeviceOption {
  readonly deviceId: string;
  readonly label: string;
  /** Of a Bluetooth headset: which of its two. */
  readonly endpoint: Endpoint | null;
}

/** The devices of this machine as they come and go. */
export class DevicesModel {
  readonly #media: MediaDevices;
  devices = $state.raw<readonly Device[]>([]);

  constructor(media: MediaDevices) {
    this.#media = media;
    this.#media.addEventListener('devicechange', this.#read);
    void this.#read();
  }

  options(role: AudioRole): readonly DeviceOption[] {
    return devicesFor(role, this.devices).map((device, index) => ({ deviceId: device.deviceId, label: device.label === '' ? `${index + 1}` : device.label, endpoint: endpointOf(device, this.devices) }));
  }

  defaultLabel(role: AudioRole): string {
    return defaultLabel(role, this.devices);
  }

  resolved(role: AudioRole, choices: AudioChoices): ResolvedDevice {
    return resolveDevice(role, choices[role], this.devices);
  }

  advice(choices: AudioChoices): DeviceAdvice | null {
    return adviceFor(choices, this.devices);
  }

  dispose(): void {
    this.#media.removeEventListener('devicechange', this.#read);
  }

  readonly #read = async (): Promise<void> => {
    this.devices = await this.#media.enumerateDevices().catch(() => []);
  };
}
