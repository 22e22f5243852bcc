import { z } from 'zod';

/** What a device is for. */
export const AudioRole = z.enum(['microphone', 'speaker', 'ringer']);
export type AudioRole = z.infer<typeof AudioRole>;

/** A device as the browser names it: an id that stays the same on this machine, and a name for the time it is unplugged. */
export const DeviceChoice = z.strictObject({ deviceId: z.string().min(1).max(256), label: z.string().max(256) });
export type DeviceChoice = z.infer<typeof DeviceChoice>;

/** The device of each role; null follows the system's default. */
export const AudioChoices = z.strictObject({ microphone: DeviceChoice.nullable(), speaker: DeviceChoice.nullable(), ringer: DeviceChoice.nullable() });
export type AudioChoices = z.infer<typeof AudioChoices>;

export const SYSTEM_DEFAULTS: AudioChoices = { microphone: null, speaker: null, ringer: null };

/** How loud it rings, 0 (off) to 1; of a call that waits while one is talking, apart. */
export const RingVolumes = z.strictObject({ ring: z.number().min(0).max(1), callWaiting: z.number().min(0).max(1) });
export type RingVolumes = z.infer<typeof RingVolumes>;
export const USUAL_VOLUMES: RingVolumes = { ring: 0.6, callWaiting: 0.6 };

/** What the browser does to our voice before the line hears it (Media Capture and Streams s. 4.3.5). */
export const VoiceProcessing = z.strictObject({ echoCancellation: z.boolean(), noiseSuppression: z.boolean(), autoGainControl: z.boolean() });
export type VoiceProcessing = z.infer<typeof VoiceProcessing>;
/** Without echo cancellation a loudspeaker sends the far end its own voice back. */
export const ALL_PROCESSING: VoiceProcessing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
