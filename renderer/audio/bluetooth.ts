import type { AudioChoices, AudioRole } from '../../preload/contract/audio.ts';
import { devicesFor, KIND_OF, resolveDevice, type Device } from './devices.ts';

/**
 * A Bluetooth headset is two loudspeakers to some systems: `stereo` (A2DP) carries music and falls silent while its microphone is open,
 * `hands-free` (HFP) carries calls, both ways.
 */
export type Endpoint = 'hands-free' | 'stereo';

const HANDS_FREE = /\bhands[- ]?free\b|\bHFP\b|\bHSP\b|\bHSP\/HFP\b|\bheadset head unit\b/i;
const STEREO = /\bstereo\b|\bA2DP\b|\bhigh fidelity playback\b/i;

/** What a person should know of the choice of devices, with the device that mends it. */
export type DeviceAdvice =
  /** Calls are not heard on the stereo endpoint while the same headset's microphone is open. */
  | { readonly kind: 'stereo-speaker'; readonly headset: string; readonly partner: Device | null }
  /** One part of a headset is chosen, the other is not. */
  | { readonly kind: 'other-half'; readonly role: 'microphone' | 'speaker'; readonly partner: Device };

/** Which of its two endpoints a device is; null for all others. "Stereo" alone means nothing: a sound card may be called so. */
export function endpointOf(device: Device, devices: readonly Device[]): Endpoint | null {
  if (HANDS_FREE.test(device.label)) return 'hands-free';
  if (!STEREO.test(device.label)) return null;
  return /\bA2DP\b/i.test(device.label) || devices.some((other) => HANDS_FREE.test(other.label) && isSameHeadset(device, other)) ? 'stereo' : null;
}

/** The other half of a headset by the group that the browser puts its parts in: for calls the hands-free one. */
export function partnerOf(device: Device, role: 'microphone' | 'speaker', devices: readonly Device[]): Device | null {
  const parts = devicesFor(role, devices).filter((other) => isSameHeadset(device, other));
  return parts.find((other) => endpointOf(other, devices) === 'hands-free') ?? parts.find((other) => endpointOf(other, devices) === null) ?? null;
}

/** At most one piece of advice: what is not heard at all comes before what is merely odd. */
export function adviceFor(choices: AudioChoices, devices: readonly Device[]): DeviceAdvice | null {
  const microphone = deviceInUse('microphone', choices, devices);
  const speaker = deviceInUse('speaker', choices, devices);
  if (microphone === null || speaker === null) return null;
  if (isSameHeadset(microphone, speaker)) {
    if (endpointOf(speaker, devices) !== 'stereo') return null;
    return { kind: 'stereo-speaker', headset: headsetName(speaker.label), partner: partnerOf(microphone, 'speaker', devices) };
  }
  // Whoever follows the system has chosen nothing; and a microphone that happens to have a jack is no half of a headset.
  const half = choices.microphone !== null ? { role: 'speaker' as const, partner: partnerOf(microphone, 'speaker', devices) } : choices.speaker !== null ? { role: 'microphone' as const, partner: partnerOf(speaker, 'microphone', devices) } : null;
  if (half === null || half.partner === null || ![microphone, speaker, half.partner].some((device) => endpointOf(device, devices) !== null)) return null;
  return { kind: 'other-half', role: half.role, partner: half.partner };
}

/** The device behind a choice, also behind the system's default. */
function deviceInUse(role: AudioRole, choices: AudioChoices, devices: readonly Device[]): Device | null {
  const { deviceId } = resolveDevice(role, choices[role], devices);
  const candidates = devices.filter(({ kind }) => kind === KIND_OF[role]);
  return candidates.find((device) => device.deviceId === (deviceId === '' ? 'default' : deviceId)) ?? null;
}

function isSameHeadset(one: Device, other: Device): boolean {
  if (one.groupId !== '' && one.groupId === other.groupId) return true;
  // Some systems put the two endpoints of a headset into two groups; then the name in the brackets tells.
  const name = headsetName(one.label);
  return name !== '' && name === headsetName(other.label) && (HANDS_FREE.test(one.label) || HANDS_FREE.test(other.label));
}

/** "Headset (WH-1000XM4 Hands-Free AG Audio)" and "Headphones (WH-1000XM4 Stereo)" are both "WH-1000XM4". */
function headsetName(label: string): string {
  const inner = /\(([^()]*(?:hands|stereo|A2DP|HFP|HSP)[^()]*)\)/i.exec(label)?.[1] ?? label.replace(/^Default - /, '');
  return inner.replace(HANDS_FREE, '').replace(STEREO, '').replace(/\bAG Audio\b|\bAG\b|\baudio\b/gi, '').replace(/[()\s/-]+$/g, '').trim();
}
